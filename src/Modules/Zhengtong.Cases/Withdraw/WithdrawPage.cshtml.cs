using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Withdraw;

/// <summary>Says what withdrawing means, asks why, and does it.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class WithdrawPageModel(Database db, WithdrawCase withdraw, TimeProvider clock) : PageModel
{
    private const int LongestReason = 200;

    public Case Case { get; private set; } = null!;

    /// <summary>Why it is not lawful (any more), if so.</summary>
    public Problem? Refusal { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Sure { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        if (Reason?.Length > LongestReason)
        {
            ModelState.AddModelError(nameof(Reason), $"请把原因写在 {LongestReason} 个字以内。");
        }

        if (!Sure)
        {
            ModelState.AddModelError(nameof(Sure), "请勾选确认，再撤回申请。");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var reason = Reason?.Trim() ?? "";
        return ModelState.AddProblems(await withdraw.HandleAsync(id, reason, HttpContext.Act(clock, reason), ct)) ? Page() : Redirect($"/my/cases/{id}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Case>().AsNoTracking().Where(c => c.Id == id).OwnOf(User.Party()!).OpenToActsOf(User.Party()!).SingleOrDefaultAsync(ct) is not { } found)
        {
            return false;
        }

        Case = found;
        Refusal = WithdrawalRule.Check(found.DecidedAt is not null, found.ClosedAt is not null) is { Ok: false } unlawful ? unlawful.Problems[0] : null;
        return true;
    }
}
