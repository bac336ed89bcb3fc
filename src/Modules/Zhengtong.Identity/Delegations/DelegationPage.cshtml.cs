using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Delegations;

/// <summary>One delegation, for both its sides: what was signed, what it was used for, and the way to answer or end it.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class DelegationPageModel(Database db, PersonalData personal, AnswerDelegation answer, EndDelegation end, TimeProvider clock) : PageModel
{
    private const int MostUses = 100;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>Ending it wants a tick.</summary>
    [BindProperty]
    public bool Sure { get; set; }

    public Delegation Delegation { get; private set; } = null!;

    public DelegationState State { get; private set; }

    public IReadOnlyList<DelegationUse> Uses { get; private set; } = [];

    /// <summary>The row says what was signed.</summary>
    public bool Whole { get; private set; }

    /// <summary>The reader has accepted it or is asked to.</summary>
    public bool ToMe { get; private set; }

    public bool MayAnswer => State == DelegationState.Offered && ToMe;

    public bool MayEnd => Delegation is { RefusedAt: null, RevokedAt: null, EndedAt: null } && !MayAnswer && State is not (DelegationState.Lapsed or DelegationState.Expired);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAcceptAsync(CancellationToken ct) => await DoAsync(answer.HandleAsync(Id, true, HttpContext.Act(clock), ct), "accepted", ct);

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken ct)
    {
        var outcome = await answer.HandleAsync(Id, false, HttpContext.Act(clock), ct);
        // Refused, it is none of his business any more.
        return outcome.Ok ? Redirect("/my/delegations") : await AgainAsync(outcome, ct);
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken ct) => Sure
        ? await DoAsync(end.HandleAsync(Id, HttpContext.Act(clock), ct), "ended", ct)
        : await AgainAsync(Problem.Invalid("identity.not-sure", "请勾选确认，再结束这项委托。", nameof(Sure)), ct);

    public string? Said => Done switch
    {
        "signed" => "委托书已签署，对方接受后生效。对方登录后可以在“授权与代办”中看到；还没有账号的，注册后就能看到。",
        "helped" => "委托书已签署，即时生效。帮办人员会以您的名义办理这一件事。",
        "accepted" => "已接受。办事前请切换身份。",
        "ended" => "已结束，即时生效。",
        _ => null,
    };

    private async Task<IActionResult> DoAsync(Task<Outcome> running, string done, CancellationToken ct)
    {
        var outcome = await running;
        return outcome.Ok ? Redirect($"/my/delegations/{Id}?done={done}") : await AgainAsync(outcome, ct);
    }

    private async Task<IActionResult> AgainAsync(Outcome refused, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        ModelState.AddProblems(refused);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var (person, now) = (User.Actor()!.Id, clock.GetUtcNow().UtcDateTime);
        if (await db.DelegationAsync(personal, Id, person, now, ct) is not { } found)
        {
            return false;
        }

        (Delegation, State, Whole) = (found, DelegationRule.StateOf(found, now), Consent.IsWhole(personal, found));
        ToMe = found.DelegateId == person || (found.AcceptedAt is null && found.SignedById != person);
        Uses = await db.Set<DelegationUse>().AsNoTracking().Where(u => u.DelegationId == Id).OrderByDescending(u => u.Number).Take(MostUses).ToListAsync(ct);
        return true;
    }
}
