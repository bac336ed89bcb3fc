using Zhengtong.Platform.Regions;

namespace Zhengtong.Tests.Unit.Forms;

/// <summary>A small tree of real divisions.</summary>
internal sealed class SomeDivisions : IDivisions
{
    private static readonly Region[] All =
    [
        Of("51", "四川省", "四川省"), Of("5116", "广安市", "四川省广安市"), Of("511602", "广安区", "四川省广安市广安区"), Of("511603", "前锋区", "四川省广安市前锋区"),
        Of("50", "重庆市", "重庆市"), Of("5001", "市辖区", "重庆市市辖区"), Of("500103", "渝中区", "重庆市市辖区渝中区"),
    ];

    public ValueTask<IReadOnlyList<Region>> ChildrenAsync(string code, CancellationToken ct) => new([.. All.Where(r => r.ParentCode == code)]);

    public ValueTask<IReadOnlyList<Region>> PathAsync(string code, CancellationToken ct) =>
        new([.. All.Any(r => r.Code == code) ? All.Where(r => code.StartsWith(r.Code, StringComparison.Ordinal)).OrderBy(r => r.Level) : Enumerable.Empty<Region>()]);

    private static Region Of(string code, string name, string fullName) => new() { Code = code, ParentCode = code[..^2], Name = name, FullName = fullName, Level = code.Length / 2 };
}
