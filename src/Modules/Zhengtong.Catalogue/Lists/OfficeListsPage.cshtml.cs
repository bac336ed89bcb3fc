using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>The lists of a manager's region and what each waits for. Three statements, whatever their number.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class OfficeListsPageModel(Database db) : PageModel
{
    private List<ListVersion> _versions = [];
    private List<ListProposal> _open = [];
    private List<ListReport> _reports = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        var versions = db.Set<ListVersion>().AsNoTracking().Where(v => v.RegionCode == region);
        _versions = await versions.Where(v => !versions.Any(w => w.List == v.List && w.Number > v.Number)).ToListAsync(ct);
        _open = await db.Set<ListProposal>().AsNoTracking().Where(p => p.RegionCode == region && p.DecidedAt == null).ToListAsync(ct);
        _reports = await db.Set<ListReport>().AsNoTracking().Where(r => r.RegionCode == region).ToListAsync(ct);
    }

    public ListVersion? VersionOf(RegisterList list) => _versions.Find(v => v.List == list.Key);

    public ListProposal? OpenOf(RegisterList list) => _open.Find(p => p.List == list.Key);

    public int FindingsOf(string list) => _reports.Find(r => r.List == list)?.Findings ?? 0;
}
