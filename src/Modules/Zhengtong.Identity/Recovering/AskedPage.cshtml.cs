using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Zhengtong.Identity.Recovering;

/// <summary>What whoever asked for another phone is told: the same for everybody.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class AskedPageModel(IOptions<RecoverySettings> options) : PageModel
{
    public const string Path = "/account/recover/asked";

    public int WaitHours => options.Value.WaitHours;

    public void OnGet()
    {
    }
}
