using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving.Payments;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Proving;

/// <summary>Where somebody proves that name and number are his, and goes back to what he was doing (08.08). It is about the person, whomever he acts for at the moment.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class RealNamePageModel(Database db, PersonalData personal, ProveRealName prove, IRealNameSystem system, IPaymentChannel payments, SignIn signIn, TimeProvider clock) : PageModel
{
    public const string Path = "/account/real-name";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The account was opened a moment ago.</summary>
    [BindProperty(SupportsGet = true)]
    public bool New { get; set; }

    public string Name { get; private set; } = "";

    public string IdKind { get; private set; } = "";

    public string IdNumber { get; private set; } = "";

    public IReadOnlyList<IdentityProof> Held { get; private set; } = [];

    public AssuranceLevel Level => Held.Count == 0 ? AssuranceLevel.Registered : Held.Max(p => p.Level);

    public bool Proved => Level >= AssuranceLevel.RealName;

    /// <summary>It is known who he is, but this session shows less.</summary>
    public bool SessionIsWeak => Proved && User.Level() < AssuranceLevel.RealName;

    public bool Configured => system.Configured;

    public bool SeesFaces => system.SeesFaces;

    public bool TakesPayments => payments.Configured;

    public string Checker => system.Name;

    public string Back => LocalAddress.Of(ReturnUrl, "/my/profile");

    public static string AfterRegistering(string? returnUrl) => $"{Path}?new=true" + (returnUrl is { Length: > 0 } ? "&returnUrl=" + Uri.EscapeDataString(returnUrl) : "");

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.AddProblems(await prove.HandleAsync(HttpContext.Address(), HttpContext.Act(clock), ct)))
        {
            // Under a new token, so that every node knows the new level at once.
            await signIn.SwitchAsync(HttpContext, User.ActingFor()?.Id, null, null, ct);
            return ReturnUrl is null ? Redirect(Path) : LocalRedirect(Back);
        }

        New = false;
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var me = User.Actor()!.Id;
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(x => x.Id == me, ct);
        (Name, IdKind, IdNumber) = (person.Name, person.IdKind, personal.Open(person.IdNumberHidden));
        Held = await db.ProofsOf(me).AsNoTracking().OrderByDescending(x => x.At).Take(20).ToListAsync(ct);
    }
}
