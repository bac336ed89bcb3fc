using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Definitions;

/// <summary>Is an answer of the right kind for its field? Texts come trimmed and not blank.</summary>
internal static class FieldCheck
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(200);

    public static Fault? Fault(FormField field, IReadOnlyList<string> texts, DateOnly today)
    {
        if (field.Type == FieldType.Checkbox)
        {
            return Choices(field, texts);
        }

        if (texts is not [var text])
        {
            return new Fault("forms.several-values", $"{field.Label}只能填写一项");
        }

        if (text.Length > MaxLength(field))
        {
            return new Fault("forms.too-long", $"{field.Label}最多填写 {MaxLength(field)} 个字，现在有 {text.Length} 个字");
        }

        return OfType(field, text, today) ?? Pattern(field, text);
    }

    public static int MaxLength(FormField field) => field.MaxLength ?? (field.Type == FieldType.Multiline ? 2000 : 200);

    /// <summary>The whole text must match; the engine does not backtrack, so no pattern can stall a request.</summary>
    public static Regex Whole(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTime);

    private static Fault? OfType(FormField field, string text, DateOnly today) => field.Type switch
    {
        FieldType.Number => Number(field, text),
        FieldType.Money => Money(field, text),
        FieldType.Date => Date(field, text, today),
        FieldType.YearMonth => Month(field, text, today),
        FieldType.Radio or FieldType.Select or FieldType.YesNo => Choices(field, [text]),
        FieldType.Phone when !MobileNumber.IsValid(text) && !Formats.Landline().IsMatch(text) => new Fault("forms.phone", $"{field.Label}应为 11 位手机号码，或带区号的固定电话，例如 0826-2222222"),
        FieldType.Email when !Formats.Email().IsMatch(text) => new Fault("forms.e-mail", $"{field.Label}的格式不正确，例如 name@example.cn"),
        FieldType.CitizenId => Code(CitizenId.Parse(text, today)),
        FieldType.CreditCode => Code(SocialCreditCode.Parse(text)),
        FieldType.Region when !Formats.IsRegion(text) => new Fault("forms.region", $"{field.Label}不正确，请重新选择所在地区"),
        FieldType.Region when text.Length < Formats.CountyLength => new Fault("forms.region-county", $"{field.Label}请选到县（市、区）"),
        _ => null,
    };

    /// <summary>The platform says what is wrong with a code more exactly than we could.</summary>
    private static Fault? Code(Outcome parsed) => parsed.Ok ? null : new Fault(parsed.Problems[0].Code, parsed.Problems[0].Message);

    /// <summary>A code as it is written officially (an x at the end of a citizen id becomes X); other answers as they are.</summary>
    public static string Canonical(FormField field, string text) => field.Type switch
    {
        FieldType.CitizenId when CitizenId.Parse(text, DateOnly.MaxValue).TryGet(out var id) => id.Text,
        FieldType.CreditCode when SocialCreditCode.Parse(text).TryGet(out var code) => code.Text,
        FieldType.Phone when MobileNumber.Parse(text).TryGet(out var mobile) => mobile.Text,
        _ => text,
    };

    private static Fault? Number(FormField field, string text)
    {
        if (!PlainDecimal.TryParse(text, out var number))
        {
            return new Fault("forms.number", $"{field.Label}应为数字，例如 12 或 12.5");
        }

        return field.Min is not null && number < Bound(field.Min) ? new Fault("forms.too-small", $"{field.Label}不能小于 {field.Min}")
            : field.Max is not null && number > Bound(field.Max) ? new Fault("forms.too-large", $"{field.Label}不能大于 {field.Max}")
            : null;
    }

    private static Fault? Money(FormField field, string text) =>
        text.StartsWith('-') || (text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && text.Length - point > 3)
            ? new Fault("forms.money", $"{field.Label}应为金额，最多两位小数，例如 1200.50")
            : Number(field, text);

    private static Fault? Date(FormField field, string text, DateOnly today)
    {
        if (!TryDate(text, today, out var date) || text == TodayWord)
        {
            return new Fault("forms.date", $"{field.Label}不是有效的日期，请按 2026-11-22 的格式填写");
        }

        return field.Min is not null && TryDate(field.Min, today, out var min) && date < min ? new Fault("forms.too-early", $"{field.Label}不能早于 {AnswerText.Date(min)}")
            : field.Max is not null && TryDate(field.Max, today, out var max) && date > max ? new Fault("forms.too-late", $"{field.Label}不能晚于 {AnswerText.Date(max)}")
            : null;
    }

    private static Fault? Month(FormField field, string text, DateOnly today)
    {
        if (!TryMonth(text, today, out var month) || text == TodayWord)
        {
            return new Fault("forms.year-month", $"{field.Label}不是有效的年月，请按 2026-11 的格式填写");
        }

        return field.Min is not null && TryMonth(field.Min, today, out var min) && month < min ? new Fault("forms.too-early", $"{field.Label}不能早于 {AnswerText.Month(min)}")
            : field.Max is not null && TryMonth(field.Max, today, out var max) && month > max ? new Fault("forms.too-late", $"{field.Label}不能晚于 {AnswerText.Month(max)}")
            : null;
    }

    private static Fault? Choices(FormField field, IReadOnlyList<string> texts)
    {
        var options = field.Choices();
        if (texts.Any(t => options.All(o => o.Value != t)))
        {
            return new Fault("forms.no-such-option", $"请从列出的选项中选择{field.Label}");
        }

        return field.Type != FieldType.Checkbox ? null
            : field.Min is not null && texts.Count < Bound(field.Min) ? new Fault("forms.too-few", $"{field.Label}至少选择 {field.Min} 项")
            : field.Max is not null && texts.Count > Bound(field.Max) ? new Fault("forms.too-many", $"{field.Label}最多选择 {field.Max} 项")
            : null;
    }

    private static Fault? Pattern(FormField field, string text) => field.Pattern is null || Whole(field.Pattern).IsMatch(text)
        ? null
        : new Fault("forms.pattern", field.PatternHint is null ? $"{field.Label}的格式不正确，请核对" : $"{field.Label}应为{field.PatternHint}");

    public const string TodayWord = "today";

    public static bool TryDate(string text, DateOnly today, out DateOnly date)
    {
        date = today;
        return text == TodayWord || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <returns>The first day of the month.</returns>
    public static bool TryMonth(string text, DateOnly today, out DateOnly month)
    {
        month = new DateOnly(today.Year, today.Month, 1);
        return text == TodayWord || DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out month);
    }

    private static decimal Bound(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

internal sealed record Fault(string Code, string Message);
