using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Definitions;

namespace Zhengtong.Forms.Catalogue;

/// <summary>The forms that come with the product, as Standard/{key}.s{n}.json. A file is never changed once released; a new state of a form is a new file.</summary>
internal static class StandardForms
{
    private const string Folder = "Zhengtong.Forms.Standard.";

    private static readonly Lazy<IReadOnlyDictionary<(string Key, string Version), PublishedForm>> Forms = new(() => Embedded.Names
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.Contains(".s", StringComparison.Ordinal) && n.Split('.') is [.., { } version, "json"] && version.StartsWith('s'))
        .Select(n => new PublishedForm(FormDefinition.Parse(Embedded.Text(n["Zhengtong.Forms.".Length..])).Value, n.Split('.')[^2]))
        .ToDictionary(f => (f.Definition.Key, f.Version)));

    public static IEnumerable<PublishedForm> All => Forms.Value.Values;

    public static PublishedForm? Find(string key, string version) => Forms.Value.GetValueOrDefault((key, version));

    public static PublishedForm? Newest(string key) => All.Where(f => f.Definition.Key == key).MaxBy(f => int.Parse(f.Version.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));
}
