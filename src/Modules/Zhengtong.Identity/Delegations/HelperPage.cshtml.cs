using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Delegations;

/// <summary>Where somebody who asked for help reads and signs that the helper acts in his name (帮办代办, 05.20, 08.11).</summary>
[Authorize(Policies.Applicant)]
[Authorize(Policies.RealName)]
[ResponseCache(NoStore = true)]
internal sealed class HelperPageModel(Database db, SignHelper sign, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid RequestId { get; set; }

    /// <summary>The text was shown, and is signed with this.</summary>
    [BindProperty]
    public bool Agree { get; set; }

    [BindProperty]
    public string? Digest { get; set; }

    public OfferDelegation.Prepared Prepared { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!Agree)
        {
            ModelState.AddModelError(nameof(Agree), "请阅读委托书，勾选同意后再签署。");
            return await ShowAsync(ct);
        }

        var act = HttpContext.Act(clock);
        var signed = await db.OnceAsync<Delegation>(act, () => sign.SignAsync(RequestId, Digest ?? "", act, ct), ct);
        if (signed.TryGet(out var id))
        {
            return Redirect($"/my/delegations/{id}?done=helped");
        }

        ModelState.Clear();
        ModelState.AddProblems(signed);
        db.ChangeTracker.Clear();
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var made = await sign.PrepareAsync(RequestId, HttpContext.Act(clock), ct);
        if (made.TryGet(out var prepared))
        {
            Prepared = prepared;
            return Page();
        }

        return made.ToPage();
    }
}
