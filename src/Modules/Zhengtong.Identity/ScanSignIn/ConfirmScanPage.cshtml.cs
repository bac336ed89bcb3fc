using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.ScanSignIn;

/// <summary>On the phone: who asks to be signed in, and the holder's answer.</summary>
[Authorize(Policies.SignedIn)]
[ResponseCache(NoStore = true)]
internal sealed class ConfirmScanPageModel(AnswerScan answer) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public ScanRequest? Asks { get; private set; }

    /// <summary>confirmed or refused; null while it waits.</summary>
    public string? Did { get; private set; }

    public async Task OnGetAsync(string? did, CancellationToken ct)
    {
        Did = did;
        Asks = await answer.FindAsync(Code, ct);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] int? number, CancellationToken ct)
    {
        var confirmed = await answer.ConfirmAsync(HttpContext, Code, number, ct);
        if (ModelState.AddProblems(confirmed))
        {
            Asks = await answer.FindAsync(Code, ct);
            return Page();
        }

        return Redirect($"/account/scan/{Uri.EscapeDataString(Code)}?did=confirmed");
    }

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken ct)
    {
        await answer.RefuseAsync(Code, ct);
        return Redirect($"/account/scan/{Uri.EscapeDataString(Code)}?did=refused");
    }
}
