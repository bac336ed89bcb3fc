using System.Globalization;
using System.Security.Cryptography;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Halls.Rules;

/// <summary>The code of a booking (预约码): Y, eight random digits, a check character (ISO/IEC 7064 MOD 37,36), so that a slip of the finger finds nobody else.</summary>
internal static class BookingCode
{
    public const int Length = 10;

    public static string New()
    {
        var body = "Y" + RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        return body + CheckCharacter.Mod37And36(body);
    }

    /// <returns>The code as stored; null when what was typed cannot be one.</returns>
    public static string? Parse(string? typed)
    {
        var tidy = TypedText.Tidy(typed, '-');
        return tidy.Length == Length && tidy[0] == 'Y' && CheckCharacter.IsMod37And36(tidy) ? tidy : null;
    }
}
