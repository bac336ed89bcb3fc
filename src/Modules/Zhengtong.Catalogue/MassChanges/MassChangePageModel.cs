using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>The page of what one person checked or chose, on which another approves it or sends it back, and who asked withdraws it. Shows <c>_MassChange.cshtml</c>.</summary>
internal abstract class MassChangePageModel(Database db, AnswerMassChange answer, TimeProvider clock) : PageModel
{
    /// <summary>The subject of the mass change.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public MassChangeView Mass { get; private set; } = null!;

    protected abstract MassChangeKind Kind { get; }

    protected Database Db => db;

    protected TimeProvider Clock => clock;

    private string Address => MassChangeWords.Address(Kind, Id);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostApproveAsync(Guid change, CancellationToken ct) => DoAsync(answer.ApproveAsync(change, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostRejectAsync(Guid change, CancellationToken ct) => DoAsync(answer.RejectAsync(change, Answer, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostWithdrawAsync(Guid change, CancellationToken ct) => DoAsync(answer.WithdrawAsync(change, HttpContext.Act(clock), ct), ct);

    protected abstract Task<IActionResult> ShowAsync(CancellationToken ct);

    /// <summary>Reads the question about the subject, as far as the reader may see it.</summary>
    protected async Task ReadMassAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        Mass = new MassChangeView(await answer.OfSubjectAsync(Id, actor, ct), actor, Address);
    }

    protected async Task<IActionResult> DoAsync(Task<Outcome> doing, CancellationToken ct)
    {
        var done = await doing;
        if (done.Problems.Any(p => p == Takeover.TakeOverList.NotYours))
        {
            return done.ToPage();
        }

        db.ChangeTracker.Clear();
        return ModelState.AddProblems(done) ? await ShowAsync(ct) : Redirect(Address);
    }
}
