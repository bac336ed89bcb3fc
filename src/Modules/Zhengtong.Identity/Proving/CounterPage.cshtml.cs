using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Proving;

/// <summary>Where a window clerk checks who somebody is (08.13).</summary>
[Authorize(Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class CounterPageModel(CheckAtCounter check, TimeProvider clock) : PageModel
{
    public const string Path = "/desk/identity";

    [BindProperty]
    public CheckAtCounter.Command Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Done = false;
        return !ModelState.IsValid || ModelState.AddProblems(await check.HandleAsync(Input, HttpContext.Act(clock), ct), nameof(Input)) ? Page() : Redirect(Path + "?done=true");
    }
}
