using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Accept;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Correct;

/// <summary>Hands in what the one-time notice asked for, or what was tolerated at acceptance: files and the corrected form, all at once. 03.13.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
internal sealed class CorrectPageModel(OpenCorrections corrections, HandInCorrection handIn, Uploads uploads, TimeProvider clock) : PageModel
{
    private const long MostBytes = 210L * 1024 * 1024;
    private const string FilePrefix = "material-";

    public OpenCorrection Open { get; private set; } = null!;

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>As typed, or as they stand.</summary>
    public FormAnswers Answers { get; private set; } = null!;

    public static string NameOf(string key) => FilePrefix + key;

    public string? ErrorOf(string key) => Problems.FirstOrDefault(p => p.Field == NameOf(key))?.Message;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        if (Open.FormFault is not null && Request.Form["op"].ToString() is { Length: > 0 } operation)
        {
            return Rearranged(operation);
        }

        var act = HttpContext.Act(clock);
        List<Problem> problems = [];
        var answers = Open.FormFault is null ? null : Corrected(problems);
        var given = await TakeAsync(act, problems, ct);
        if (problems.Count == 0)
        {
            var handed = await handIn.HandleAsync(id, given, answers, act, ct);
            if (handed.Ok)
            {
                return Redirect($"/my/cases/{id}");
            }

            problems.AddRange(handed.Problems);
        }

        Problems = problems;
        ModelState.AddProblems(Outcome.Refused(problems));
        return Page();
    }

    /// <summary>The buttons of the form itself: rows come and go, and what depends on an answer shows. Nothing is handed in.</summary>
    private PageResult Rearranged(string operation)
    {
        var read = AnswerReader.Read(Open.Form.Definition, Request.Form, Answers);
        if (read.TryGet(out var typed) && RowOperation.Is(operation))
        {
            read = RowOperation.Apply(Open.Form.Definition, typed, operation);
        }

        Problems = read.Problems;
        ModelState.AddProblems(read);
        Answers = read.TryGet(out var answers) ? answers : Answers;
        return Page();
    }

    private string? Corrected(List<Problem> problems)
    {
        var read = AnswerReader.Read(Open.Form.Definition, Request.Form, Answers);
        if (!read.TryGet(out var answers))
        {
            problems.AddRange(read.Problems);
            return null;
        }

        Answers = answers;
        problems.AddRange(FormValidator.Validate(Open.Form.Definition, answers, Open.Context));
        return answers.Effective(Open.Form.Definition, Open.Context).ToJson();
    }

    private async Task<List<HandInCorrection.Given>> TakeAsync(Act act, List<Problem> problems, CancellationToken ct)
    {
        List<HandInCorrection.Given> given = [];
        foreach (var file in Request.Form.Files.Where(f => f.Length > 0 && f.Name.StartsWith(FilePrefix, StringComparison.Ordinal)))
        {
            await using var content = file.OpenReadStream();
            var accepted = await uploads.AcceptAsync(content, file.FileName, Open.Case.ApplicantId, UploadRules.Materials, act, ct);
            if (accepted.TryGet(out var kept))
            {
                given.Add(new HandInCorrection.Given(file.Name[FilePrefix.Length..], kept.Id, kept.Name));
            }
            else
            {
                problems.AddRange(accepted.Problems.Select(p => p with { Field = file.Name }));
            }
        }

        return given;
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await corrections.FindAsync(id, User.Party()!, ct) is not { } open)
        {
            return false;
        }

        (Open, Answers) = (open, open.Answers);
        return true;
    }
}
