using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Checks;

/// <summary>
/// Finds fields and sections that no answers can ever show, by trying every combination of the values that matter to their rules: all options of
/// a choice, and for anything else the values in the rules with their neighbours. Too many combinations leave the question open; nothing is called dead without proof.
/// </summary>
internal static class DeadFieldCheck
{
    private const int MostCombinations = 50_000;

    public static IEnumerable<Problem> Of(FormDefinition definition)
    {
        foreach (var section in definition.Sections)
        {
            if (section.VisibleWhen is not null && !CanShow(definition, section, null))
            {
                yield return ShapeCheck.At(section, null, "forms.never-visible", "显示条件自相矛盾，这一部分永远不会显示");
                continue;
            }

            foreach (var field in section.Fields.Where(f => f.VisibleWhen is not null && !CanShow(definition, section, f)))
            {
                yield return ShapeCheck.At(section, field, "forms.never-visible", "显示条件自相矛盾，这个字段永远不会显示");
            }
        }
    }

    private static bool CanShow(FormDefinition definition, FormSection section, FormField? field)
    {
        var world = new PossibleWorld(definition);
        world.Need(section, field);
        return world.Combinations > MostCombinations || world.Any(w => w.Shows(section, field));
    }
}
