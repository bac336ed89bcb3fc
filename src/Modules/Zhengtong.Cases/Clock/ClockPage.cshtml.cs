using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.CasePage;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Clock;

/// <summary>How the days of a case are counted, for the applicant and the officer alike (办件计时, 03.19): each day with its reason, and what stands in the ledger.</summary>
[Authorize(Policy = Policies.SignedInOrDelegate)]
internal sealed class ClockModel(Dossiers dossiers) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid CaseId { get; set; }

    public Dossier Dossier { get; private set; } = null!;

    public IReadOnlyList<ClockAccount> Accounts { get; private set; } = [];

    /// <summary>The shell of who looks.</summary>
    public string Shell { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await dossiers.FindAsync(CaseId, actor, User.Party(), ct) is not { } dossier)
        {
            return NotFound();
        }

        Dossier = dossier;
        Accounts = ClockAccount.Of(dossier);
        Shell = actor.Kind == ActorKind.Applicant ? "_My" : actor.Has(Roles.WindowClerk) || actor.Has(Roles.IssueClerk) ? "_Desk" : "_Office";
        return Page();
    }
}
