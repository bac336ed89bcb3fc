using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Privacy;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// Where a system sends a browser to be signed in (the authorisation endpoint; 08.01, 08.06). What is wrong with the request itself was refused by the protocol library before: this is about the
/// person. He is led to sign in, to prove more or to agree, and comes back to the same address. A page that has nothing to ask leads on at once.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class AuthorizePageModel(Database db, OpenGrant open, GiveConsent consents, IDataProtectionProvider protection, TimeProvider clock) : PageModel
{
    /// <summary>When the person was first led away for this request: what he did since counts for it.</summary>
    public const string Since = "zt_since";

    /// <summary>
    /// He has just come back by way of a form. Browsers hold a form to the pages of this site (form-action), and would not follow it to the system: the page leads on as a link does.
    /// </summary>
    public const string Back = "zt_back";
    public const string Declined = "zt_declined";
    private readonly IDataProtector _protector = protection.CreateProtector("Zhengtong.Identity.SsoSince");

    /// <summary>Where to go on by itself.</summary>
    public string? Next { get; private set; }

    public string? Trouble { get; private set; }

    public string? SignInLink { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var refused = HttpContext.GetOpenIddictServerResponse()?.Error;
        if (refused is not null || HttpContext.GetOpenIddictServerRequest() is not { } request)
        {
            var client = Request.Query["client_id"].ToString();
            return Stop(await db.Set<SsoSystem>().AnyAsync(s => s.ClientId == client && s.State == SystemState.Enabled, ct)
                ? "请求登录的系统发来的内容不正确，不能继续。请返回该系统重新登录；一直这样的，请联系该系统的主管单位。"
                : "请求登录的系统没有登记，或者已经停用。请联系该系统的主管单位。");
        }

        if (Request.Query.ContainsKey(Back))
        {
            Next = Here();
            return Page();
        }

        var system = await db.Set<SsoSystem>().SingleAsync(s => s.ClientId == request.ClientId, ct);
        return await AnswerAsync(system, request, ct);
    }

    /// <summary>There is nothing to post here: whoever does is refused like any malformed request.</summary>
    public IActionResult OnPost() => Stop("请返回请求登录的系统重新登录。");

    private async Task<IActionResult> AnswerAsync(SsoSystem system, OpenIddictRequest request, CancellationToken ct)
    {
        var (silent, since, side) = (request.HasPromptValue(PromptValues.None), ReadSince(), system.Kind == SystemKind.Staff ? "staff" : "applicant");
        var actor = User.Actor();
        var session = actor is null ? null : await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == User.SessionId() && s.EndedAt == null, ct);
        if (actor is null || session is null || MustSignInAgain(request, session, since))
        {
            return silent ? Refuse(Errors.LoginRequired) : Redirect($"/account/sign-in?side={side}&returnUrl={Uri.EscapeDataString(Here(back: true, since))}");
        }

        if (actor.Kind == ActorKind.Staff != (system.Kind == SystemKind.Staff))
        {
            SignInLink = $"/account/sign-in?side={side}&returnUrl={Uri.EscapeDataString(Here(back: true, since))}";
            return silent ? Refuse(Errors.LoginRequired)
                : Stop(system.Kind == SystemKind.Staff ? $"“{system.DisplayName}”供工作人员使用，您现在登录的是个人账号。" : $"“{system.DisplayName}”供个人和单位办事使用，您现在登录的是工作人员账号。");
        }

        if (actor is { Kind: ActorKind.Staff, Post: null })
        {
            return silent ? Refuse(Errors.InteractionRequired) : Redirect($"/account/post?returnUrl={Uri.EscapeDataString(Here(back: true, since))}");
        }

        if (User.NoticeDue())
        {
            return silent ? Refuse(Errors.InteractionRequired) : Redirect($"{AgreePageModel.Path}?returnUrl={Uri.EscapeDataString(Here(back: true, since))}");
        }

        var level = actor.Kind == ActorKind.Staff ? session.Carries : User.Level();
        var asked = SsoScopes.LevelOf(request.GetAcrValues()) is { } named && named > system.Level ? named : system.Level;
        if (level < asked)
        {
            return silent || actor.Kind == ActorKind.Staff ? Refuse(Errors.UnmetAuthenticationRequirements)
                : Redirect($"/account/step-up?level={(int)asked}&returnUrl={Uri.EscapeDataString(Here(back: true, since))}");
        }

        var personal = SsoScopes.ToAgree(system.Facts, request.GetScopes());
        if (system.Kind == SystemKind.Public && personal.Count > 0)
        {
            if (Request.Query.ContainsKey(Declined))
            {
                return Refuse(Errors.AccessDenied);
            }

            var anew = request.HasPromptValue(PromptValues.Consent);
            if ((anew && since is null) || !await consents.HoldsAsync(actor.Id, system, personal, anew ? since : null, ct))
            {
                return silent ? Refuse(Errors.ConsentRequired) : Redirect("/sso/consent?returnUrl=" + Uri.EscapeDataString(Here(back: false, since)));
            }
        }

        var principal = await open.HandleAsync(system, session, actor, level, request, open.IssuerOf(Request), ct);
        return SignIn(principal, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private bool MustSignInAgain(OpenIddictRequest request, Session session, DateTime? since)
    {
        var proved = OpenGrant.ProvedAt(session);
        var tooLongAgo = request.MaxAge is { } seconds && clock.GetUtcNow().UtcDateTime - proved > TimeSpan.FromSeconds(seconds);
        return (request.HasPromptValue(PromptValues.Login) || tooLongAgo) && (since is null || proved < since);
    }

    private DateTime? ReadSince()
    {
        try
        {
            return Request.Query[Since].ToString() is { Length: > 0 } mark ? new DateTime(BitConverter.ToInt64(_protector.Unprotect(Convert.FromHexString(mark))), DateTimeKind.Utc) : null;
        }
        catch (Exception e) when (e is FormatException or System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            // Not ours: as good as none.
            return null;
        }
    }

    /// <summary>This request, to come back to.</summary>
    private string Here(bool back, DateTime? since)
    {
        var mark = since ?? Act.Micro(clock.GetUtcNow().UtcDateTime);
        return Here() + $"&{Since}={Convert.ToHexString(_protector.Protect(BitConverter.GetBytes(mark.Ticks)))}" + (back ? $"&{Back}=1" : "");
    }

    /// <summary>What he came back with stays when only the way back is taken off.</summary>
    private string Here() => Request.Path + QueryString.Create(Request.Query
        .Where(q => q.Key is not Back && (q.Key is not Since || Request.Query.ContainsKey(Back)))
        .SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))));

    private ForbidResult Refuse(string error) => Forbid(
        new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }), OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private PageResult Stop(string why)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Trouble = why;
        return Page();
    }
}
