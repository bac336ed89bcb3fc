using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>The ends one keeps, paged by key. One statement.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class EndsPageModel(Database db) : PageModel
{
    private const int PageSize = 50;

    public IReadOnlyList<ApplicationEnd> Ends { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var ends = db.Set<ApplicationEnd>().AsNoTracking().KeptBy(User.Actor()!);
        if (after is { } last)
        {
            ends = ends.Where(e => e.Id > last);
        }

        var read = await ends.OrderBy(e => e.Id).Take(PageSize + 1).ToListAsync(ct);
        Ends = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/ends?after={Ends[^1].Id}" : null;
    }
}
