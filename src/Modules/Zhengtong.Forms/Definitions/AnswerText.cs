using System.Globalization;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Forms.Definitions;

/// <summary>An answer as people read it.</summary>
internal static class AnswerText
{
    public static string Date(DateOnly date) => date.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    public static string Month(DateOnly month) => month.ToString("yyyy年M月", CultureInfo.InvariantCulture);

    public static string Of(FormField field, IReadOnlyList<string> texts, bool unmasked) =>
        string.Join("、", texts.Select(t => Of(field, t, unmasked)));

    private static string Of(FormField field, string text, bool unmasked) => field.Type switch
    {
        FieldType.Radio or FieldType.Select or FieldType.Checkbox or FieldType.YesNo => field.Choices().FirstOrDefault(o => o.Value == text)?.Label ?? text,
        FieldType.Date when FieldCheck.TryDate(text, default, out var date) => Date(date),
        FieldType.YearMonth when FieldCheck.TryMonth(text, new DateOnly(1, 1, 1), out var month) => Month(month),
        FieldType.Money when PlainDecimal.TryParse(text, out var amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture) + " 元",
        FieldType.CitizenId when !unmasked => Mask.Id(text),
        FieldType.Phone when !unmasked => Mask.Phone(text),
        // Text fields that hold a person's own data are known by where their value comes from.
        _ when !unmasked && field.Prefill is ("party.name" or "agent.name" or "company.legalPerson") => Mask.Name(text),
        _ when !unmasked && field.Prefill is "party.address" => Mask.Address(text),
        _ when !unmasked && field.Prefill is "party.email" => text.Length == 0 ? text : Mask.Email(text),
        _ => text,
    };
}
