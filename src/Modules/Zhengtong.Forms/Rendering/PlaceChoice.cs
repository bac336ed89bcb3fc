using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Forms.Rendering;

/// <summary>The choice of a division level by level, from the province to the town. Every level has the same name: the answer is the last that lies within the one before.</summary>
internal sealed record PlaceChoice(IReadOnlyList<PlaceChoice.Level> Levels)
{
    private static readonly string[] LevelNames = ["省级", "市级", "县级", "乡镇街道"];

    /// <param name="Chosen">Empty when nothing is chosen at this level.</param>
    internal sealed record Level(string Chosen, IReadOnlyList<Region> Options);

    public static async ValueTask<PlaceChoice> OfAsync(IDivisions divisions, string code, CancellationToken ct)
    {
        var path = code.Length == 0 ? [] : await divisions.PathAsync(code, ct);
        var levels = new List<Level>();
        for (var parent = Region.Nation; levels.Count < LevelNames.Length;)
        {
            var options = await divisions.ChildrenAsync(parent, ct);
            if (options.Count == 0)
            {
                break;
            }

            parent = path.ElementAtOrDefault(levels.Count)?.Code ?? "";
            levels.Add(new Level(parent, options));
            if (parent.Length == 0)
            {
                break;
            }
        }

        return new PlaceChoice(levels);
    }

    /// <summary>The choices for every answer of the section that is a division, by code.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, PlaceChoice>> InAsync(IDivisions divisions, FormSection section, FormAnswers answers, CancellationToken ct)
    {
        var choices = new Dictionary<string, PlaceChoice>();
        if (section.Fields.Any(f => f.Type == FieldType.Region))
        {
            foreach (var code in answers.DivisionsIn(section).Append("").Distinct())
            {
                choices[code] = await OfAsync(divisions, code, ct);
            }
        }

        return choices;
    }

    /// <summary>One list a level. The first carries the label of the field; the others say their level to screen readers.</summary>
    public IHtmlContent Render(string name, string label, string? described, bool wrong, bool required)
    {
        var id = FieldName.Id(name);
        var group = Html.Tag("div", "zt-place", [("data-place", name), ("data-place-label", label)]);
        foreach (var (level, i) in Levels.Select((l, i) => (l, i)))
        {
            group.With(Html.Tag("select", "zt-input zt-input--select", [
                    ("id", i == 0 ? id : $"{id}-{LevelNames[i]}"), ("name", name), ("aria-label", i == 0 ? null : label + LevelNames[i]), ("aria-describedby", described),
                    ("aria-invalid", wrong ? "true" : null), ("aria-required", required && i == 0 ? "true" : null), ("autocomplete", "off")])
                .With(Html.Tag("option", null, [("value", "")]).Text(i == 0 ? "请选择" : $"请选择{LevelNames[i]}"))
                .With(level.Options.Select(o => Html.Tag("option", null, [("value", o.Code), Html.Flag("selected", o.Code == level.Chosen)]).Text(o.Name))));
        }

        return group;
    }
}
