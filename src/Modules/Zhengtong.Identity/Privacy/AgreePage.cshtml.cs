using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Privacy;

/// <summary>Where a person is led at sign-in who has yet to agree to the privacy notice: what changed, all of it, and what he can do when he does not agree.</summary>
[Authorize(Policies.Applicant)]
[OpenBeforeAgreeing]
[ResponseCache(NoStore = true)]
internal sealed class AgreePageModel(AgreeToNotice agree, PrivacyNotices notices, SignIn signIn, TimeProvider clock) : PageModel
{
    public const string Path = "/account/privacy";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public PrivacyNotice Notice { get; private set; } = null!;

    /// <summary>The last version that he agreed to; 0: none.</summary>
    public int Agreed { get; private set; }

    public bool Due { get; private set; }

    public IReadOnlyList<PrivacyNotice> Since { get; private set; } = [];

    public string Back => LocalAddress.Of(ReturnUrl, "/my");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        // Agreed to meanwhile, in another window or on another end.
        return User.NoticeDue() && !Due && (await signIn.AgreedAsync(HttpContext, ct)).Ok ? LocalRedirect(Back) : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] bool agrees, CancellationToken ct)
    {
        if (!agrees)
        {
            ModelState.AddModelError("Agrees", "请阅读后勾选同意，再按“继续”。不同意的，可以选择下面的其他办法。");
        }

        if (!ModelState.IsValid || ModelState.AddProblems(await agree.HandleAsync(HttpContext.Act(clock), ct)) || ModelState.AddProblems(await signIn.AgreedAsync(HttpContext, ct)))
        {
            await LoadAsync(ct);
            return Page();
        }

        return LocalRedirect(Back);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        Agreed = await agree.LastAsync(User.Actor()!.Id, ct);
        (Notice, Due, Since) = (notices.InForce(today), Agreed < NoticeRule.Wanted(notices.All, today), NoticeRule.Since(notices.All, Agreed, today));
    }
}
