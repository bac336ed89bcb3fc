using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.CasePage;

/// <summary>A page about one step of a case: reads it, runs one act on it, shows the act's problems at its form, and redirects when it is done.</summary>
internal abstract class StepPageModel(Dossiers dossiers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid StepId { get; set; }

    /// <summary>What was just done.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Dossier Dossier { get; private set; } = null!;

    public CaseStep Step { get; private set; } = null!;

    public bool MayAct { get; private set; }

    public bool Unmasked { get; private set; }

    /// <summary>The form that has a problem; it is shown open.</summary>
    public string? Wrong { get; protected set; }

    /// <summary>What was typed into a field of the form that came back.</summary>
    public string? Typed(string form, string name) => Wrong == form && Request.HasFormContentType ? Request.Form[name].ToString() : null;

    protected async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await dossiers.AtStepAsync(StepId, User.Actor()!, ct) is not { } at)
        {
            return false;
        }

        (Dossier, Step, MayAct) = (at.Dossier, at.Step, at.MayAct);
        return true;
    }

    protected async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (Dossier is null && !await LoadAsync(ct))
        {
            return NotFound();
        }

        await BeforeShowAsync(ct);
        return Page();
    }

    protected async Task<IActionResult> RevealAsync(string? purpose, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(purpose))
        {
            ModelState.AddModelError("purpose", "请写明查看完整信息的用途。");
        }
        else
        {
            Unmasked = await dossiers.RecordReadingAsync(Dossier, HttpContext.Act(clock, purpose), ct);
        }

        return await ShowAsync(ct);
    }

    /// <param name="form">The prefix of the form's fields.</param>
    /// <param name="run">The act.</param>
    protected async Task<IActionResult> DoAsync(string form, string done, Func<Act, Task<Outcome>> run, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        Wrong = form;
        // What did not bind (a word for a number) is told by the act in words of the matter.
        ModelState.Clear();
        var outcome = await run(HttpContext.Act(clock));
        if (!ModelState.AddProblems(outcome, form))
        {
            return Redirect($"{Request.Path}?done={done}");
        }

        return outcome.Problems[0].Kind == ProblemKind.NotFound ? NotFound() : await ShowAsync(ct);
    }

    protected virtual Task BeforeShowAsync(CancellationToken ct) => Task.CompletedTask;
}
