using System.Globalization;
using System.Text.RegularExpressions;

namespace Zhengtong.Forms.Definitions;

/// <summary>A number as people write it: digits, at most 15 before and 6 after the point, no exponent, no separators. The browser has the same grammar.</summary>
internal static partial class PlainDecimal
{
    public static bool TryParse(string text, out decimal value)
    {
        value = 0;
        return Grammar().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(@"^-?[0-9]{1,15}(\.[0-9]{1,6})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

/// <summary>The blanks that do not count around an answer: the same few in server and browser, whose own notions differ.</summary>
internal static class Blank
{
    private static readonly char[] Characters = [' ', '\t', '\r', '\n', '\u00A0', '\u3000'];

    public static string Trim(string text) => text.Trim(Characters);

    public static bool Is(string text) => Trim(text).Length == 0;
}
