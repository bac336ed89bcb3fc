using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Federation;

/// <summary>The accounts of other platforms that sign in to one's own: linked and unlinked here.</summary>
[Authorize(Policies.Applicant)]
[RequiresFreshProof("Link", "Unlink")]
[ResponseCache(NoStore = true)]
internal sealed class LinkedPageModel(Database db, FederationProviders providers, FederatedAttempts attempts, EnterFederated enter, TimeProvider clock) : PageModel
{
    internal sealed record Row(FederationProvider Provider, Guid? LinkId, DateTime? LinkedAt);

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Where the page leads on to: a form may not lead to another site (form-action).</summary>
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostLinkAsync([FromForm] string? key, CancellationToken ct)
    {
        var begun = await attempts.BeginAsync(HttpContext, key ?? "", null, User.AccountId(), ct);
        Next = ModelState.AddProblems(begun) ? null : begun.Value;
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostUnlinkAsync([FromForm] Guid id, CancellationToken ct)
    {
        if (!ModelState.AddProblems(await enter.UnlinkAsync(id, User.AccountId(), HttpContext.Act(clock), ct)))
        {
            return Redirect("/my/profile/linked?done=unlinked");
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var account = User.AccountId();
        var links = await db.Set<LinkedAccount>().AsNoTracking().Where(l => l.AccountId == account && l.EndedAt == null).ToDictionaryAsync(l => l.Provider, ct);
        Rows = [.. providers.All.Select(p => links.TryGetValue(p.Key, out var link) ? new Row(p, link.Id, link.LinkedAt) : new Row(p, null, null))];
    }
}
