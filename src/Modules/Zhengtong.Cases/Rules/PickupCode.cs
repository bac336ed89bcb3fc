using System.Buffers.Binary;
using System.Globalization;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// The code by which a result is fetched (取件码): six random digits and a check digit by Damm's method, which finds every single wrong digit and
/// every exchange of neighbours. It is one proof among others: the desk and the cabinet also ask who is there.
/// </summary>
internal static class PickupCode
{
    public const int Length = 7;

    /// <summary>Damm's quasigroup of order ten.</summary>
    private const string Damm =
        "0317598642" + "7092154863" + "4206871359" + "1750983426" + "6123045978" + "3674209581" + "5869720134" + "8945362017" + "9438617205" + "2581436790";

    /// <param name="randomness">Eight bytes of a cryptographic source.</param>
    /// <exception cref="ArgumentException">Fewer than eight bytes.</exception>
    public static string Of(ReadOnlySpan<byte> randomness)
    {
        if (randomness.Length < 8)
        {
            throw new ArgumentException("Eight random bytes are needed.", nameof(randomness));
        }

        var digits = (BinaryPrimitives.ReadUInt64BigEndian(randomness) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        return digits + CheckOf(digits);
    }

    public static bool IsWellFormed(string? code) => code is { Length: Length } && !code.AsSpan().ContainsAnyExceptInRange('0', '9') && CheckOf(code.AsSpan(0, 6)) == code[6];

    private static char CheckOf(ReadOnlySpan<char> digits)
    {
        var row = 0;
        foreach (var digit in digits)
        {
            row = Damm[(row * 10) + (digit - '0')] - '0';
        }

        return (char)('0' + row);
    }
}
