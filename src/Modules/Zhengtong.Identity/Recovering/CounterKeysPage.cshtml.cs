using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Recovering;

/// <summary>Where a window clerk takes lost keys off the account of who stands before him.</summary>
[Authorize(Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class CounterKeysPageModel(ResetAtCounter reset, TimeProvider clock) : PageModel
{
    public const string Path = "/desk/identity/keys";

    [BindProperty]
    public ResetAtCounter.Command Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Done = false;
        return !ModelState.IsValid || ModelState.AddProblems(await reset.HandleAsync(Input, HttpContext.Act(clock), ct), nameof(Input)) ? Page() : Redirect(Path + "?done=true");
    }
}
