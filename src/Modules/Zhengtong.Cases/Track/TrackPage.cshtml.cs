using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Track;

/// <summary>办事进度: by number and name, without signing in. The QR on the receipt brings the number along; the name goes by POST, so that no log keeps it.</summary>
[AllowAnonymous]
[EnableRateLimiting(TrackingLimit.Policy)]
[ResponseCache(NoStore = true)]
internal sealed class TrackPageModel(PublicProgress progress) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    [BindProperty]
    public string? ApplicantName { get; set; }

    public PublicProgress.Found? Shown { get; private set; }

    public void OnGet()
    {
    }

    public async Task OnPostAsync(CancellationToken ct)
    {
        var found = await progress.FindAsync(Number, ApplicantName, ct);
        if (!ModelState.AddProblems(found))
        {
            Shown = found.Value;
        }
    }
}
