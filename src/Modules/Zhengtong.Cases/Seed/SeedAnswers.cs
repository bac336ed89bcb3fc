using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Seed;

/// <summary>Answers to any form of the catalogue, the fields of the applicant filled with what is known of him.</summary>
internal static class SeedAnswers
{
    public static string Json(FormDefinition form, SeedParty party) => Of(form, party).ToJson();

    public static FormAnswers Of(FormDefinition form, SeedParty party)
    {
        var answers = new FormAnswers();
        foreach (var section in form.Sections)
        {
            for (var row = 0; row < Math.Max(1, section.Repeat?.Min ?? 1); row++)
            {
                foreach (var field in section.Fields)
                {
                    if (field.TakesAnswer() && field.Pattern is null && Text(field, party) is { Length: > 0 } text)
                    {
                        answers.Set(section, field.Key, [text], row);
                    }
                }
            }
        }

        return answers;
    }

    private static string Text(FormField field, SeedParty party) => field.Type switch
    {
        FieldType.Text => Known(field.Prefill, party) ?? "演示",
        FieldType.Multiline => "申请办理本事项（演示）。",
        FieldType.Number or FieldType.Money => field.Min ?? "1",
        FieldType.Date => field.Min is { } min and not "today" ? min : field.Min is null ? "2020-01-06" : "2035-01-08",
        FieldType.YearMonth => "2020-01",
        FieldType.Radio or FieldType.Select or FieldType.Checkbox => field.Choices() is [var first, ..] ? first.Value : "",
        FieldType.YesNo => "no",
        FieldType.Phone => party.Phone,
        FieldType.Email => "yanshi@example.cn",
        FieldType.CitizenId => party.CitizenId,
        FieldType.CreditCode => party.CreditCode,
        FieldType.Region => "511602",
        FieldType.Address => "四川省广安市广安区演示路 1 号",
        _ => "",
    };

    private static string? Known(string? source, SeedParty party) => source switch
    {
        "party.name" => party.PersonName,
        "agent.name" or "company.legalPerson" => party.PersonName,
        "company.name" => party.Party.Kind == PartyKind.Company ? party.Party.Name : null,
        _ => null,
    };
}
