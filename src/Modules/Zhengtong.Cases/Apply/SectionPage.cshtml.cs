using Microsoft.AspNetCore.Mvc;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// One section of the form, with an error summary of its own: in the form's order, to the form's ids. Saving keeps everything, also what is wrong; only "save and continue" asks
/// for it to be right.
/// </summary>
internal sealed class SectionPageModel(SaveDraft save) : DraftPageModel
{
    [BindProperty(SupportsGet = true)]
    public string Section { get; set; } = "";

    public FormAnswers Answers { get; private set; } = null!;

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Open.Form.Section(Section) is null)
        {
            return NotFound();
        }

        (Revision, Answers) = (Open.Draft.Revision, Open.Answers);
        return Page();
    }

    /// <param name="op">A button of the section: a row, 更新, or "later" to leave it for another day.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string? op, CancellationToken ct)
    {
        var posted = Request.Form.ToList();
        var saved = await save.AnswersAsync(Id, Revision, posted, op, Act(), ct);
        if (!saved.TryGet(out var open))
        {
            return await RefusedAsync(saved, posted, ct);
        }

        if (op == "later")
        {
            return Redirect($"/apply/draft/{Id}");
        }

        if (op is not null)
        {
            return Redirect($"/apply/draft/{Id}/form/{Uri.EscapeDataString(Section)}#a-{Uri.EscapeDataString(Section)}");
        }

        Problems = FormValidator.Validate(open.Form, open.Answers, open.Context, Section);
        if (Problems.Count == 0)
        {
            return Redirect(DraftTasks.After(open, Section));
        }

        var again = await AgainAsync(Outcome.Refused(Problems), ct);
        (Answers, Revision) = (Open.Answers, Open.Draft.Revision);
        ModelState.Clear();
        return again;
    }

    private async Task<IActionResult> RefusedAsync(Outcome refused, List<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> posted, CancellationToken ct)
    {
        if (refused.Problems[0].Kind == ProblemKind.NotFound)
        {
            return refused.ToPage();
        }

        var again = await AgainAsync(refused, ct);
        if (again is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult)
        {
            return again;
        }

        // What was typed is shown as far as it can be read, over what the other page saved.
        var typed = AnswerReader.Read(Open.Form, posted, Open.Answers);
        Answers = typed.Ok ? typed.Value : Open.Answers;
        Problems = Stale ? [] : refused.Problems;
        ModelState.Clear();
        return again;
    }
}
