using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.PreReview;

/// <summary>One pre-review at the window: the draft as it was, and the answer with its remarks.</summary>
[Authorize(Policy = Policies.Window)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SheetPageModel(PreReviewSheets sheets, AnswerPreReview answers, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public PreReviewSheets.Sheet Sheet { get; private set; } = null!;

    public bool Unmasked { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        var remarks = Sheet.Subjects.ToDictionary(s => s.Key, s => Typed(s.Key).Trim());
        var answer = Enum.TryParse<PreReviewAnswer>(Typed("answer"), out var chosen) ? chosen : (PreReviewAnswer?)null;
        var done = await answers.HandleAsync(new(Id, answer, remarks, Typed("text").Trim()), HttpContext.Act(clock), ct);
        if (done.Ok)
        {
            return Redirect($"{ListPageModel.Path}/{Id}");
        }

        ModelState.AddProblems(done);
        return await LoadAsync(ct) ? Page() : NotFound();
    }

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

    /// <summary>What was typed into a field before the page came back.</summary>
    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sheets.FindAsync(Id, User.Actor()!.Post!, ct) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        return true;
    }
}
