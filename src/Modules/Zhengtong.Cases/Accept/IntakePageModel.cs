using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Accept;

/// <summary>What the window's page and the lead's page of a case have in common: the sheet, the unmasking, and where an act leads.</summary>
internal abstract class IntakePageModel(IntakeSheet sheets, TimeProvider clock) : PageModel
{
    private const string Field = "ask.deficiency-";

    [BindProperty(SupportsGet = true)]
    public Guid StepId { get; set; }

    public IntakeSheet.Sheet Sheet { get; private set; } = null!;

    public bool Unmasked { get; private set; }

    /// <summary>The action whose form has something to mend, so that it is open.</summary>
    public string Wrong { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRevealAsync(string? purpose, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(purpose))
        {
            ModelState.AddModelError("purpose", "请写明查看完整信息的用途，查看会留下记录。");
            return Page();
        }

        Unmasked = await sheets.RecordReadingAsync(Sheet, HttpContext.Act(clock, purpose.Trim()), ct);
        return Page();
    }

    /// <summary>To the page that says what was done; or back here, with the problems at their fields.</summary>
    protected async Task<IActionResult> AnswerAsync(Outcome outcome, string form, string did, CancellationToken ct)
    {
        if (!outcome.Ok && outcome.Problems[0].Kind == ProblemKind.NotFound)
        {
            return outcome.ToPage();
        }

        if (outcome.Ok)
        {
            return LocalRedirect($"/desk/done/{Sheet.Case.Id}?did={did}");
        }

        Wrong = form;
        ModelState.AddProblems(outcome, form);
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    protected async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sheets.FindAsync(StepId, User.Actor()!.Post!, ct) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        return true;
    }

    /// <summary>What was ticked or described in the form of the one-time notice. Whatever else was sent is refused, not overlooked: nothing can be demanded that is not listed (02.15).</summary>
    protected IReadOnlyList<AskCorrection.Deficiency> Deficiencies() =>
    [
        .. Sheet.Item.Content.MaterialsFor(Sheet.Case.Situation, Sheet.Seen).Select(m => m.Key).Append(AskCorrection.Form)
            .Union(Request.Form.Keys.Where(k => k.StartsWith(Field, StringComparison.Ordinal)).Select(k => k[Field.Length..])).Union(Request.Form["lack"].OfType<string>())
            .Select(key => (Key: key, What: Typed(Field + key).Trim()))
            .Where(x => x.What.Length > 0 || Request.Form["lack"].Contains(x.Key))
            .Select(x => new AskCorrection.Deficiency(x.Key, x.What)),
    ];

    /// <summary>What was typed into a field before the page came back.</summary>
    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    public AskLine Line(string key, string name) =>
        new(key, name, Request.HasFormContentType && Request.Form["lack"].Contains(key), Typed(Field + key));
}
