using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Privacy;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Sessions;

/// <summary>
/// Reads the cookie <c>zt-session</c> (<see cref="HouseCookies"/>). The cookie is a random token and nothing else: what it means lies in the store, where it can be ended.
/// Whoever is not signed in is led to the sign-in page and back to where he was.
/// </summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionStore sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Cookie = "zt-session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        // The page that says the store is gone does not ask the store who reads it.
        Request.HouseCookie(Cookie) is not { Length: 64 } token || Response.StatusCode == StatusCodes.Status503ServiceUnavailable ? AuthenticateResult.NoResult()
        : await sessions.FindAsync(token, Context.RequestAborted) is { } user ? AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name))
        : AuthenticateResult.Fail("The session has ended.");

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var expired = Request.HouseCookie(Cookie) is not null ? "&expired=true" : "";
        var side = Request.Path.StartsWithSegments("/office") || Request.Path.StartsWithSegments("/desk") ? "&side=staff" : "";
        Lead($"/account/sign-in?returnUrl={Uri.EscapeDataString(Here())}{side}{expired}");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        // Staff who have not chosen a post hold no role yet: that is a question, not a refusal.
        if (Context.User.Actor() is { Kind: ActorKind.Staff, Post: null } && !Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            Lead($"/account/post?returnUrl={Uri.EscapeDataString(Here())}");
            return Task.CompletedTask;
        }

        // Who has yet to agree to the privacy notice is asked first, and comes back.
        if (Context.MustAgreeFirst() && !Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            Lead($"{AgreePageModel.Path}?returnUrl={Uri.EscapeDataString(Here())}");
            return Task.CompletedTask;
        }

        if (LevelAsked() is { } level && !Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            Lead($"/account/step-up?level={(int)level}&returnUrl={Uri.EscapeDataString(Here())}");
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>The level of assurance that an applicant lacks for this page; null when it is something else that he lacks.</summary>
    private AssuranceLevel? LevelAsked() => Context.User.Actor()?.Kind != ActorKind.Applicant ? null
        : Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Where(d => d.Policy?.StartsWith(Policies.LevelPrefix, StringComparison.Ordinal) == true)
            .Select(d => Enum.Parse<AssuranceLevel>(d.Policy![Policies.LevelPrefix.Length..])).Where(l => l > Context.User.Level()).Select(l => (AssuranceLevel?)l).Max();

    /// <summary>The page to come back to: of a part fetched by script the page around it, of a posted form the form.</summary>
    private string Here()
    {
        if (Request.Headers.ContainsKey("HX-Request") && Uri.TryCreate(Request.Headers["HX-Current-URL"], UriKind.Absolute, out var page))
        {
            return page.PathAndQuery;
        }

        return HttpMethods.IsGet(Request.Method) ? Request.PathBase + Request.Path + Request.QueryString : Request.PathBase + Request.Path;
    }

    private void Lead(string address)
    {
        // A file or a draft sent by script: a sign-in page would be taken for its answer.
        if (Request.Headers.XRequestedWith.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (Request.Headers.ContainsKey("HX-Request"))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers["HX-Redirect"] = address;
            return;
        }

        Response.Redirect(address);
    }
}
