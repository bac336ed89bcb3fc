using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Manage;

[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class CoveragePageModel(Coverage coverage, Regions regions) : PageModel
{
    public const string Path = "/office/items/coverage";

    public Coverage.Report Report { get; private set; } = null!;

    public bool TooWide { get; private set; }

    /// <summary>Chosen below one's own region.</summary>
    public string? Chosen { get; private set; }

    public string RegionName { get; private set; } = "";

    /// <summary>What can be looked at below the region shown.</summary>
    public IReadOnlyList<Region> Below { get; private set; } = [];

    public async Task OnGetAsync(string? region, CancellationToken ct)
    {
        var actor = User.Actor()!;
        var found = region is { Length: > 0 } ? await regions.FindAsync(region, ct) : null;
        (Chosen, RegionName) = (found?.Code, found?.FullName ?? "");
        TooWide = Coverage.IsTooWide(actor, Chosen);
        Below = TooWide ? await regions.ChildrenAsync(Chosen ?? actor.Post!.RegionCode, ct) : [];
        Report = await coverage.ReadAsync(actor, Chosen, ct);
    }
}
