using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StepUp;

/// <summary>Staff set up what they sign in with besides the password: led here after a sign-in by text message. Requirement 08.02.</summary>
[Authorize(Policies.Staff)]
[ResponseCache(NoStore = true)]
internal sealed class EnrolPageModel(Database db) : PageModel
{
    internal sealed record Has(bool Totp, int Passkeys, int Certificates);

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public Has Own { get; private set; } = null!;

    public string Back => LocalAddress.Of(ReturnUrl, "/account/post");

    public async Task OnGetAsync(CancellationToken ct)
    {
        var account = User.AccountId();
        Own = await db.Set<Account>().Where(a => a.Id == account).Select(a => new Has(
            a.TotpSecretHidden != "",
            db.Set<Passkey>().Count(p => p.AccountId == a.Id && p.RevokedAt == null),
            db.Set<BoundCertificate>().Count(c => c.AccountId == a.Id && c.RemovedAt == null))).SingleAsync(ct);
    }
}
