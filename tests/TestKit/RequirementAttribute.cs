using Xunit.v3;

namespace Zhengtong.TestKit;

/// <summary>Names the rows of the requirements that a test really exercises, as the trait <c>Requirement</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RequirementAttribute(params string[] ids) : Attribute, ITraitAttribute
{
    public IReadOnlyList<string> Ids { get; } = ids;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [.. Ids.Select(x => KeyValuePair.Create("Requirement", x))];
}
