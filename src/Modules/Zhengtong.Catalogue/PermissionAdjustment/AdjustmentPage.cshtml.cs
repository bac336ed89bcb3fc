using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>One adjustment with its stages, and the act that is due (01.32).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class AdjustmentModel(Database db, PassGates gates, DecideAdjustment decide, PutInEffect effect, PowerListVersions versions, TimeProvider clock) : PageModel
{
    private const int MaxBytes = 32 * 1024 * 1024;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public PassGates.AssessCommand Assess { get; set; } = new();

    [BindProperty]
    public PassGates.ReviewCommand Legality { get; set; } = new();

    [BindProperty]
    public DecideAdjustment.LinkCommand Link { get; set; } = new();

    [BindProperty]
    public IFormFile? Document { get; set; }

    public Model.PermissionAdjustment Of { get; private set; } = null!;

    public IReadOnlyList<AdjustmentItem> Items { get; private set; } = [];

    public IReadOnlyList<AdjustmentReceiver> Receivers { get; private set; } = [];

    public IReadOnlyList<CapacityAssessment> Assessments { get; private set; } = [];

    public LegalityReview? Review { get; private set; }

    public PowerListChange? PowerList { get; private set; }

    /// <summary>Versions of the power list that may be linked.</summary>
    public IReadOnlyList<SelectListItem> Versions { get; private set; } = [];

    /// <summary>Items of which the published power list still says what it was changed to, though the adjustment came to nothing.</summary>
    public IReadOnlyList<string> StillSaid { get; private set; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public bool Manages { get; private set; }

    public bool Owns { get; private set; }

    public IEnumerable<SelectListItem> Unassessed =>
        Receivers.Where(r => Assessments.All(a => a.ReceiverId != r.Id || a.Round != Of.Round)).Select(r => new SelectListItem(r.OrganisationName, r.Id.ToString()));

    public IReadOnlyList<SelectListItem> YesNo(string yes, string no) => [new(yes, "True"), new(no, "False")];

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostAssessAsync(CancellationToken ct) => DoAsync(act => WithDocumentAsync(d => gates.AssessAsync(Id, Assess, d, act, ct)), nameof(Assess), ct);

    public Task<IActionResult> OnPostReviewAsync(CancellationToken ct) => DoAsync(act => WithDocumentAsync(d => gates.ReviewAsync(Id, Legality, d, act, ct)), nameof(Legality), ct);

    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct) => DoAsync(act => decide.ApproveAsync(Id, act, ct), "", ct);

    public Task<IActionResult> OnPostLinkAsync(CancellationToken ct) => DoAsync(act => decide.LinkAsync(Id, Link, act, ct), nameof(Link), ct);

    public Task<IActionResult> OnPostEffectAsync(CancellationToken ct) => DoAsync(act => effect.HandleAsync(Id, act, ct), "", ct);

    public Task<IActionResult> OnPostReturnAsync(string? why, CancellationToken ct) => DoAsync(act => decide.ReturnAsync(Id, why, act, ct), "", ct);

    public Task<IActionResult> OnPostAgainAsync(string? reason, string? power, CancellationToken ct) => DoAsync(act => decide.HandInAgainAsync(Id, reason, power, act, ct), "", ct);

    public Task<IActionResult> OnPostWithdrawAsync(string? withdrawal, CancellationToken ct) => DoAsync(act => decide.WithdrawAsync(Id, withdrawal, act, ct), "", ct);

    private async Task<Outcome> WithDocumentAsync(Func<PassGates.Document?, Task<Outcome>> run)
    {
        if (Document is not { Length: > 0 } file)
        {
            return await run(null);
        }

        await using var content = file.OpenReadStream();
        return await run(new PassGates.Document(content, file.FileName));
    }

    private async Task<IActionResult> DoAsync(Func<Act, Task<Outcome>> run, string prefix, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await run(HttpContext.Act(clock, "办理权限调整"));
        db.ChangeTracker.Clear();
        if (!ModelState.AddProblems(done, prefix))
        {
            return Redirect($"/office/permissions/adjustments/{Id}");
        }

        return done.Problems[0].Kind == ProblemKind.NotFound ? NotFound() : await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<Model.PermissionAdjustment>().AsNoTracking().VisibleTo(db, actor).SingleOrDefaultAsync(a => a.Id == Id, ct) is not { } of)
        {
            return NotFound();
        }

        Of = of;
        Manages = actor.Post is { Role: Roles.CatalogueManager } post && of.RegionCode.StartsWith(post.RegionCode, StringComparison.Ordinal);
        Owns = await db.HandedInByAsync(Id, actor, ct) || (actor.Has(Roles.ItemEditor) && actor.Post!.OrganisationId == of.GiverId);
        Items = await db.Set<AdjustmentItem>().AsNoTracking().Where(i => i.AdjustmentId == Id).OrderBy(i => i.Code).ToListAsync(ct);
        Receivers = await db.Set<AdjustmentReceiver>().AsNoTracking().Where(r => r.AdjustmentId == Id).OrderBy(r => r.OrganisationName).ToListAsync(ct);
        Assessments = await db.Set<CapacityAssessment>().AsNoTracking().Where(a => a.AdjustmentId == Id).OrderBy(a => a.Id).ToListAsync(ct);
        Review = await db.Set<LegalityReview>().AsNoTracking().SingleOrDefaultAsync(r => r.AdjustmentId == Id && r.Round == of.Round, ct);
        PowerList = await db.Set<PowerListChange>().AsNoTracking().SingleOrDefaultAsync(c => c.AdjustmentId == Id && c.Round == of.Round, ct);
        StillSaid = await versions.StillSaidAsync(of, ct);
        Timeline = [.. (await db.TraceOfAsync(Id, ct)).Select(e => new TimelineEntry(ItemTraceWords.Of(e.What), LegalDay.Moment(e.At), e.ActorName))];
        if (Manages && of.Stage == AdjustmentStage.Linking)
        {
            Versions = [.. (await versions.SinceApprovalAsync(of, ct)).Select(v => new SelectListItem($"第 {v.Number} 版，{LegalDay.Moment(v.PublishedAt)}公布：{v.Note}", v.Id.ToString()))];
        }

        if (of.Stage < AdjustmentStage.InEffect)
        {
            Timeline = [.. Timeline, new TimelineEntry(of.Stage.Name(), State: TimelineState.Now)];
        }

        return Page();
    }
}
