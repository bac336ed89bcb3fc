using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Plans;

/// <summary>The emergency plans of a region. One statement.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class PlansPageModel(Database db, TimeProvider clock) : PageModel
{
    public const string Path = "/office/safety/plans";
    private const int PageSize = 30;

    public IReadOnlyList<EmergencyPlan> Plans { get; private set; } = [];

    public string? Next { get; private set; }

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public bool MayKeep => User.Actor()!.Has(Roles.Administrator);

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var plans = db.PlansOf(User.Actor()!).AsNoTracking();
        plans = after is { } last ? plans.Where(p => p.Id > last) : plans;
        var read = await plans.OrderBy(p => p.Id).Take(PageSize + 1).ToListAsync(ct);
        Plans = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?after={Plans[^1].Id}" : null;
    }
}
