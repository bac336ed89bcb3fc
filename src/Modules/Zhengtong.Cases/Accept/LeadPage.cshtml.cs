using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Accept;

/// <summary>The acceptance lead answers what a window sent up: confirms the refusal, gives it back, or asks for a second correction with a reason (03.13, 03.17).</summary>
[Authorize(Policy = LeadsPageModel.LeadPolicy)]
internal sealed class LeadPageModel(IntakeSheet sheets, RefuseAcceptance refuse, AskCorrection ask, TimeProvider clock) : IntakePageModel(sheets, clock)
{
    private readonly TimeProvider _clock = clock;

    public async Task<IActionResult> OnPostRefuseAsync(RefusalInput input, CancellationToken ct) => await LoadAsync(ct)
        ? await AnswerAsync(await refuse.HandleAsync(StepId, input.Grounds, HttpContext.Act(_clock, input.Reason ?? ""), ct), "refuse", "refused", ct)
        : NotFound();

    public async Task<IActionResult> OnPostBackAsync([FromForm(Name = "back.reason")] string? reason, CancellationToken ct) => await LoadAsync(ct)
        ? await AnswerAsync(await refuse.GiveBackAsync(StepId, reason ?? "", HttpContext.Act(_clock, reason ?? ""), ct), "back", "given-back", ct)
        : NotFound();

    public async Task<IActionResult> OnPostAskAsync([FromForm(Name = "ask.reason")] string? reason, CancellationToken ct) => await LoadAsync(ct)
        ? await AnswerAsync(await ask.HandleAsync(StepId, Deficiencies(), HttpContext.Act(_clock, reason ?? ""), ct), "ask", "asked", ct)
        : NotFound();
}
