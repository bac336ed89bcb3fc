using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Extend;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Cases.WorkList;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.CasePage;

/// <summary>One page for everything a reviewer or an approver does on a case (分类审批, 03.28), as good on a phone (审批移动化, 12.25).</summary>
[Authorize(Policy = Policies.Office)]
internal sealed class OfficeCaseModel(
    Dossiers dossiers, CompleteReview review, SendBack sendBack, Consult consult, RunSpecialProcedure procedures, ExtendLimit extend, DecideCase decide,
    DecideInstant instant, DecisionPreview preview, WorkLists lists, IConfiguration configuration, TimeProvider clock) : StepPageModel(dossiers, clock)
{
    /// <summary>The document as it would be issued; null until asked for.</summary>
    public string? Paper { get; private set; }

    public IReadOnlyList<Identity.Contracts.Colleague> Colleagues { get; private set; } = [];

    public WorkLists.Row? NextStep { get; private set; }

    public bool Deciding => Step.Kind == StepKind.Decide || (Step.Kind == StepKind.Intake && Dossier.InstantSitting);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostRevealAsync(string? purpose, CancellationToken ct) => await LoadAsync(ct) ? await RevealAsync(purpose, ct) : NotFound();

    public Task<IActionResult> OnPostReviewAsync([FromForm(Name = "review")] Verdict given, CancellationToken ct) =>
        DoAsync("review", "reviewed", act => given.Choice is null
            ? Task.FromResult<Outcome>(Problem.Invalid("cases.verdict-missing", "请选择审查结论。", "choice"))
            : Plain(review.HandleAsync(new CompleteReview.Command(StepId, given.Choice == Verdict.For, given.Opinion ?? ""), act, ct)), ct);

    public Task<IActionResult> OnPostBackAsync([FromForm(Name = "back.reason")] string? reason, CancellationToken ct) =>
        DoAsync("back", "sent-back", act => Plain(sendBack.HandleAsync(StepId, reason ?? "", act, ct)), ct);

    public Task<IActionResult> OnPostConsultAsync([FromForm(Name = "consult.colleague")] Guid? colleague, [FromForm(Name = "consult.question")] string? question, CancellationToken ct) =>
        DoAsync("consult", "opinion-asked", act => consult.AskAsync(StepId, colleague ?? Guid.Empty, question ?? "", act, ct), ct);

    public Task<IActionResult> OnPostPauseAsync(
        [FromForm(Name = "pause.kind")] string? kind, [FromForm(Name = "pause.plannedDays")] int? plannedDays, [FromForm(Name = "pause.reason")] string? reason, CancellationToken ct) =>
        DoAsync("pause", "paused", act => Plain(procedures.StartAsync(new RunSpecialProcedure.Command(StepId, kind ?? "", plannedDays ?? 0, reason ?? ""), act, ct)), ct);

    public Task<IActionResult> OnPostResumeAsync([FromForm(Name = "resume.finding")] string? finding, CancellationToken ct) =>
        DoAsync("resume", "resumed", act => Plain(procedures.EndAsync(StepId, finding ?? "", act, ct)), ct);

    public Task<IActionResult> OnPostExtendAsync([FromForm(Name = "extend.days")] int? days, [FromForm(Name = "extend.reason")] string? reason, CancellationToken ct) =>
        DoAsync("extend", "extended", act => Plain(extend.HandleAsync(new ExtendLimit.Command(StepId, days ?? 0, reason ?? ""), act, ct)), ct);

    public Task<IActionResult> OnPostDecideAsync([FromForm(Name = "decide")] Verdict given, CancellationToken ct) => DoAsync("decide", "decided", async act =>
    {
        if (given.Choice is null)
        {
            return Problem.Invalid("cases.verdict-missing", "请选择决定。", "choice");
        }

        var command = new DecideCase.Command(StepId, given.Choice == Verdict.For, given.Reason ?? "");
        return Step.Kind == StepKind.Intake ? await instant.HandleAsync(command, act, ct) : await decide.HandleAsync(command, act, ct);
    }, ct);

    /// <summary>Shows the document and keeps what was typed.</summary>
    public async Task<IActionResult> OnPostPreviewAsync([FromForm(Name = "decide")] Verdict given, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || !MayAct)
        {
            return NotFound();
        }

        Wrong = "decide";
        if (given.Choice is null)
        {
            ModelState.AddModelError("decide.choice", "请先选择决定，再预览文书。");
        }
        else
        {
            var track = $"{Request.Site(configuration)}/track?number={Dossier.Case.Number}";
            Paper = await preview.HtmlAsync(Dossier.Case, Dossier.Item, given.Choice == Verdict.For, given.Reason ?? "", track, ct);
        }

        return await ShowAsync(ct);
    }

    protected override async Task BeforeShowAsync(CancellationToken ct)
    {
        if (MayAct && Step.Kind is StepKind.Review or StepKind.Decide)
        {
            Colleagues = await consult.ColleaguesAsync(User.Actor()!, ct);
        }
        else if (Done is not null)
        {
            NextStep = await lists.FirstAsync(User.Actor()!.Post!, new WorkListFilter(), ct);
        }
    }

    private static async Task<Outcome> Plain<T>(Task<Outcome<T>> running) => await running;
}

/// <summary>A choice with its words.</summary>
internal sealed record Verdict
{
    public const string For = "for";
    public const string Against = "against";

    public string? Choice { get; set; }

    public string? Opinion { get; set; }

    /// <summary>Of a decision.</summary>
    public string? Reason { get; set; }
}
