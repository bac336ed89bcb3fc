using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.ScanSignIn;

/// <summary>Shows the code to scan and the number to compare, and goes on once the phone has confirmed.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class ScanPageModel(AskScan scan, SignIn signIn, IConfiguration configuration) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool StepUp { get; set; }

    public ScanRequest? Asked { get; private set; }

    public AskScan.State State { get; private set; }

    public string Address { get; private set; } = "";

    public IHtmlContent Qr => new HtmlString(QrImage.Svg(Address, "扫码登录的二维码"));

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        ModelState.AddProblems(await scan.MakeAsync(HttpContext, StepUp, ReturnUrl, ct)) ? Page()
        : Redirect($"/account/scan?stepUp={StepUp}&returnUrl={Uri.EscapeDataString(ReturnUrl ?? "")}");

    /// <summary>The page asks by itself every two seconds; without script a button does.</summary>
    public async Task<IActionResult> OnPostStateAsync(CancellationToken ct)
    {
        var ask = await LoadAsync(ct);
        var scripted = Request.Headers.ContainsKey("HX-Request");
        if (State != AskScan.State.Confirmed)
        {
            return scripted && State == AskScan.State.Waiting
                ? StatusCode(StatusCodes.Status204NoContent)
                : Lead($"/account/scan?stepUp={StepUp}&returnUrl={Uri.EscapeDataString(ReturnUrl ?? "")}", scripted);
        }

        var used = await scan.UseAsync(HttpContext, Asked!, ct);
        if (!used.TryGet(out var proof))
        {
            return Lead("/account/scan", scripted);
        }

        if (ask!.StepUp && User.Actor() is not null)
        {
            var stronger = await signIn.StrengthenAsync(HttpContext, proof, ct);
            var back = LocalAddress.Of(ask.ReturnUrl, "/");
            return Lead(stronger.Ok ? back : $"/account/step-up?fresh=true&returnUrl={Uri.EscapeDataString(back)}", scripted);
        }

        var issued = await signIn.IssueAsync(HttpContext, proof, ct);
        return Lead(issued.TryGet(out var home) ? LocalAddress.Of(ask.ReturnUrl, home) : "/account/sign-in", scripted);
    }

    private IActionResult Lead(string address, bool scripted)
    {
        if (!scripted)
        {
            return LocalRedirect(address);
        }

        Response.Headers["HX-Redirect"] = address;
        return new EmptyResult();
    }

    private async Task<AskScan.Ask?> LoadAsync(CancellationToken ct)
    {
        (var ask, Asked, State) = await scan.FindAsync(HttpContext, ct);
        Address = ask is null ? "" : $"{Request.Site(configuration)}/account/scan/{ask.Code}";
        return ask;
    }
}
