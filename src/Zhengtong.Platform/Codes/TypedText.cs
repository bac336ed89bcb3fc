using System.Text;

namespace Zhengtong.Platform.Codes;

/// <summary>Codes as people type them: full-width characters, blanks and small letters are the same code.</summary>
public static class TypedText
{
    /// <summary>Half-width, without blanks and the dropped characters, in capitals.</summary>
    public static string Tidy(string? text, params ReadOnlySpan<char> dropped)
    {
        var tidy = new StringBuilder(text?.Length ?? 0);
        foreach (var typed in text ?? "")
        {
            var c = PlainText.HalfWidth(typed);
            if (!char.IsWhiteSpace(c) && !dropped.Contains(c))
            {
                tidy.Append(char.ToUpperInvariant(c));
            }
        }

        return tidy.ToString();
    }
}
