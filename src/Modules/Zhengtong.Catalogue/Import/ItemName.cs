using System.Text.RegularExpressions;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Import;

/// <summary>Says whether two sources name the same item.</summary>
internal static partial class ItemName
{
    /// <summary>Without the note on the level that exercises it （县级）, with half-width brackets, without blanks.</summary>
    public static string Normalise(string name) => Blank().Replace(Level().Replace(PlainText.Of(name), ""), "");

    [GeneratedRegex(@"\([^()]*(?:[省市县区]级|行使)[^()]*\)")]
    private static partial Regex Level();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
