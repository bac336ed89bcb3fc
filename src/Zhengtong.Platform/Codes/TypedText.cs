using System.Text;

namespace Zhengtong.Platform.Codes;

/// <summary>Codes as people type them: full-width characters, blanks and small letters are the same code.</summary>
public static class TypedText
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';

    /// <summary>Half-width, without blanks and the dropped characters, in capitals.</summary>
    public static string Tidy(string? text, params ReadOnlySpan<char> dropped)
    {
        var tidy = new StringBuilder(text?.Length ?? 0);
        foreach (var typed in text ?? "")
        {
            var c = HalfWidth(typed);
            if (!char.IsWhiteSpace(c) && !dropped.Contains(c))
            {
                tidy.Append(char.ToUpperInvariant(c));
            }
        }

        return tidy.ToString();
    }

    /// <summary>By arithmetic: Unicode normalisation does nothing when globalization is invariant, as it is here.</summary>
    private static char HalfWidth(char c) => c is >= FirstFullWidth and <= LastFullWidth ? (char)(c - FirstFullWidth + '!') : c;
}
