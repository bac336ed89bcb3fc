using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Identity.OrganisationAdmin;

/// <summary>Which bodies there are at each level and which posts are staffed where (08.17): a region and those one step below it, then the bodies of that region, paged by name.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class PostsOverviewPageModel(Database db, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;
    private const int MostRegions = 120;
    private static readonly string[] Levels = ["国家", "省级", "市级", "县级", "乡级", "村级"];

    internal sealed record RegionRow(string Code, string Name, string Level, string Bodies, string Staffed, IReadOnlyList<string> Missing);

    internal sealed record BodyRow(Guid Id, string Name, OrganisationKind Kind, string Staffed, IReadOnlyList<string> Missing);

    [BindProperty(SupportsGet = true)]
    public string? Region { get; set; }

    [BindProperty(SupportsGet = true)]
    public OrganisationKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public string At { get; private set; } = "";

    public Region? Here { get; private set; }

    public IReadOnlyList<RegionRow> Regions { get; private set; } = [];

    public IReadOnlyList<BodyRow> Bodies { get; private set; } = [];

    public string? Next { get; private set; }

    public IReadOnlyList<SelectListItem> KindOptions { get; } = [new("全部类别", ""), .. OrganisationKinds.Options];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var own = User.Actor()!.Post!.RegionCode;
        At = Region is { Length: > 0 } asked && asked.StartsWith(own, StringComparison.Ordinal) ? asked : own;
        var shown = await db.Set<Region>().AsNoTracking().Where(r => r.Code == At || r.ParentCode == At).OrderBy(r => r.Code).Take(MostRegions).ToListAsync(ct);
        Here = shown.Find(r => r.Code == At);
        await ReadRegionsAsync(shown, ct);
        await ReadBodiesAsync(ct);
    }

    public string Link(string? region, string? after = null) => QueryHelpers.AddQueryString("/office/organisations/posts", new Dictionary<string, string?>
    {
        ["Region"] = region, ["Kind"] = Kind?.ToString(), ["After"] = after,
    }.Where(x => !string.IsNullOrEmpty(x.Value)));

    private async Task ReadRegionsAsync(List<Region> shown, CancellationToken ct)
    {
        List<(string Code, string Name)> regions = [.. shown.Select(r => (r.Code, r.Name))];
        if (Here is null)
        {
            regions.Insert(0, (At, At));
        }

        var codes = regions.Select(r => r.Code).ToList();
        var bodies = (await db.Set<Organisation>().AsNoTracking().Where(o => codes.Contains(o.RegionCode))
            .GroupBy(o => new { o.RegionCode, o.Kind }).Select(g => new { g.Key.RegionCode, g.Key.Kind, Count = g.Count() }).ToListAsync(ct)).ToLookup(b => b.RegionCode);
        var people = (await Held().Where(p => codes.Contains(p.RegionCode)).GroupBy(p => new { p.RegionCode, p.Role })
            .Select(g => new { g.Key.RegionCode, g.Key.Role, Count = g.Select(p => p.StaffId).Distinct().Count() }).ToListAsync(ct)).ToLookup(p => p.RegionCode);
        Regions = [.. regions.Select(r =>
        {
            var held = people[r.Code].ToDictionary(p => p.Role, p => p.Count);
            return new RegionRow(
                r.Code, r.Name, Levels[Platform.Regions.Region.LevelOf(r.Code)],
                string.Join('、', bodies[r.Code].OrderBy(b => b.Kind).Select(b => $"{OrganisationKinds.NameOf(b.Kind)} {b.Count} 个")),
                string.Join('、', Roles.Names.Where(n => Roles.IsRegional(n.Key) && held.ContainsKey(n.Key)).Select(n => $"{n.Value} {held[n.Key]} 人")), OrganisationKinds.MissingIn(held));
        })];
    }

    private async Task ReadBodiesAsync(CancellationToken ct)
    {
        var bodies = db.OrganisationsVisibleTo(User.Actor()!).AsNoTracking().Where(o => o.RegionCode == At);
        bodies = Kind is { } kind ? bodies.Where(o => o.Kind == kind) : bodies;
        bodies = After is { Length: > 0 } after ? bodies.Where(o => string.Compare(o.Name, after) > 0) : bodies;
        var page = await bodies.OrderBy(o => o.Name).Take(PageSize + 1).Select(o => new { o.Id, o.Name, o.Kind }).ToListAsync(ct);
        var ids = page.Select(o => o.Id).ToList();
        var roles = (await Held().Where(p => ids.Contains(p.OrganisationId)).Select(p => new { p.OrganisationId, p.Role }).Distinct().ToListAsync(ct)).ToLookup(p => p.OrganisationId, p => p.Role);
        Bodies = [.. page.Take(PageSize).Select(o => new BodyRow(
            o.Id, o.Name, o.Kind, string.Join('、', Roles.Names.Where(n => roles[o.Id].Contains(n.Key)).Select(n => n.Value)), OrganisationKinds.Missing(o.Kind, [.. roles[o.Id]])))];
        Next = page.Count > PageSize ? Link(Region, Bodies[^1].Name) : null;
    }

    /// <summary>Posts held today by somebody who can sign in.</summary>
    private IQueryable<StaffPost> Held()
    {
        var today = LegalDay.Today(clock);
        return db.Set<StaffPost>().AsNoTracking().Where(p => p.From <= today && (p.Until == null || p.Until >= today) && db.Set<Account>().Any(a => a.StaffId == p.StaffId && a.LockedAt == null));
    }
}
