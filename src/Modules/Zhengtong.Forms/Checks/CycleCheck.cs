using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Checks;

/// <summary>No field's showing hangs on itself: a field hangs on its section and on the fields in its rule, a section on those in its own.</summary>
internal static class CycleCheck
{
    public static IEnumerable<Problem> Of(FormDefinition definition)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in definition.Sections)
        {
            foreach (var field in section.Fields.Select(f => (FormField?)f).Prepend(null))
            {
                if (Walk(definition, section, field, [], done) is { } path)
                {
                    yield return ShapeCheck.At(section, field, "forms.rule-cycle", $"显示条件互相依赖：{string.Join(" → ", path)}");
                }
            }
        }
    }

    /// <returns>The way round, if there is one.</returns>
    private static List<string>? Walk(FormDefinition definition, FormSection section, FormField? field, List<string> path, HashSet<string> done)
    {
        var here = field is null ? section.Key : $"{section.Key}.{field.Key}";
        if (path.IndexOf(here) is >= 0 and var start)
        {
            return [.. path[start..], here];
        }

        if (!done.Add(here))
        {
            return null;
        }

        path.Add(here);
        foreach (var (nextSection, nextField) in Needs(definition, section, field))
        {
            if (Walk(definition, nextSection, nextField, path, done) is { } cycle)
            {
                return cycle;
            }
        }

        path.RemoveAt(path.Count - 1);
        return null;
    }

    private static IEnumerable<(FormSection Section, FormField? Field)> Needs(FormDefinition definition, FormSection section, FormField? field)
    {
        if (field is not null)
        {
            yield return (section, null);
        }

        foreach (var part in (field is null ? section.VisibleWhen : field.VisibleWhen) is { } rule ? RulePlaces.Parts(rule) : [])
        {
            if (part is Rule.Count(var counted, _, _))
            {
                yield return (definition.Section(counted)!, null);
            }
            else if (RulePlaces.NameIn(part) is { } name && RulePlaces.Find(definition, section, field is not null, name) is var (s, f))
            {
                yield return (s, f);
            }
        }
    }
}
