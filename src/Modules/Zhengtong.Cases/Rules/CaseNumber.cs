using System.Globalization;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// The public number of a case (办件编号), 22 characters: division 6 (padded with 0) + day 8 + serial 7 + check by ISO 7064 MOD 37,36. Within the
/// 50 characters of GB/T 39046; the check character tells a mistyped number before anything is looked up.
/// </summary>
internal sealed record CaseNumber(string RegionCode, DateOnly Day, int Serial)
{
    public const int Length = 22;
    public const int MostSerial = 9_999_999;

    /// <param name="regionCode">A division code of its natural length (2 to 12 digits); below the county its county counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The serial has more than seven digits or is not positive.</exception>
    public static string Format(string regionCode, DateOnly day, long serial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(serial, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, MostSerial);
        var region = regionCode.PadRight(6, '0')[..6];
        var body = string.Create(CultureInfo.InvariantCulture, $"{region}{day:yyyyMMdd}{serial:0000000}");
        return body.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? throw new ArgumentException($"Not a division code: {regionCode}", nameof(regionCode))
            : body + CheckCharacter.Mod37And36(body);
    }

    /// <param name="text">As typed; blanks, dashes and small letters are forgiven.</param>
    public static CaseNumber? TryParse(string? text)
    {
        var number = TypedText.Tidy(text, '-');
        return number.Length == Length
            && !number.AsSpan(0, Length - 1).ContainsAnyExceptInRange('0', '9')
            && CheckCharacter.IsMod37And36(number)
            && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && int.Parse(number.AsSpan(14, 7), NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var serial
                ? new CaseNumber(number[..6], day, serial)
                : null;
    }

    public override string ToString() => Format(RegionCode, Day, Serial);
}
