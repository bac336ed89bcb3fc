using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>Which system of which organisation would get which data, what for and for how long; agreed to or declined. Comes between a system's request and its answer.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class ConsentPageModel(Database db, GiveConsent give, TimeProvider clock) : PageModel
{
    private const string Authorize = "/sso/authorize?";

    /// <summary>The request to go on with.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public SsoSystem? Asking { get; private set; }

    public IReadOnlyList<string> Asked { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAgreeAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) && !ModelState.AddProblems(await give.HandleAsync(Asking!, Asked, HttpContext.Act(clock), ct)))
        {
            Next = ReturnUrl;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostDeclineAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct))
        {
            Next = QueryHelpers.AddQueryString(ReturnUrl!, AuthorizePageModel.Declined, "1");
        }

        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (LocalAddress.Of(ReturnUrl, "") is not { } back || !back.StartsWith(Authorize, StringComparison.Ordinal))
        {
            return false;
        }

        var asked = QueryHelpers.ParseQuery(back[Authorize.Length..]);
        var client = asked.GetValueOrDefault("client_id").ToString();
        Asking = await db.Set<SsoSystem>().AsNoTracking().SingleOrDefaultAsync(s => s.ClientId == client && s.State == SystemState.Enabled && s.Kind == SystemKind.Public, ct);
        Asked = Asking is null ? [] : SsoScopes.ToAgree(Asking.Facts, asked.GetValueOrDefault("scope").ToString().Split(' '));
        return Asking is not null && Asked.Count > 0;
    }
}
