using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Browse;

/// <summary>One filter and its choices, each a link to the list with that choice.</summary>
/// <param name="Folded">Shown closed until asked for.</param>
internal sealed record FilterGroup(string Title, IReadOnlyList<FilterChoice> Choices, bool Folded = false);

internal sealed record FilterChoice(string Title, string Href, bool Chosen = false, int? Count = null);

/// <summary>The links of the list page.</summary>
internal static class Filters
{
    private const int MostDepartments = 30;

    public static IReadOnlyList<FilterGroup> Groups(this ItemsPage page)
    {
        var f = page.Filter;
        return
        [
            new("服务对象",
            [
                new("不限", (f with { For = null }).Link(), f.For is null),
                new("个人", (f with { For = "person" }).Link(), f.For == "person"),
                new("法人", (f with { For = "company" }).Link(), f.For == "company"),
            ]),
            new("怎样办",
            [
                new("马上办", (f with { Instant = !f.Instant }).Link(), f.Instant),
                new("网上办", (f with { Online = !f.Online }).Link(), f.Online),
                new("就近办", (f with { Near = !f.Near }).Link(), f.Near),
                new("一次办", (f with { Once = !f.Once }).Link(), f.Once),
                new("不见面审批", (f with { WithoutMeeting = !f.WithoutMeeting }).Link(), f.WithoutMeeting),
            ]),
            new("标签",
            [
                new("不限", (f with { Tag = null }).Link(), f.Tag is null),
                .. ItemTags.Names.Select(t => new FilterChoice(t.Value, (f with { Tag = t.Key }).Link(), f.Tag == t.Key)),
            ], Folded: f.Tag is null),
            new("地区", [.. Regions(page)]),
            new("部门", [.. Departments(page)]),
            new("事项类型",
            [
                new("不限", (f with { Type = null }).Link(), f.Type is null),
                .. page.Types.Select(t => new FilterChoice(t.Name, (f with { Type = t.Code }).Link(), f.Type == t.Code)),
            ], Folded: f.Type is null),
            new("主题",
            [
                new("不限", (f with { Theme = null }).Link(), f.Theme is null),
                .. page.Themes.Where(t => t.Items > 0 && (f.For != "person" || t.ForPersons) && (f.For != "company" || t.ForCompanies))
                    .Select(t => new FilterChoice(t.Name, (f with { Theme = t.Id }).Link(), f.Theme == t.Id)),
            ], Folded: f.Theme is null),
        ];
    }

    /// <summary>What narrows the list now; each link takes its condition off.</summary>
    public static IReadOnlyList<FilterChoice> Chosen(this ItemsPage page)
    {
        var f = page.Filter;
        return
        [
            .. new[]
            {
                f.Words is { Length: > 0 } ? new FilterChoice($"“{f.Words}”", (f with { Words = null }).Link()) : null,
                f.For is null ? null : new FilterChoice(f.For == "person" ? "个人" : "法人", (f with { For = null }).Link()),
                f.Organisation is not { } o ? null : new FilterChoice(page.Departments.FirstOrDefault(d => d.Id == o)?.Name ?? "指定部门", (f with { Organisation = null }).Link()),
                f.Type is null ? null : new FilterChoice(page.Types.FirstOrDefault(t => t.Code == f.Type)?.Name ?? "指定类型", (f with { Type = null }).Link()),
                f.Theme is not { } theme ? null : new FilterChoice(page.Themes.FirstOrDefault(t => t.Id == theme)?.Name ?? "指定主题", (f with { Theme = null }).Link()),
                f.Tag is not { } tag ? null : new FilterChoice(ItemTags.Names.GetValueOrDefault(tag, "指定标签"), (f with { Tag = null }).Link()),
                f.Instant ? new FilterChoice("马上办", (f with { Instant = false }).Link()) : null,
                f.Online ? new FilterChoice("网上办", (f with { Online = false }).Link()) : null,
                f.Near ? new FilterChoice("就近办", (f with { Near = false }).Link()) : null,
                f.Once ? new FilterChoice("一次办", (f with { Once = false }).Link()) : null,
                f.WithoutMeeting ? new FilterChoice("不见面审批", (f with { WithoutMeeting = false }).Link()) : null,
            }.OfType<FilterChoice>(),
        ];
    }

    /// <summary>The conditions that a search within the results keeps.</summary>
    public static IEnumerable<(string Name, string Value)> Kept(this ItemsPage page) =>
        (page.Filter with { Words = null }).Link("?").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], Uri.UnescapeDataString(pair[1])));

    private static IEnumerable<FilterChoice> Regions(ItemsPage page)
    {
        var f = page.Filter;
        yield return new("全国", (f with { Region = Contracts.VisitorRegion.Everywhere }).Link(), page.Region.Code.Length == 0);
        foreach (var step in page.Region.Path.Where(s => s.Code.Length <= 6))
        {
            yield return new(step.Name, (f with { Region = step.Code }).Link(), step.Code == page.Region.ServingCode);
        }

        yield return new("换一个地区…", "/regions");
    }

    private static IEnumerable<FilterChoice> Departments(ItemsPage page)
    {
        var f = page.Filter;
        yield return new("不限", (f with { Organisation = null }).Link(), f.Organisation is null);
        foreach (var d in page.Departments.Take(MostDepartments))
        {
            yield return new(d.Name, (f with { Organisation = d.Id }).Link(), f.Organisation == d.Id, d.Items);
        }

        if (page.Departments.Count > MostDepartments)
        {
            yield return new($"全部 {page.Departments.Count} 个部门…", "/departments");
        }
    }
}
