using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Accept;

/// <summary>Puts small errors of the form right at the window, section by section, in the applicant's presence (当场更正, 行政许可法 art. 32(3)). Opening it is a logged reading.</summary>
[Authorize(Policy = Policies.Window)]
internal sealed class MendPageModel(IntakeSheet sheets, MendOnTheSpot mend, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid StepId { get; set; }

    public IntakeSheet.Sheet Sheet { get; private set; } = null!;

    public FormSection Section { get; private set; } = null!;

    public FormAnswers Answers { get; private set; } = null!;

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? section, CancellationToken ct)
    {
        if (!await LoadAsync(section, ct))
        {
            return NotFound();
        }

        await sheets.RecordReadingAsync(Sheet, HttpContext.Act(clock, "当场更正申请表"), ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? section, string? op, CancellationToken ct)
    {
        if (!await LoadAsync(section, ct))
        {
            return NotFound();
        }

        var form = Sheet.Form.Definition;
        var read = AnswerReader.Read(form, Request.Form, Sheet.Answers);
        if (read.TryGet(out var answers) && RowOperation.Is(op))
        {
            read = RowOperation.Apply(form, answers, op!);
        }

        if (!read.TryGet(out answers))
        {
            return Again(read, Sheet.Answers);
        }

        if (op is { Length: > 0 })
        {
            Answers = answers;
            return Page();
        }

        var problems = FormValidator.Validate(form, answers, Sheet.Context);
        if (problems.Count > 0)
        {
            return Again(Outcome.Refused(problems), answers);
        }

        var done = await mend.HandleAsync(StepId, answers.Effective(form, Sheet.Context).ToJson(), Changes(Sheet, answers), HttpContext.Act(clock, "当场更正"), ct);
        return done.Ok ? LocalRedirect($"/desk/cases/{StepId}")
            : done.Problems[0].Kind == ProblemKind.NotFound ? done.ToPage()
            : Again(done, answers);
    }

    /// <summary>Each line of the form whose text is another now.</summary>
    internal static List<(string Field, string Before, string After)> Changes(IntakeSheet.Sheet sheet, FormAnswers after)
    {
        var old = Lines(FormReading.Of(sheet.Form.Definition, sheet.Answers, sheet.Context, unmasked: true));
        var now = Lines(FormReading.Of(sheet.Form.Definition, after, sheet.Context, unmasked: true));
        return [.. now.Keys.Union(old.Keys).Select(k => (k, old.GetValueOrDefault(k, ""), now.GetValueOrDefault(k, ""))).Where(c => c.Item2 != c.Item3)];
    }

    private static Dictionary<string, string> Lines(FormReading reading) => (
        from part in reading.Parts
        from row in part.Rows
        from line in row.Lines
        group line.Text by string.Join(" · ", ((string?[])[part.Title, row.Title, line.Label]).OfType<string>()) into same
        select KeyValuePair.Create(same.Key, string.Join("；", same))).ToDictionary();

    private PageResult Again(Outcome outcome, FormAnswers answers)
    {
        (Problems, Answers) = (outcome.Problems, answers);
        ModelState.AddProblems(outcome);
        return Page();
    }

    private async Task<bool> LoadAsync(string? section, CancellationToken ct)
    {
        if (await sheets.FindAsync(StepId, User.Actor()!.Post!, ct) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        Answers = sheet.Answers;
        Section = sheet.Form.Definition.Section(section ?? "") ?? sheet.Form.Definition.Sections[0];
        return true;
    }
}
