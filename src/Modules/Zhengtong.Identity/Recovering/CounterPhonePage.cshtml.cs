using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Recovering;

/// <summary>Where a window clerk replaces a lost phone, so that its owner gets into his account again.</summary>
[Authorize(Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class CounterPhonePageModel(ChangePhoneAtCounter change, TimeProvider clock) : PageModel
{
    public const string Path = "/desk/identity/phone";

    [BindProperty]
    public ChangePhoneAtCounter.Command Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Done = false;
        return !ModelState.IsValid || ModelState.AddProblems(await change.HandleAsync(Input, HttpContext.Act(clock, "窗口更换手机号"), ct), nameof(Input)) ? Page() : Redirect(Path + "?done=true");
    }
}
