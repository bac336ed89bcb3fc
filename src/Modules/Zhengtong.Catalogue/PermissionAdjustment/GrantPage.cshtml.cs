using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>One item that a receiver has by an adjustment: its use and the opinions of those who do it (01.35).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class GrantModel(Database db, IItemUse use, LeaveOpinion leave, TimeProvider clock) : PageModel
{
    private const int Most = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ItemGrant Grant { get; private set; } = null!;

    public IReadOnlyList<ItemUse> Use { get; private set; } = [];

    public IReadOnlyList<GrantOpinion> Opinions { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(OpinionKind kind, string? text, CancellationToken ct)
    {
        ModelState.Clear();
        var said = await leave.HandleAsync(Id, kind, text, HttpContext.Act(clock, "反映承接情况"), ct);
        return ModelState.AddProblems(said) ? await ShowAsync(ct) : Redirect($"/office/permissions/grants/{Id}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await db.Set<ItemGrant>().AsNoTracking().VisibleTo(User.Actor()!).SingleOrDefaultAsync(g => g.Id == Id, ct) is not { } grant)
        {
            return NotFound();
        }

        Grant = grant;
        var today = LegalDay.Today(clock);
        Use = await use.OfAsync([grant.ItemId], LegalDay.StartUtc(today.AddMonths(-12)), LegalDay.EndUtc(today), ct);
        Opinions = await db.Set<GrantOpinion>().AsNoTracking().Where(o => o.GrantId == Id).OrderByDescending(o => o.Id).Take(Most).ToListAsync(ct);
        return Page();
    }
}
