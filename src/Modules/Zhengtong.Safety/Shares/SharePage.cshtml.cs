using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Safety.Shares;

/// <summary>One share: what is given, the risk assessed, what was concluded in each round, what was given under it. Three statements.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class SharePageModel(Database db, ReviewShare review, RecordTelling record, TimeProvider clock) : PageModel
{
    private const int MostTellings = 60;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public DataShare Share { get; private set; } = null!;

    public IReadOnlyList<ShareConclusion> Conclusions { get; private set; } = [];

    public IReadOnlyList<ShareTelling> Tellings { get; private set; } = [];

    public ReviewShare.Assessing Assess { get; set; } = new();

    public ReviewShare.Reviewing Review { get; set; } = new();

    public RecordTelling.Command Telling { get; set; } = new();

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public bool Over => Share.EndedAt is not null;

    public bool MayAssess => !Over && User.Actor()!.Has(Roles.Administrator);

    public bool MayReview => Share.AssessedAt is not null && User.Actor()!.Id is var id && id != Share.AssessedById && id != Share.AskedById;

    public bool MayRun => Rules.ShareRule.MayRun(Share, Today);

    public string Self => $"{SharesPageModel.Path}/{Id}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostAssessAsync([Bind(Prefix = nameof(Assess))] ReviewShare.Assessing input, CancellationToken ct) =>
        DoAsync(nameof(Assess), act => review.AssessAsync(Id, input, act, ct), () => Assess = input, "评估风险", ct);

    public Task<IActionResult> OnPostReviewAsync([Bind(Prefix = nameof(Review))] ReviewShare.Reviewing input, CancellationToken ct) =>
        DoAsync(nameof(Review), act => review.ReviewAsync(Id, input, act, ct), () => Review = input, "安全审查", ct);

    public Task<IActionResult> OnPostTellingAsync([Bind(Prefix = nameof(Telling))] RecordTelling.Command input, CancellationToken ct) =>
        DoAsync(nameof(Telling), async act => await record.HandleAsync(Id, input, act, ct), () => Telling = input, "登记提供记录", ct);

    public Task<IActionResult> OnPostEndAsync([FromForm] string? reason, CancellationToken ct) => DoAsync("", act => review.EndAsync(Id, act, ct), () => { }, reason?.Trim() ?? "", ct);

    private async Task<IActionResult> DoAsync(string prefix, Func<Act, Task<Outcome>> run, Action keep, string reason, CancellationToken ct)
    {
        if (ModelState.IsValid && !ModelState.AddProblems(await run(HttpContext.Act(clock, reason)), prefix))
        {
            return Redirect(Self);
        }

        db.ChangeTracker.Clear();
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        keep();
        return Page();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (await db.SharesOf(User.Actor()!).AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id, ct) is not { } share)
        {
            return false;
        }

        Share = share;
        Conclusions = await db.Set<ShareConclusion>().AsNoTracking().Where(c => c.ShareId == Id).OrderByDescending(c => c.Round).ToListAsync(ct);
        Tellings = await db.Set<ShareTelling>().AsNoTracking().Where(t => t.ShareId == Id).OrderByDescending(t => t.Day).ThenByDescending(t => t.Id).Take(MostTellings).ToListAsync(ct);
        (Review.From, Review.Until) = (share.WantedFrom > Today ? share.WantedFrom : Today, share.WantedUntil);
        return true;
    }
}
