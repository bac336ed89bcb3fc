using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Zhengtong.Cases.Notices;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Fees;

/// <summary>What the applicant owes in a case, and paying it (网上缴费, 03.26). The payment platform is opened by a link: the policy of our pages lets forms lead nowhere else.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class PayPageModel(FeeSheets sheets, PayFee pay, IPaymentGateway gateway, IConfiguration configuration, TimeProvider clock) : PageModel
{
    public FeeSheets.Sheet Sheet { get; private set; } = null!;

    public bool Online => gateway.Configured;

    /// <summary>One asked, and the money is not there.</summary>
    public bool NotYet { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostStartAsync(Guid id, CancellationToken ct) =>
        await AnswerAsync(id, await pay.StartAsync(id, Request.Site(configuration), HttpContext.Act(clock), ct), ct);

    public async Task<IActionResult> OnPostCheckAsync(Guid id, CancellationToken ct)
    {
        var asked = await pay.CheckAsync(id, HttpContext.Act(clock), ct);
        NotYet = asked is { Ok: true, Value: false };
        return NotYet ? await OnGetAsync(id, ct) : await AnswerAsync(id, asked, ct);
    }

    public Tone ToneOf(FeeState state) => state switch { FeeState.Paid => Tone.Done, FeeState.Unpaid => Tone.Warning, _ => Tone.Neutral };

    private async Task<IActionResult> AnswerAsync(Guid id, Outcome outcome, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        return ModelState.AddProblems(outcome) ? Page() : Redirect(Request.Path);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, User.Actor()!, User.Party(), ct) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        return true;
    }
}
