using System.Globalization;
using System.Text;

namespace Zhengtong.Platform.Files;

/// <summary>Makes a claimed file name safe to keep, show and download under.</summary>
internal static class CleanFileName
{
    private const int MaxLength = 120;
    private const string Unwanted = "<>:\"|?*\\/";

    public static string Of(string claimed, FileKind kind)
    {
        var last = claimed[(claimed.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            // Format characters carry the right-to-left override that makes exe.pdf out of fdp.exe.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune == Rune.ReplacementChar)
            {
                continue;
            }

            kept.Append(rune.IsBmp && Unwanted.Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        }

        var name = kept.ToString();
        var dot = name.LastIndexOf('.');
        var stem = (dot >= 0 ? name[..dot] : name).Trim(' ', '.');
        return $"{(stem.Length == 0 ? "未命名" : Cut(stem))}.{Extension(claimed, kind) ?? kind.Extensions[0]}";
    }

    /// <summary>The claimed extension if it is one of the kind's.</summary>
    public static string? Extension(string claimed, FileKind kind)
    {
        var dot = claimed.LastIndexOf('.');
        return dot < 0 ? null : kind.Extensions.FirstOrDefault(e => e.Equals(claimed[(dot + 1)..].Trim(), StringComparison.OrdinalIgnoreCase));
    }

    private static string Cut(string stem) => stem.Length <= MaxLength
        ? stem
        : stem[..(char.IsHighSurrogate(stem[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
}
