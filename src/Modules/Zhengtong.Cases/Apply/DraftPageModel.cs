using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>A page of one draft, the same for the applicant and for the clerk who fills it in.</summary>
[Authorize(Drafts.Policy)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal abstract class DraftPageModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The revision the page was made from.</summary>
    [BindProperty]
    public int Revision { get; set; }

    public OpenDraft Open { get; private set; } = null!;

    /// <summary>Another page saved before this one; what was typed here is still shown.</summary>
    public bool Stale { get; private set; }

    public string Saved => "已于 " + Platform.Calendar.LegalDay.Time(Open.Draft.SavedAt) + " 保存";

    protected Act Act(string reason = "") => HttpContext.Act(HttpContext.RequestServices.GetRequiredService<TimeProvider>(), reason);

    /// <returns>Where to go instead: not found, or the receipt of what was submitted meanwhile.</returns>
    protected async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        var found = await HttpContext.RequestServices.GetRequiredService<OpenDrafts>().FindAsync(Id, Act(), ct);
        if (!found.TryGet(out var open))
        {
            return found.ToPage();
        }

        Open = open;
        return open.Draft.CaseId is { } caseId ? Redirect($"/apply/done/{caseId}") : null;
    }

    /// <summary>Shows the page again with what is wrong; a stale page learns the newest revision, so that sending it again keeps what was typed.</summary>
    protected async Task<IActionResult> AgainAsync(Outcome refused, CancellationToken ct)
    {
        HttpContext.RequestServices.GetRequiredService<Platform.Persistence.Database>().ChangeTracker.Clear();
        if (await LoadAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        Stale = refused.Problems[0] == Drafts.ChangedElsewhere;
        if (Stale)
        {
            ModelState.Remove(nameof(Revision));
            Response.StatusCode = StatusCodes.Status409Conflict;
        }
        else
        {
            ModelState.AddProblems(refused);
        }

        Revision = Open.Draft.Revision;
        return Page();
    }
}
