using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// Where a system sends a browser to sign out (the end session endpoint): the platform asks before it ends its own session, which ends all the others. The address to go back to was checked
/// against the register by the protocol library.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class SignOutPageModel(Database db, SignIn signIn) : PageModel
{
    public string? Trouble { get; private set; }

    /// <summary>Where the system wants the browser back.</summary>
    public string? Next { get; private set; }

    public string? System { get; private set; }

    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    public bool Done { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Done = User.Actor() is null;
    }

    public async Task OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        await signIn.EndAsync(HttpContext, ct);
        Done = true;
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        if (HttpContext.GetOpenIddictServerResponse()?.Error is not null || HttpContext.GetOpenIddictServerRequest() is not { } request)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Trouble = "请求退出的系统发来的内容不正确，不会带您返回该系统。";
            return;
        }

        Asked = request.GetParameters().Where(p => p.Key is "id_token_hint" or "client_id" or "post_logout_redirect_uri" or "state").ToDictionary(p => p.Key, p => p.Value.ToString() ?? "");
        System = await db.Set<SsoSystem>().AsNoTracking().Where(s => s.ClientId == request.ClientId && s.State == SystemState.Enabled).Select(s => s.DisplayName).SingleOrDefaultAsync(ct);
        Next = request.PostLogoutRedirectUri is not { Length: > 0 } back ? null : request.State is { Length: > 0 } state ? QueryHelpers.AddQueryString(back, "state", state) : back;
    }
}
