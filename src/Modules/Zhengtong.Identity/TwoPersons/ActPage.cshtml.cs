using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.TwoPersons;

/// <summary>One dangerous act: what is asked and why, for the second administrator.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class ActPageModel(AnswerTwo answerTwo, Database db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public DangerousAct Asked { get; private set; } = null!;

    public DangerousStatus Status => Asked.StatusAt(clock.GetUtcNow().UtcDateTime);

    public bool MayAnswer { get; private set; }

    public bool MayDownload { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostApproveAsync([FromForm] string? answer, CancellationToken ct) => AnswerAsync(true, answer, ct);

    public Task<IActionResult> OnPostRefuseAsync([FromForm] string? answer, CancellationToken ct) => AnswerAsync(false, answer, ct);

    private async Task<IActionResult> AnswerAsync(bool approve, string? answer, CancellationToken ct)
    {
        var done = await answerTwo.HandleAsync(Id, approve, answer?.Trim() ?? "", HttpContext.Act(clock), ct);
        if (!ModelState.AddProblems(done))
        {
            return Redirect($"{AskTwo.List}/{Id}");
        }

        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        var region = actor.Post!.RegionCode;
        if (await db.Set<DangerousAct>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == Id && a.RegionCode.StartsWith(region), ct) is not { } asked)
        {
            return false;
        }

        Asked = asked;
        MayAnswer = Status == DangerousStatus.Waiting && asked.AskedById != actor.Id && (asked.SubjectId != actor.Id || asked.Kind == DangerousKind.ExportStaff);
        MayDownload = StaffExport.MayTake(asked, actor, clock.GetUtcNow().UtcDateTime);
        return true;
    }
}
