using System.Buffers;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Codes;

/// <summary>
/// A unified social credit code (统一社会信用代码), GB 32100-2015: 1 registering department, 1 kind, 6 division, 9 body, 1 check; 31 characters without I O Z S V.
/// </summary>
public sealed record SocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private SocialCreditCode(string text) => Text = text;

    public string Text { get; }

    /// <summary>1 机构编制, 5 民政, 9 市场监管, Y 其他.</summary>
    public char RegisteringDepartment => Text[0];

    public string DivisionCode => Text[2..8];

    /// <summary>The nine characters of the organisation code (主体标识码).</summary>
    public string BodyCode => Text[8..17];

    public static Outcome<SocialCreditCode> Parse(string? text, string? field = null)
    {
        var code = TypedText.Tidy(text);
        if (code.Length != 18 || code.AsSpan().ContainsAnyExcept(Allowed) || code.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9'))
        {
            return Problem.Invalid("platform.credit-code-shape", "请输入 18 位统一社会信用代码：数字和大写字母，不含 I、O、Z、S、V。", field);
        }

        return CheckOf(code) == code[17]
            ? new SocialCreditCode(code)
            : Problem.Invalid("platform.credit-code-check", "统一社会信用代码的校验位不正确，请对照营业执照逐位核对。", field);
    }

    public static bool IsValid(string? text) => Parse(text).Ok;

    /// <summary>The check character of the first 17. A rest of 0 gives 31, which is written 0.</summary>
    /// <exception cref="ArgumentException">A character outside the alphabet, or fewer than 17.</exception>
    public static char CheckOf(ReadOnlySpan<char> code)
    {
        if (code.Length < 17)
        {
            throw new ArgumentException("Seventeen characters are needed.", nameof(code));
        }

        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal);
            sum += value >= 0 ? value * Weights[i] : throw new ArgumentException($"Not in the alphabet: {code[i]}", nameof(code));
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    public override string ToString() => Text;
}
