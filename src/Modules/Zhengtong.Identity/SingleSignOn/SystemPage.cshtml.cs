using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>One system of the register: what is in force, what waits for a second administrator, its secret, the pages that items lead to, and what was changed by whom.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class SystemPageModel(KeepSystem keep, KeepTarget targets, IShareReviews reviews, Database db, TimeProvider clock) : PageModel
{
    private const int MostTargets = 200;

    /// <summary>None: a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public SystemInput Input { get; set; } = new() { Confidential = true };

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public SsoSystem? Kept { get; private set; }

    public bool MayAgree { get; private set; }

    /// <summary>What was concluded about the data it gets; null when it gets none, or nothing was concluded yet.</summary>
    public ShareReview? Review { get; private set; }

    public bool NeedsReview => (Kept?.Waiting ?? Kept?.Facts)?.GetsPersonalData == true;

    public IReadOnlyList<SsoTarget> Targets { get; private set; } = [];

    public IReadOnlyList<TraceEntry> Changes { get; private set; } = [];

    /// <summary>Shown once.</summary>
    public string? Secret { get; private set; }

    /// <summary>Whom a change is of; none on the page of a new one, which nothing is found by.</summary>
    private Guid Of => Id ?? Guid.Empty;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] SystemInput input, CancellationToken ct)
    {
        Outcome done = Outcome.Done();
        if (ModelState.IsValid)
        {
            if (Id is { } id)
            {
                done = await keep.ProposeAsync(id, input.Facts(), HttpContext.Act(clock), ct);
            }
            else
            {
                var made = await keep.RegisterAsync(input.OwnerId, input.Facts(), HttpContext.Act(clock), ct);
                (done, Id) = (made, made.Ok ? made.Value : null);
            }
        }

        ModelState.AddProblems(done, nameof(Input));
        return await ShowAsync(() => Input = input, ct);
    }

    public Task<IActionResult> OnPostAgreeAsync(CancellationToken ct) => DoAsync(act => keep.AgreeAsync(Of, act, ct), "", ct);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => DoAsync(act => keep.WithdrawAsync(Of, act, ct), "", ct);

    public Task<IActionResult> OnPostSuspendAsync([FromForm] string? reason, CancellationToken ct) => DoAsync(act => keep.SuspendAsync(Of, act, ct), reason, ct);

    public Task<IActionResult> OnPostResumeAsync(CancellationToken ct) => DoAsync(act => keep.ResumeAsync(Of, act, ct), "", ct);

    public Task<IActionResult> OnPostEndSecretsAsync(CancellationToken ct) => DoAsync(act => keep.EndFormerSecretsAsync(Of, act, ct), "", ct);

    public Task<IActionResult> OnPostTargetAsync([FromForm] string? code, [FromForm] string? address, CancellationToken ct) => DoAsync(act => targets.SetAsync(Of, code, address, act, ct), "", ct);

    public Task<IActionResult> OnPostEndTargetAsync([FromForm] string? code, CancellationToken ct) => DoAsync(act => targets.EndAsync(Of, code, act, ct), "", ct);

    public Task<IActionResult> OnPostSecretAsync(CancellationToken ct) => DoAsync(
        async act =>
        {
            var made = await keep.NewSecretAsync(Of, act, ct);
            Secret = made.Ok ? made.Value : null;
            return made;
        },
        "",
        ct);

    private async Task<IActionResult> DoAsync(Func<Act, Task<Outcome>> run, string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        ModelState.AddProblems(await run(HttpContext.Act(clock, reason?.Trim() ?? "")));
        return await ShowAsync(() => { }, ct);
    }

    /// <summary>After success back to the page itself; with problems, or a secret to show, at once.</summary>
    private async Task<IActionResult> ShowAsync(Action keepInput, CancellationToken ct)
    {
        if (ModelState.IsValid && Secret is null)
        {
            return Redirect($"/office/systems/system/{Id}?saved=true");
        }

        db.ChangeTracker.Clear();
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            keepInput();
        }

        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (Id is not { } id)
        {
            Organisations = await OrganisationChoices.ReadAsync(db, actor, "请选择", ct);
            return true;
        }

        if (await db.SystemsKeptBy(actor).AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } kept)
        {
            return false;
        }

        Kept = kept;
        Input = SystemInput.Of(kept.Waiting ?? kept.Facts);
        MayAgree = kept.Waiting is { } waiting && (!waiting.GetsPersonalData || kept.ProposedById != actor.Id);
        Review = NeedsReview ? await reviews.OfSystemAsync(id, LegalDay.Today(clock), ct) : null;
        Targets = await db.Set<SsoTarget>().AsNoTracking().Where(t => t.SystemId == id).OrderBy(t => t.ItemCode).Take(MostTargets).ToListAsync(ct);
        Changes = await db.TraceOfAsync(id, ct);
        return true;
    }
}
