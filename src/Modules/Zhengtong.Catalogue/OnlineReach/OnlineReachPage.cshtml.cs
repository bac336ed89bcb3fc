using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.OnlineReach;

/// <summary>The share of online items that one sign-in leads to, by region and organisation, against the target.</summary>
[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class OnlineReachPageModel(CountReach reach, Regions regions) : PageModel
{
    public const string Path = "/office/online-reach";

    public IReadOnlyList<CountReach.Row> Rows { get; private set; } = [];

    public bool TooWide { get; private set; }

    /// <summary>What can be looked at below the region shown.</summary>
    public IReadOnlyList<Region> Below { get; private set; } = [];

    public CountReach.Row All => new("", "", "", Rows.Sum(r => r.Online), Rows.Sum(r => r.InSystems), Rows.Sum(r => r.Closed));

    public async Task OnGetAsync(string? region, CancellationToken ct)
    {
        var actor = User.Actor()!;
        var chosen = region is { Length: > 0 } ? (await regions.FindAsync(region, ct))?.Code : null;
        TooWide = Coverage.IsTooWide(actor, chosen);
        Below = TooWide ? await regions.ChildrenAsync(chosen ?? actor.Post!.RegionCode, ct) : [];
        Rows = await reach.ReadAsync(actor, chosen, ct);
    }
}
