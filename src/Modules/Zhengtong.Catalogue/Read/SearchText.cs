using System.Text;
using System.Text.RegularExpressions;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Read;

/// <summary>Makes texts comparable for search: lower case, full-width forms as half-width, no spaces. Query and index go through the same.</summary>
internal static partial class SearchText
{
    public static string Normalise(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (text.Length > 0)
            {
                text.Append('|');
            }

            foreach (var c in part)
            {
                var half = PlainText.HalfWidth(c);
                if (!char.IsWhiteSpace(half))
                {
                    text.Append(char.ToLowerInvariant(half));
                }
            }
        }

        return text.ToString();
    }

    /// <summary>What an item is found by: its name, also as people say it, without the asides in brackets; its code and its organisation.</summary>
    public static string OfItem(string name, string code, string organisation)
    {
        var said = Aside().Replace(name, "");
        return said == name || said.Length == 0 ? Normalise(name, code, organisation) : Normalise(name, said, code, organisation);
    }

    [GeneratedRegex("（[^）]*）|\\([^)]*\\)")]
    private static partial Regex Aside();

    /// <summary>For LIKE with escape character <c>\</c>: the text anywhere.</summary>
    public static string Anywhere(string normalised) =>
        "%" + normalised.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
