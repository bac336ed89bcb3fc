using System.Buffers;

namespace Zhengtong.Platform.Codes;

/// <summary>Check characters of ISO/IEC 7064. MOD 37,36 guards licence identifiers (GB/T 36904) and case numbers; MOD 11-2 guards the identity number.</summary>
public static class CheckCharacter
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphanumeric);
    private const string DecimalAndX = "0123456789X";

    /// <param name="text">Digits and capital letters.</param>
    /// <exception cref="ArgumentException">Another character occurs.</exception>
    public static char Mod37And36(ReadOnlySpan<char> text)
    {
        var product = 36;
        foreach (var c in text)
        {
            var sum = (product + ValueOf(c)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Alphanumeric[(37 - product) % 36];
    }

    /// <returns>True when the last character is the check character of those before it.</returns>
    public static bool IsMod37And36(ReadOnlySpan<char> text) => text.Length > 1 && IsAlphanumeric(text) && Mod37And36(text[..^1]) == text[^1];

    /// <param name="digits">Decimal digits.</param>
    /// <exception cref="ArgumentException">Another character occurs.</exception>
    public static char Mod11Minus2(ReadOnlySpan<char> digits)
    {
        var rest = 0;
        foreach (var c in digits)
        {
            rest = char.IsAsciiDigit(c) ? (rest + (c - '0')) * 2 % 11 : throw new ArgumentException($"Not a digit: {c}", nameof(digits));
        }

        return DecimalAndX[(12 - rest) % 11];
    }

    private static bool IsAlphanumeric(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Allowed);

    private static int ValueOf(char c) => Alphanumeric.IndexOf(c, StringComparison.Ordinal) is var value and >= 0
        ? value
        : throw new ArgumentException($"Not a digit or capital letter: {c}");
}
