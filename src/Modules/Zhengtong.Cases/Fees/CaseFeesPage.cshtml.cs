using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Fees;

/// <summary>The fees of a case for the people who handle it: raise, remit, take back, write down the bill.</summary>
[Authorize(Policy = Policies.Handler)]
internal sealed class CaseFeesPageModel(FeeSheets sheets, RaiseFee raise, WaiveFee waive, RecordBill bills, ICatalogue catalogue, TimeProvider clock) : PageModel
{
    private PublishedItem _item = null!;

    public static string Href(Guid caseId) => $"/fees/cases/{caseId}";

    public FeeSheets.Sheet Sheet { get; private set; } = null!;

    public IReadOnlyList<(int Index, FeeItem Item)> Priced => [.. _item.Content.Fee.Items.Select((f, i) => (i, f)).Where(x => FeeStandard.Of(x.f) is not null)];

    public UncountedStep? Listed => Sheet.Case.DecidedAt is null ? PaymentWait.Listed(_item.Content) : null;

    public bool MayWaive => User.Actor() is { } actor && actor.Has(Roles.Approver) && actor.Post!.OrganisationId == Sheet.Case.OrganisationId;

    public string Wrong { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRaiseAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        // What is no number is told by the act as a wrong quantity.
        var lines = Priced.Select(p => new RaiseFee.Line(p.Index,
            Typed($"quantity-{p.Index}") is { Length: > 0 } typed ? int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1 : 0))
            .Where(l => l.Quantity != 0).ToList();
        return await AnswerAsync(id, "raise", await raise.HandleAsync(new RaiseFee.Command(id, lines), HttpContext.Act(clock), ct), ct);
    }

    public async Task<IActionResult> OnPostWaiveAsync(
        Guid id, Guid order, [FromForm(Name = "waive.amount")] string? amount, [FromForm(Name = "waive.ground")] string? ground,
        [FromForm(Name = "waive.document")] IFormFile? document, CancellationToken ct)
    {
        var fen = decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            && yuan is > 0 and < 100_000_000 && decimal.Round(yuan, 2) == yuan
            ? (long)(yuan * 100)
            : 0;
        await using var content = document?.OpenReadStream();
        var command = new WaiveFee.Command(order, fen, ground ?? "", content is null ? null : new WaiveFee.Document(content, document!.FileName));
        return await AnswerAsync(id, "waive", await waive.HandleAsync(command, HttpContext.Act(clock, ground ?? ""), ct), ct);
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, Guid order, [FromForm(Name = "cancel.reason")] string? reason, CancellationToken ct) =>
        await AnswerAsync(id, "cancel", await waive.CancelAsync(order, reason ?? "", HttpContext.Act(clock, reason ?? ""), ct), ct);

    public async Task<IActionResult> OnPostBillAsync(Guid id, Guid order, [FromForm(Name = "bill.number")] string? number, CancellationToken ct) =>
        await AnswerAsync(id, "bill", await bills.HandleAsync(order, number ?? "", HttpContext.Act(clock), ct), ct);

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    private async Task<IActionResult> AnswerAsync(Guid id, string form, Outcome outcome, CancellationToken ct)
    {
        if (!outcome.Ok && outcome.Problems[0].Kind == ProblemKind.NotFound)
        {
            return outcome.ToPage();
        }

        if (outcome.Ok)
        {
            return Redirect(Href(id));
        }

        Wrong = form;
        ModelState.Clear();
        ModelState.AddProblems(outcome, form);
        return await FindAsync(id, ct) ? Page() : NotFound();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, User.Actor()!, null, ct) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        _item = await catalogue.VersionAsync(sheet.Case.ItemVersionId, ct);
        return true;
    }
}
