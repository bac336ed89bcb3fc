using System.Text;

namespace Zhengtong.Platform.Codes;

/// <summary>Codes as people type them: full-width characters, blanks and small letters are the same code.</summary>
internal static class TypedText
{
    public static string Tidy(string? text, params ReadOnlySpan<char> dropped)
    {
        var tidy = new StringBuilder(text?.Length ?? 0);
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormKC))
        {
            if (!char.IsWhiteSpace(c) && !dropped.Contains(c))
            {
                tidy.Append(char.ToUpperInvariant(c));
            }
        }

        return tidy.ToString();
    }
}
