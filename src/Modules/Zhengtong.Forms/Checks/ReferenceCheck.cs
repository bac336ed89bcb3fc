using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Checks;

/// <summary>Rules speak of fields, sections and options that exist.</summary>
internal static class ReferenceCheck
{
    private static readonly string[] Modes = [FormContext.Normal, FormContext.Commitment, FormContext.Tolerance];
    private static readonly string[] Kinds = [FormContext.Person, FormContext.Company];

    public static IEnumerable<Problem> Of(FormDefinition definition) =>
        from place in RulePlaces.Of(definition)
        from part in RulePlaces.Parts(place.Rule)
        from problem in OfPart(definition, place.Section, place.Field, part)
        select problem;

    private static IEnumerable<Problem> OfPart(FormDefinition definition, FormSection section, FormField? field, Rule part)
    {
        if (part is Rule.Count(var counted, _, _))
        {
            if (definition.Section(counted)?.Repeat is null)
            {
                yield return ShapeCheck.At(section, field, "forms.unknown-section", $"规则计数的“{counted}”不是可重复的部分");
            }

            yield break;
        }

        if (RulePlaces.NameIn(part) is not { } name)
        {
            yield break;
        }

        var found = RulePlaces.Find(definition, section, field is not null, name);
        if (!Rule.HouseNames.Contains(name) && (found is null || !found.Value.Field.TakesAnswer()))
        {
            yield return ShapeCheck.At(section, field, "forms.unknown-field", $"规则引用的字段“{name}”不存在（或在其他重复项内）");
        }
        else if (Known(name, found?.Field) is { } options)
        {
            foreach (var value in RulePlaces.LiteralsIn(part).Where(v => v.Number is not null || !options.Contains(v.Text)))
            {
                yield return ShapeCheck.At(section, field, "forms.option-not-listed", $"规则比较的值“{value.Number?.ToString() ?? value.Text}”不在“{name}”的选项中");
            }
        }
    }

    /// <summary>The only values a name can have; null when it can have any.</summary>
    private static IReadOnlyList<string>? Known(string name, FormField? field) => name switch
    {
        "mode" => Modes,
        "partyKind" => Kinds,
        "situation" => null,
        _ => field!.Choices() is { Count: > 0 } choices ? choices.Select(c => c.Value).ToList() : null,
    };
}
