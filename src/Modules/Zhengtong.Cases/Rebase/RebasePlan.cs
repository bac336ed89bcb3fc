using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Cases.Rebase;

internal enum Fate
{
    /// <summary>保留.</summary>
    Kept = 1,

    /// <summary>移到另一部分: the same field stands in another section.</summary>
    Moved = 2,

    /// <summary>重新填写: the field is there, the answer is not valid in it any more.</summary>
    AskedAgain = 3,

    /// <summary>不再需要: no such field, or it does not show; the answer stays in the archive.</summary>
    Dropped = 4,
}

internal sealed record PlannedAnswer(string Section, int Row, string Field, string Label, IReadOnlyList<string> Values, Fate Fate, string ToSection);

internal sealed record PlannedAsk(string Place, string Text);

/// <summary>What becomes of the materials: those kept, those no longer asked for (their files stay in the dossier), those newly asked for.</summary>
internal sealed record PlannedMaterials(IReadOnlyList<string> Kept, IReadOnlyList<string> NoLongerAsked, IReadOnlyList<ItemMaterial> NewlyAsked)
{
    /// <param name="given">Keys of the materials handed in.</param>
    /// <param name="answers">As they will stand: a material that they do not call for is not asked for.</param>
    public static PlannedMaterials Of(IEnumerable<string> given, ItemContent now, string situation, IAnswers answers)
    {
        var asked = now.MaterialsFor(situation, answers).ToList();
        var keys = given.Distinct(StringComparer.Ordinal).ToList();
        return new(
            [.. keys.Where(k => asked.Exists(m => m.Key == k))],
            [.. keys.Where(k => !asked.Exists(m => m.Key == k))],
            [.. asked.Where(m => m.Need == MaterialNeed.Required && !keys.Contains(m.Key))]);
    }
}

/// <summary>What becomes of each answer when the form changes under it. Pure; every old answer has exactly one fate.</summary>
/// <param name="Answers">The answers under the new form: what was kept and moved.</param>
/// <param name="NewlyAsked">What the new form requires and no old answer gives.</param>
internal sealed record RebasePlan(IReadOnlyList<PlannedAnswer> Fates, FormAnswers Answers, IReadOnlyList<PlannedAsk> NewlyAsked)
{
    public static RebasePlan Of(FormDefinition before, FormAnswers answers, FormDefinition now, FormContext context)
    {
        if (before.ToJson() == now.ToJson())
        {
            return new([.. Given(before, answers).Select(a => a with { Fate = Fate.Kept, ToSection = a.Section })], answers.Copy(), []);
        }

        var fates = Given(before, answers).Select(a => Place(before, now, a)).ToList();

        // One answer that goes may hide or require another, so the whole is looked at again until nothing more goes; each round takes at least one.
        while (true)
        {
            var placed = Build(now, fates);
            var wrong = FormValidator.Validate(now, placed, context).Select(p => p.Field).ToHashSet();
            var turned = fates.ConvertAll(a => a.Fate is Fate.AskedAgain or Fate.Dropped ? a
                : wrong.Contains(Name(now, a)) ? a with { Fate = Fate.AskedAgain }
                : !Shows(now, placed, context, a.ToSection, a) && Shows(before, answers, context, a.Section, a) ? a with { Fate = Fate.Dropped }
                : a);
            if (turned.SequenceEqual(fates))
            {
                var again = fates.Where(a => a.Fate == Fate.AskedAgain).Select(a => Name(now, a)).ToHashSet();
                var asked = FormValidator.Validate(now, placed, context).Where(p => !again.Contains(p.Field!)).Select(p => new PlannedAsk(p.Field!, p.Message));
                return new(fates, placed, [.. asked]);
            }

            fates = turned;
        }
    }

    private static IEnumerable<PlannedAnswer> Given(FormDefinition form, FormAnswers answers) =>
        from section in form.Sections
        from row in Enumerable.Range(0, answers.Rows(section.Key))
        from field in section.Fields
        let values = answers.Values(section.Key, field.Key, row)
        where field.TakesAnswer() && values.Count > 0
        select new PlannedAnswer(section.Key, row, field.Key, field.Label, values, Fate.Dropped, "");

    private static PlannedAnswer Place(FormDefinition before, FormDefinition now, PlannedAnswer answer)
    {
        var repeats = before.Section(answer.Section)!.Repeat is not null;
        bool Takes(FormSection s) => repeats == (s.Repeat is not null) && s.Field(answer.Field)?.TakesAnswer() == true;
        if (now.Section(answer.Section) is { } same && Takes(same))
        {
            return answer with { Fate = same.Repeat is { } r && answer.Row >= r.Max ? Fate.AskedAgain : Fate.Kept, ToSection = same.Key };
        }

        return !repeats && now.Sections.FirstOrDefault(Takes) is { } other ? answer with { Fate = Fate.Moved, ToSection = other.Key } : answer;
    }

    private static string Name(FormDefinition now, PlannedAnswer answer)
    {
        var section = now.Section(answer.ToSection)!;
        return FieldName.Of(section, answer.Row, section.Field(answer.Field)!);
    }

    private static FormAnswers Build(FormDefinition now, IEnumerable<PlannedAnswer> fates) => fates.Where(a => a.Fate is Fate.Kept or Fate.Moved)
        .Aggregate(new FormAnswers(), (built, a) => built.Set(now.Section(a.ToSection)!, a.Field, a.Values, a.Row));

    /// <summary>A row is looked at alone, because rows without any answer are left out of what counts.</summary>
    private static bool Shows(FormDefinition form, FormAnswers answers, FormContext context, string sectionKey, PlannedAnswer answer)
    {
        var section = form.Section(sectionKey)!;
        if (section.Repeat is null)
        {
            return answers.Effective(form, context).Values(sectionKey, answer.Field).Count > 0;
        }

        var alone = answers.Copy();
        foreach (var field in section.Fields)
        {
            for (var row = 0; row < answers.Rows(sectionKey); row++)
            {
                alone.Set(section, field.Key, row == 0 ? answers.Values(sectionKey, field.Key, answer.Row) : [], row);
            }
        }

        return alone.Effective(form, context).Values(sectionKey, answer.Field).Count > 0;
    }
}
