using System.Globalization;
using System.Text;

namespace Zhengtong.Platform.Documents;

/// <summary>
/// Breaks Chinese text into lines (避头尾): closing marks never start a line, opening marks never end one, dashes and ellipses stay whole,
/// and Latin words and numbers are not cut unless longer than a line.
/// </summary>
internal static class LineBreaking
{
    private const string NeverFirst = "，。、；：？！）》」』】〕〉”’…—·～％‰℃％,.;:!?)]}%″′々〗〞〟］｝";
    private const string NeverLast = "（《「『【〔〈“‘([{￥$№〖〝［｛";
    private const string Pairs = "…—";

    /// <param name="firstIndent">Room taken at the start of the first line of each stretch between hard breaks.</param>
    public static IReadOnlyList<string> Lines(string text, float width, Func<string, float> measure, float firstIndent = 0)
    {
        var lines = new List<string>();
        foreach (var stretch in text.ReplaceLineEndings("\n").Split('\n'))
        {
            Fill(lines, stretch, width, firstIndent, measure);
        }

        return lines;
    }

    private static void Fill(List<string> lines, string stretch, float width, float firstIndent, Func<string, float> measure)
    {
        var line = new StringBuilder();
        var room = width - firstIndent;
        foreach (var unit in Units(stretch))
        {
            var needed = measure(unit.TrimEnd(' '));
            if (line.Length > 0 && needed > room)
            {
                End();
            }

            if (needed > room)
            {
                foreach (var rune in unit.EnumerateRunes())
                {
                    Append(rune.ToString());
                }

                continue;
            }

            Put(unit);
        }

        End();

        void Append(string piece)
        {
            if (line.Length > 0 && measure(piece) > room)
            {
                End();
            }

            Put(piece);
        }

        void Put(string piece)
        {
            line.Append(piece);
            room -= measure(piece);
        }

        void End()
        {
            lines.Add(line.ToString().TrimEnd(' '));
            line.Clear();
            room = width;
        }
    }

    /// <summary>The pieces between which a line may break.</summary>
    internal static IEnumerable<string> Units(string text)
    {
        var unit = new StringBuilder();
        Rune? former = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (former is { } f && MayBreak(f, rune))
            {
                yield return unit.ToString();
                unit.Clear();
            }

            unit.Append(rune.ToString());
            former = rune;
        }

        if (unit.Length > 0)
        {
            yield return unit.ToString();
        }
    }

    private static bool MayBreak(Rune left, Rune right)
    {
        if (right.Value == ' ' || IsIn(NeverFirst, right) || IsIn(NeverLast, left) || IsMark(right))
        {
            return false;
        }

        if (left == right && IsIn(Pairs, left))
        {
            return false;
        }

        return !(IsNarrow(left) && IsNarrow(right));
    }

    private static bool IsIn(string set, Rune rune) => rune.IsBmp && set.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>Letters, digits and signs of words and numbers; everything from the CJK blocks up breaks freely.</summary>
    private static bool IsNarrow(Rune rune) => rune.Value is > ' ' and < 0x2E80 && !IsIn(NeverLast, rune) && !(rune.Value is >= 0x2000 and < 0x2070);
}
