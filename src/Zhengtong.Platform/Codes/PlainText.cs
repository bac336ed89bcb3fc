using System.Collections.Frozen;
using System.Text;

namespace Zhengtong.Platform.Codes;

/// <summary>
/// The plain twin of what people type and paste: full-width signs as half-width, a Roman numeral in one sign as letters, ㎡ as m2. By a table of our own: with invariant globalization, which is
/// set, <c>string.Normalize</c> leaves every sign beyond ASCII as it is.
/// </summary>
public static class PlainText
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';

    private static readonly FrozenDictionary<char, string> Compatible = Pairs().ToFrozenDictionary();

    /// <summary>The half-width twin of a full-width sign or space; any other sign as it is.</summary>
    public static char HalfWidth(char c) => c switch
    {
        >= FirstFullWidth and <= LastFullWidth => (char)(c - FirstFullWidth + '!'),
        '\u3000' or '\u00A0' => ' ',
        _ => c,
    };

    /// <summary>Half-width, and the signs that stand for several written out. Letters keep their case.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Compatible.TryGetValue(c, out var written))
            {
                plain.Append(written);
            }
            else
            {
                plain.Append(HalfWidth(c));
            }
        }

        return plain.ToString();
    }

    private static IEnumerable<KeyValuePair<char, string>> Pairs()
    {
        string[] roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        for (var i = 0; i < roman.Length; i++)
        {
            yield return new((char)('Ⅰ' + i), roman[i]);
            yield return new((char)('ⅰ' + i), roman[i].ToLowerInvariant());
        }

        for (var i = 0; i < 20; i++)
        {
            yield return new((char)('①' + i), $"{i + 1}");
            yield return new((char)('⑴' + i), $"({i + 1})");
        }

        (char, string)[] others = [('㎡', "m2"), ('㎥', "m3"), ('㎎', "mg"), ('㎏', "kg"), ('㎜', "mm"), ('㎝', "cm"), ('㎞', "km"), ('℃', "°C"), ('￥', "¥"), ('﹙', "("), ('﹚', ")"), ('﹪', "%")];
        foreach (var (sign, written) in others)
        {
            yield return new(sign, written);
        }
    }
}
