using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.HandOver;

/// <summary>Who left or changed post, and where the work went: the report of each departure, the newest first.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class DeparturesPageModel(Database db) : PageModel
{
    public const string Path = "/office/staff/departures";
    private const int PageSize = 20;

    public IReadOnlyList<Departure> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        var departures = db.Set<Departure>().AsNoTracking().Where(d => d.RegionCode.StartsWith(region));
        departures = after is { } last ? departures.Where(d => d.Id < last) : departures;
        var read = await departures.OrderByDescending(d => d.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?after={Rows[^1].Id}" : null;
    }
}
