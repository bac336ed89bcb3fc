using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>动态清零 (02.09): how many findings are open where, how many were mended, and how that goes. From the counts of each run; nothing is counted here.</summary>
[Authorize(Policy = Policy)]
[ResponseCache(NoStore = true)]
internal sealed class BoardPageModel(Database db, Regions regions, IMemoryCache cache) : PageModel
{
    public const string Policy = "role:" + Roles.CatalogueManager + "," + Roles.Supervisor;
    private const int Days = 30;
    private const int MostRows = 50;

    /// <param name="Href">The findings behind the numbers.</param>
    internal sealed record Standing(string Name, string? Href, int Items, int Open, int Overdue, int Mended, int InTime)
    {
        public double PerThousand => Items == 0 ? 0 : Open * 1000.0 / Items;

        public int MendedPercent => Percent(Mended, Mended + Open);

        public int InTimePercent => Percent(InTime, Mended);

        private static int Percent(int part, int whole) => whole == 0 ? 100 : (int)(part * 100L / whole);
    }

    internal sealed record Point(DateOnly Day, int Open, int Overdue);

    /// <param name="Day">Of the last run; default: there was none.</param>
    internal sealed record Standings(DateOnly Day, Standing All, IReadOnlyList<Standing> ByRegion, IReadOnlyList<Standing> ByOrganisation, IReadOnlyList<Point> Trend);

    public Standings Board { get; private set; } = new(default, new("", null, 0, 0, 0, 0, 0), [], [], []);

    public IReadOnlyList<InspectionRun> Runs { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        Runs = await db.Set<InspectionRun>().AsNoTracking().OrderByDescending(r => r.StartedAt).Take(10).ToListAsync(ct);

        // The same for all who look until the next run has ended.
        var ended = Runs.FirstOrDefault(r => r.EndedAt is not null)?.Id;
        Board = await cache.KeepAsync($"board\n{region}\n{ended}", TimeSpan.FromMinutes(1), () => ReadAsync(region));
    }

    private async Task<Standings> ReadAsync(string region)
    {
        var ct = CancellationToken.None;
        var mine = db.Set<InspectionDay>().AsNoTracking().Where(d => d.RegionCode.StartsWith(region));
        var day = await mine.MaxAsync(d => (DateOnly?)d.Day, ct) ?? default;
        var since = day == default ? default : day.AddDays(-Days);
        var rows = await mine.Where(d => d.Day == day).ToListAsync(ct);
        var organisations = rows.GroupBy(r => (r.OrganisationId, r.OrganisationName))
            .Select(g => Sum(g.Key.OrganisationName, new FindingFilter { Organisation = g.Key.OrganisationId }.Href(TellEditors.List, null), g))
            .OrderByDescending(s => s.Open).ThenBy(s => s.Name, StringComparer.Ordinal).Take(MostRows);
        var below = rows.Where(r => r.RegionCode.Length >= region.Length).GroupBy(r => Child(r.RegionCode, region));
        var standings = new List<Standing>();
        foreach (var group in below)
        {
            // The region itself is not narrowed by its own code: its organisations stand below.
            var href = group.Key == region ? null : new FindingFilter { Region = group.Key }.Href(TellEditors.List, null);
            standings.Add(Sum((await regions.FindAsync(group.Key, ct))?.Name ?? "本级", href, group));
        }

        var trend = await mine.Where(d => d.Day >= since).GroupBy(d => d.Day).Select(g => new Point(g.Key, g.Sum(d => d.Open), g.Sum(d => d.Overdue))).ToListAsync(ct);
        return new Standings(
            day, Sum("合计", null, rows), [.. standings.OrderBy(s => s.PerThousand).ThenByDescending(s => s.InTimePercent).ThenBy(s => s.Name, StringComparer.Ordinal).Take(MostRows)],
            [.. organisations], [.. trend.OrderByDescending(p => p.Day)]);
    }

    /// <summary>The division right below <paramref name="region"/> that a code lies in, or the region itself.</summary>
    public static string Child(string code, string region)
    {
        var length = region.Length switch { 0 => 2, 2 => 4, 4 => 6, 6 => 9, _ => 12 };
        return code.Length >= length ? code[..length] : region;
    }

    private static Standing Sum(string name, string? href, IEnumerable<InspectionDay> rows) =>
        rows.Aggregate(new Standing(name, href, 0, 0, 0, 0, 0), (s, r) => s with
        {
            Items = s.Items + r.Items, Open = s.Open + r.Open, Overdue = s.Overdue + r.Overdue, Mended = s.Mended + r.Mended, InTime = s.InTime + r.MendedInTime,
        });
}
