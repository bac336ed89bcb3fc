using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Codes;

/// <summary>A mobile number of the mainland: eleven digits, 1 then 3-9. A leading +86 and separators are dropped.</summary>
public sealed record MobileNumber
{
    private MobileNumber(string text) => Text = text;

    public string Text { get; }

    public string Masked => Mask.Phone(Text);

    public static Outcome<MobileNumber> Parse(string? text, string? field = null)
    {
        var number = TypedText.Tidy(text, '-', '(', ')');
        number = number.StartsWith("+86", StringComparison.Ordinal) ? number[3..]
            : number.StartsWith("0086", StringComparison.Ordinal) ? number[4..]
            : number.Length == 13 && number.StartsWith("86", StringComparison.Ordinal) ? number[2..]
            : number;
        return number.Length == 11 && number[0] == '1' && number[1] is >= '3' and <= '9' && !number.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? new MobileNumber(number)
            : Problem.Invalid("platform.mobile", "请输入 11 位手机号码，例如 13800005678。", field);
    }

    public static bool IsValid(string? text) => Parse(text).Ok;

    public override string ToString() => Masked;
}
