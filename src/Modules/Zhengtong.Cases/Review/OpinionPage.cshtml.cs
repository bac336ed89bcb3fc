using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.CasePage;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Review;

/// <summary>Reads the case one was asked about and answers.</summary>
[Authorize(Policy = Policies.Office)]
internal sealed class OpinionModel(Database db, Dossiers dossiers, Consult consult, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Dossier Dossier { get; private set; } = null!;

    public Consultation Asked { get; private set; } = null!;

    public string? Answer { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? answer, CancellationToken ct)
    {
        ModelState.Clear();
        Answer = answer;
        var outcome = await consult.AnswerAsync(Id, answer ?? "", HttpContext.Act(clock), ct);
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect("/office/opinions?done=true");
        }

        return outcome.Problems[0].Kind != ProblemKind.NotFound && await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<Consultation>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == Id && x.AskedId == actor.Id, ct) is not { } asked
            || await dossiers.FindAsync(asked.CaseId, actor, null, ct) is not { } dossier)
        {
            return false;
        }

        (Asked, Dossier) = (asked, dossier);
        return true;
    }
}
