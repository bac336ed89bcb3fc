using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Venues;

/// <summary>The halls of an administrator's region, paged by key. One statement.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class HallsPageModel(Database db) : PageModel
{
    private const int PageSize = 30;

    public IReadOnlyList<Hall> Halls { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var halls = db.HallsOf(User.Actor()!.Post!).AsNoTracking();
        if (after is { } last)
        {
            halls = halls.Where(h => h.Id > last);
        }

        var read = await halls.OrderBy(h => h.Id).Take(PageSize + 1).ToListAsync(ct);
        Halls = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/halls?after={Halls[^1].Id}" : null;
    }
}
