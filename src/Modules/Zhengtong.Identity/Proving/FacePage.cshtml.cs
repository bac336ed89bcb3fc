using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Proving;

/// <summary>Begins a face check and takes its result (08.13). The outside page is opened by a link: the policy of our pages lets forms lead nowhere else.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class FacePageModel(CheckFace check, IRealNameSystem system, SignIn signIn, IConfiguration configuration, TimeProvider clock) : PageModel
{
    public const string Path = "/account/face";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What the outside system sends the browser back with.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ticket { get; set; }

    public FaceCheck? Open { get; private set; }

    public bool SeesFaces => system.SeesFaces;

    public string Checker => system.Name;

    public string Back => LocalAddress.Of(ReturnUrl, RealNamePageModel.Path);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => Ticket is { Length: > 0 } ? TakeAsync(ct) : ShowAsync(ct);

    public Task<IActionResult> OnPostCheckAsync(CancellationToken ct) => TakeAsync(ct);

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken ct)
    {
        var site = Request.Site(configuration);
        return !system.SeesFaces || ModelState.AddProblems(await check.BeginAsync(ticket => $"{site}{Here}{(ReturnUrl is null ? "?" : "&")}ticket={ticket}", HttpContext.Act(clock), ct))
            ? await ShowAsync(ct)
            : Redirect(Here);
    }

    private string Here => ReturnUrl is null ? Path : $"{Path}?returnUrl={Uri.EscapeDataString(ReturnUrl)}";

    private async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (ModelState.AddProblems(await check.TakeAsync(Ticket ?? "", HttpContext.Act(clock), ct)))
        {
            return await ShowAsync(ct);
        }

        // Under a new token, so that every node knows the new level at once.
        await signIn.SwitchAsync(HttpContext, User.ActingFor()?.Id, null, null, ct);
        return LocalRedirect(Back);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Open = await check.OpenAsync(HttpContext.Act(clock), ct);
        return Page();
    }
}
