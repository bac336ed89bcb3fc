using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Fees;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Deliver;

/// <summary>One result at the issue desk: handed over against the code or an identity document, sent by courier, the signature confirmed (03.29).</summary>
[Authorize(Policy = Policies.Issue)]
internal sealed class HandOverPageModel(IssueSheet sheets, DeliverResult deliver, FeeGate fees, ICatalogue catalogue, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid StepId { get; set; }

    public IssueSheet.Sheet Sheet { get; private set; } = null!;

    /// <summary>The fee that keeps the result here.</summary>
    public Problem? Owed { get; private set; }

    public string Wrong { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCodeAsync([FromForm(Name = "byCode.code")] string? code, [FromForm(Name = "byCode.signedBy")] string? signedBy, CancellationToken ct) =>
        await AnswerAsync(await deliver.HandOverAsync(new(StepId, code?.Trim() ?? "", false, signedBy?.Trim() ?? ""), HttpContext.Act(clock), ct), "byCode", "handed-over", ct);

    public async Task<IActionResult> OnPostDocumentAsync([FromForm(Name = "byDocument.signedBy")] string? signedBy, [FromForm(Name = "byDocument.seen")] bool seen, CancellationToken ct) =>
        await AnswerAsync(
            seen ? await deliver.HandOverAsync(new(StepId, "", true, signedBy?.Trim() ?? ""), HttpContext.Act(clock, "已核验领取人身份证件"), ct) : NotSeen,
            "byDocument", "handed-over", ct);

    public async Task<IActionResult> OnPostSendAsync([FromForm(Name = "send.courier")] string? courier, [FromForm(Name = "send.trackingNumber")] string? number, CancellationToken ct) =>
        await AnswerAsync(await deliver.SendAsync(StepId, courier?.Trim() ?? "", number?.Trim() ?? "", HttpContext.Act(clock), ct), "send", "sent", ct);

    public async Task<IActionResult> OnPostSignedAsync([FromForm(Name = "signed.signedBy")] string? signedBy, CancellationToken ct) =>
        await AnswerAsync(await deliver.ConfirmSignedAsync(StepId, signedBy?.Trim() ?? "", HttpContext.Act(clock), ct), "signed", "signed", ct);

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    private static readonly Outcome<Guid> NotSeen = Problem.Invalid("cases.document-not-seen", "请核验领取人的身份证件后勾选。", "seen");

    private async Task<IActionResult> AnswerAsync(Outcome<Guid> outcome, string form, string did, CancellationToken ct)
    {
        if (outcome.TryGet(out var caseId))
        {
            return LocalRedirect($"/desk/done/{caseId}?did={did}");
        }

        if (outcome.Problems[0].Kind == ProblemKind.NotFound)
        {
            return outcome.ToPage();
        }

        Wrong = form;
        ModelState.AddProblems(outcome, form);
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sheets.FindAsync(StepId, User.Actor()!.Post!, ct) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        Owed = sheet.Case.Granted == true ? await fees.ClosedAsync(sheet.Case.Id, await catalogue.VersionAsync(sheet.Case.ItemVersionId, ct), ct) : null;
        return true;
    }
}
