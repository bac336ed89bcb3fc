using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Standards;

/// <summary>One standard behind the counter: its facts, its reviews with every opinion, its maintenance, its items, what happened, and the acts that are due. Requirements 17.01-17.05.</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class CardPageModel(
    Database db, DecideProject decide, ReviewStandard reviews, PublishStandard publish, MaintainStandard maintain, LinkItems links, KeepProgramme programmes, RecordOutside outside,
    StandardQualitySystem quality, ResponsibleStaff persons, IOptions<StandardSettings> settings, TimeProvider clock) : PageModel
{
    private const int MostItems = 200;
    private const int MostChoices = 100;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public PublishStandard.Command Publish { get; set; } = new();

    [BindProperty]
    public MaintainStandard.Command Upkeep { get; set; } = new();

    public Standard Of { get; private set; } = null!;

    public StandardStatus Status { get; private set; }

    public IReadOnlyList<StandardReview> Reviews { get; private set; } = [];

    public IReadOnlyList<ReviewOpinion> Opinions { get; private set; } = [];

    public IReadOnlyList<ReviewSeat> Seats { get; private set; } = [];

    public IReadOnlyList<StandardUpkeep> Upkeeps { get; private set; } = [];

    public IReadOnlyList<LinkedItem> Items { get; private set; } = [];

    public IReadOnlyList<OutsideDecision> Decisions { get; private set; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Committees { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Programmes { get; private set; } = [];

    public StandardPush? Push { get; private set; }

    public StandardQualitySystem Quality => quality;

    /// <summary>Decides on it.</summary>
    public bool Decides { get; private set; }

    /// <summary>Decides on it and neither proposed it nor wrote in it.</summary>
    public bool IsSecond { get; private set; }

    public bool Owns { get; private set; }

    public bool KeepsItems => User.Actor()!.Post is { Role: Roles.CatalogueManager or Roles.ItemEditor };

    /// <summary>The running review in which one has a seat.</summary>
    public StandardReview? VotesIn { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    public DateOnly? ReviewDue => ReviewCycle.DueOn(Of, Today, settings.Value.ReviewYears);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostApproveAsync(string? document, CancellationToken ct) => DoAsync(act => decide.ApproveAsync(Id, document, act, ct), "", ct);

    public Task<IActionResult> OnPostRejectAsync(string? why, CancellationToken ct) => DoAsync(act => decide.RejectAsync(Id, why, act, ct), "", ct);

    public Task<IActionResult> OnPostReturnAsync(string? why, CancellationToken ct) => DoAsync(act => decide.ReturnAsync(Id, why, act, ct), "", ct);

    public Task<IActionResult> OnPostAgainAsync(CancellationToken ct) => DoAsync(act => decide.HandInAgainAsync(Id, act, ct), "", ct);

    public Task<IActionResult> OnPostWithdrawAsync(string? why, CancellationToken ct) => DoAsync(act => decide.WithdrawAsync(Id, why, act, ct), "", ct);

    public Task<IActionResult> OnPostReviewAsync(Guid committee, DateOnly? closesOn, CancellationToken ct) => DoAsync(act => reviews.OpenAsync(Id, committee, closesOn, act, ct), "", ct);

    public async Task<IActionResult> OnPostSayAsync(Vote? vote, string? opinion, CancellationToken ct) =>
        await SeesAsync(ct) ? await DoAsync(act => reviews.SayAsync(Id, vote, opinion, act, ct), "", ct) : NotFound();

    public Task<IActionResult> OnPostCloseAsync(CancellationToken ct) => DoAsync(act => reviews.CloseAsync(Id, act, ct), "", ct);

    public Task<IActionResult> OnPostPublishAsync(CancellationToken ct) => DoAsync(act => publish.HandleAsync(Id, Publish, act, ct), nameof(Publish), ct);

    public Task<IActionResult> OnPostUpkeepAsync(CancellationToken ct) => DoAsync(act => maintain.ProposeAsync(Id, Upkeep, act, ct), nameof(Upkeep), ct);

    public Task<IActionResult> OnPostConfirmAsync(Guid upkeepId, CancellationToken ct) => DoAsync(act => maintain.ConfirmAsync(Id, upkeepId, act, ct), "", ct);

    public Task<IActionResult> OnPostRefuseAsync(Guid upkeepId, string? why, CancellationToken ct) => DoAsync(act => maintain.RefuseAsync(Id, upkeepId, why, act, ct), "", ct);

    public async Task<IActionResult> OnPostLinkAsync(string? codes, CancellationToken ct) =>
        await SeesAsync(ct) ? await DoAsync(act => links.AddAsync(Id, codes, act, ct), "", ct) : NotFound();

    public async Task<IActionResult> OnPostUnlinkAsync(string? code, CancellationToken ct) =>
        await SeesAsync(ct) ? await DoAsync(act => links.RemoveAsync(Id, code, act, ct), "", ct) : NotFound();

    public Task<IActionResult> OnPostPlaceAsync(Guid? programme, DateOnly? dueOn, CancellationToken ct) => DoAsync(act => programmes.PlaceAsync(Id, programme, dueOn, act, ct), "", ct);

    public Task<IActionResult> OnPostOutsideAsync(string? outsideNumber, string? outsideState, CancellationToken ct) =>
        DoAsync(act => outside.HandleAsync(Id, outsideNumber, outsideState, act, ct), "", ct);

    public static string PushSaid(StandardPush push) => push switch
    {
        { Refused: true } => push.LastError,
        { DoneAt: { } done } => $"已于 {LegalDay.Moment(done)} 报送最新内容。",
        { Attempts: 0 } => "等待报送最新内容。",
        _ => $"已尝试 {push.Attempts} 次：{push.LastError}将于 {LegalDay.Moment(push.NextAttemptAt)} 再试。",
    };

    public static string UpkeepSaid(StandardUpkeep of) => of switch
    {
        { ConfirmedAt: not null } => $"{of.ProposedByName} 提出，{of.DecidedByName} 确认",
        { RefusedAt: not null } => $"{of.ProposedByName} 提出，{of.DecidedByName} 不同意：{of.RefusedWhy}",
        _ => $"{of.ProposedByName} 提出，等待另一位确认",
    };

    public IEnumerable<ReviewOpinion> OpinionsOf(StandardReview review) => Opinions.Where(o => o.ReviewId == review.Id);

    private Task<bool> SeesAsync(CancellationToken ct) => db.Set<Standard>().VisibleTo(db, User.Actor()!).AnyAsync(s => s.Id == Id, ct);

    private async Task<IActionResult> DoAsync(Func<Act, Task<Outcome>> run, string prefix, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await run(HttpContext.Act(clock, "办理标准"));
        db.ChangeTracker.Clear();
        if (!ModelState.AddProblems(done, prefix))
        {
            return Redirect($"/office/standards/{Id}");
        }

        return done.Problems[0].Kind == ProblemKind.NotFound ? NotFound() : await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        var decided = db.Set<Standard>().DecidedBy(actor, actor.Has(Roles.CatalogueManager) ? await persons.KeepersOfNationAsync(ct) : "");
        var found = await db.Set<Standard>().AsNoTracking().VisibleTo(db, actor).Where(s => s.Id == Id)
            .Select(s => new { Of = s, Decides = decided.Any(x => x.Id == s.Id), Owns = db.Set<Standard>().OwnedBy(actor).Any(x => x.Id == s.Id) })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return NotFound();
        }

        (Of, Decides, Owns, Status) = (found.Of, found.Decides, found.Owns, found.Of.On(Today));
        IsSecond = Decides && !Of.WasWrittenBy(actor.Id);
        Upkeeps = await db.Set<StandardUpkeep>().AsNoTracking().Where(u => u.StandardId == Id).OrderBy(u => u.Id).ToListAsync(ct);
        Items = Of.PublishedAt is null ? [] : await LinkedItem.OfAsync(db, Id, actor, MostItems, ct);
        await ReadReviewsAsync(actor, ct);
        await ReadOutsideAsync(ct);
        await ReadChoicesAsync(actor, ct);
        Timeline = [.. (await db.TraceOfAsync(Id, ct)).Select(e => new TimelineEntry(ItemTraceWords.Of(e.What), LegalDay.Moment(e.At), e.ActorName))];
        if (StandardStatuses.Making.Contains(Status))
        {
            Timeline = [.. Timeline, new TimelineEntry(Status.Name(), State: TimelineState.Now)];
        }

        return Page();
    }

    /// <summary>Opinions are for who decides and for the committee; who proposed it or wrote in it sees nothing of a vote that still runs, and then how it ended.</summary>
    private async Task ReadReviewsAsync(Actor actor, CancellationToken ct)
    {
        if (Of.Round == 0)
        {
            return;
        }

        Reviews = await db.Set<StandardReview>().AsNoTracking().Where(r => r.StandardId == Id).OrderBy(r => r.Round).ToListAsync(ct);
        var ids = Reviews.Select(r => r.Id).ToList();
        Seats = await db.Set<ReviewSeat>().AsNoTracking().Where(s => ids.Contains(s.ReviewId)).OrderBy(s => s.Name).ToListAsync(ct);
        var running = Reviews.SingleOrDefault(r => r.ClosedAt is null);
        VotesIn = running?.ClosesOn >= Today && actor.Has(Roles.StandardExpert) && await reviews.VotesAsync(running, Of, actor.Id, Today, ct) ? running : null;
        if ((running is null ? Decides : IsSecond) || actor.Has(Roles.Supervisor) || Seats.Any(s => s.StaffId == actor.Id))
        {
            Opinions = await db.Set<ReviewOpinion>().AsNoTracking().Where(o => o.StandardId == Id).OrderBy(o => o.Id).ToListAsync(ct);
        }
    }

    private async Task ReadOutsideAsync(CancellationToken ct)
    {
        if (!Of.IsLocal || Of.Existing)
        {
            return;
        }

        Decisions = await db.Set<OutsideDecision>().AsNoTracking().Where(d => d.StandardId == Id).OrderBy(d => d.DecidedAt).ToListAsync(ct);
        Push = quality.Configured ? await db.Set<StandardPush>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == Id, ct) : null;
    }

    private async Task ReadChoicesAsync(Actor actor, CancellationToken ct)
    {
        if (!Decides)
        {
            return;
        }

        if (Status == StandardStatus.Drafting)
        {
            Committees = await db.Set<TechnicalCommittee>().Where(c => c.DissolvedAt == null && Of.RegionCode.StartsWith(c.RegionCode)).OrderBy(c => c.Name).Take(MostChoices)
                .Select(c => new SelectListItem(c.Name, c.Id.ToString())).ToListAsync(ct);
        }

        if (Of.IsLocal && !Of.Existing)
        {
            Programmes = await db.Set<StandardProgramme>().KeptBy(actor).Where(p => Of.RegionCode.StartsWith(p.RegionCode)).OrderByDescending(p => p.Id).Take(MostChoices)
                .Select(p => new SelectListItem(p.Name, p.Id.ToString())).ToListAsync(ct);
        }
    }
}
