using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Accept;

/// <summary>
/// One case at the window: accept, tell once of everything missing, send up a refusal, or mend on the spot (03.11 - 03.14, 03.17).
/// </summary>
[Authorize(Policy = Policies.Window)]
internal sealed class CasePageModel(IntakeSheet sheets, AcceptCase accept, AskCorrection ask, RefuseAcceptance refuse, TimeProvider clock) : IntakePageModel(sheets, clock)
{
    private readonly TimeProvider _clock = clock;

    public async Task<IActionResult> OnPostAcceptAsync([FromForm(Name = "accept.opinion")] string? opinion, CancellationToken ct) => await LoadAsync(ct)
        ? await AnswerAsync(await accept.HandleAsync(StepId, opinion?.Trim() is { Length: > 0 } said ? said : "材料齐全，符合法定形式", HttpContext.Act(_clock), ct), "accept", "accepted", ct)
        : NotFound();

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct) => await LoadAsync(ct)
        ? await AnswerAsync(await ask.HandleAsync(StepId, Deficiencies(), HttpContext.Act(_clock), ct), "ask", "asked", ct)
        : NotFound();

    public async Task<IActionResult> OnPostAgainAsync([FromForm(Name = "again.reason")] string? reason, CancellationToken ct) => await LoadAsync(ct)
        ? await AnswerAsync(await ask.SendUpAsync(StepId, reason ?? "", HttpContext.Act(_clock, reason ?? ""), ct), "again", "sent-up", ct)
        : NotFound();

    public async Task<IActionResult> OnPostRefuseAsync(RefusalInput input, CancellationToken ct) => await LoadAsync(ct)
        ? await AnswerAsync(await refuse.HandleAsync(StepId, input.Grounds, HttpContext.Act(_clock, input.Reason ?? ""), ct), "refuse", "sent-up", ct)
        : NotFound();
}

/// <summary>The grounds of a refusal as the form gives them.</summary>
internal sealed class RefusalInput
{
    [FromForm(Name = "refuse.needed")]
    public bool Needed { get; set; }

    [FromForm(Name = "refuse.reason")]
    public string? Reason { get; set; }

    [FromForm(Name = "refuse.rightOrganisation")]
    public string? RightOrganisation { get; set; }

    public RefuseAcceptance.Grounds Grounds => new(Needed, Reason?.Trim() ?? "", RightOrganisation?.Trim() ?? "");
}
