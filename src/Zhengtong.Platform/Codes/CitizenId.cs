using System.Globalization;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Codes;

/// <summary>
/// A citizen identity number (公民身份号码), GB 11643: 6 division, 8 birth date, 3 sequence, 1 check by ISO 7064 MOD 11-2. The division is not looked
/// up: numbers carry the division of the time of issue, which may no longer exist.
/// </summary>
public sealed record CitizenId
{
    private CitizenId(string text, DateOnly birthDate) => (Text, BirthDate) = (text, birthDate);

    public string Text { get; }

    public DateOnly BirthDate { get; }

    public string DivisionCode => Text[..6];

    /// <summary>The 17th digit: odd is male.</summary>
    public Sex Sex => (Text[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    public string Masked => Mask.Id(Text);

    /// <param name="text">As typed.</param>
    /// <param name="today">A birth date after it is refused.</param>
    public static Outcome<CitizenId> Parse(string? text, DateOnly today, string? field = null)
    {
        var id = TypedText.Tidy(text);
        if (id.Length != 18 || id.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(id[17]) || id[17] == 'X'))
        {
            return Problem.Invalid("platform.citizen-id-shape", "请输入 18 位身份证号码：前 17 位为数字，最后一位为数字或 X。", field);
        }

        if (!DateOnly.TryParseExact(id.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) || born > today || born.Year < 1850)
        {
            return Problem.Invalid("platform.citizen-id-birth", "身份证号码中的出生日期（第 7 至 14 位）不正确，请核对。", field);
        }

        return CheckCharacter.Mod11Minus2(id.AsSpan(0, 17)) == id[17]
            ? new CitizenId(id, born)
            : Problem.Invalid("platform.citizen-id-check", "身份证号码的校验位不正确，请逐位核对是否输错。", field);
    }

    public static bool IsValid(string? text, DateOnly today) => Parse(text, today).Ok;

    public override string ToString() => Masked;
}

public enum Sex
{
    Male = 1,
    Female = 2,
}
