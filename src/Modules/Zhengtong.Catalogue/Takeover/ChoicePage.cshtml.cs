using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Entries that somebody chose for his catalogue, and the approval of another before they are taken over (01.11). Two statements.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ChoicePageModel(Database db, AnswerMassChange answer, TimeProvider clock) : PageModel
{
    public const string Path = "/office/takeover/choices/";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public ChosenEntries Chosen { get; private set; } = null!;

    public MassChangeView Mass { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostApproveAsync(Guid change, CancellationToken ct) => DoAsync(answer.ApproveAsync(change, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostRejectAsync(Guid change, CancellationToken ct) => DoAsync(answer.RejectAsync(change, Answer, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostWithdrawAsync(Guid change, CancellationToken ct) => DoAsync(answer.WithdrawAsync(change, HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> DoAsync(Task<Outcome> doing, CancellationToken ct)
    {
        var done = await doing;
        db.ChangeTracker.Clear();
        return ModelState.AddProblems(done) ? await ShowAsync(ct) : Redirect(Path + Id);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await answer.OfSubjectAsync(Id, actor, ct) is not { Kind: MassChangeKind.Entries } change)
        {
            return NotFound();
        }

        Chosen = (await db.Set<EntryChoice>().AsNoTracking().SingleAsync(c => c.Id == Id, ct)).Read();
        Mass = new MassChangeView(change, actor, Path + Id);
        return Page();
    }
}
