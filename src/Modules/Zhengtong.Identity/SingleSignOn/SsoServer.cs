using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.Server;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// The platform as an OpenID Connect provider (08.01, 08.06): authorisation code with PKCE (S256) and refresh tokens, each good for one use; nothing else. A code or refresh token that comes a
/// second time ends all that came of it.
/// </summary>
internal static class SsoServer
{
    public const string IssuerSetting = "SingleSignOn:Issuer";

    public static void AddSsoServer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SsoKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(s => s.GetRequiredService<SsoKeys>());
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<Database>().ReplaceDefaultEntities<SsoSystem, SsoGrant, SsoScope, SsoToken, Guid>();
                core.ReplaceApplicationManager<SsoSystem, SystemManager>();
                core.ReplaceTokenManager<SsoToken, TokenManager>();
                core.ReplaceApplicationStore<SsoSystem, SystemStore>();
                core.ReplaceAuthorizationStore<SsoGrant, GrantStore>();
                core.ReplaceTokenStore<SsoToken, TokenStore>();

                // The stores remember what was read in a request: keeping it in a cache besides costs more than it saves.
                core.DisableEntityCaching();
            })
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("sso/authorize").SetTokenEndpointUris("sso/token").SetUserInfoEndpointUris("sso/userinfo")
                    .SetEndSessionEndpointUris("sso/sign-out").SetRevocationEndpointUris("sso/revoke").SetIntrospectionEndpointUris("sso/introspect");
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.SetAuthorizationCodeLifetime(TimeSpan.FromMinutes(1)).SetAccessTokenLifetime(TimeSpan.FromMinutes(15)).SetIdentityTokenLifetime(TimeSpan.FromMinutes(15));
                server.SetRefreshTokenReuseLeeway(TimeSpan.Zero).DisableSlidingRefreshTokenExpiration();
                server.RegisterScopes([.. SsoScopes.All]);
                if (configuration[IssuerSetting] is { Length: > 0 } issuer)
                {
                    server.SetIssuer(issuer);
                }

                server.Configure(o =>
                {
                    o.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
                    o.ResponseModes.Remove(ResponseModes.Fragment);
                    o.ResponseModes.Remove(ResponseModes.FormPost);
                    o.SubjectTypes.Add(SubjectTypes.Pairwise);
                });
                server.AddEventHandler<ProcessRequestContext>(h => h.UseInlineHandler(c =>
                {
                    c.Transaction.GetHttpRequest()?.HttpContext.RequestServices.GetRequiredService<SsoKeys>().Refresh();
                    return default;
                }).SetOrder(int.MinValue));
                server.AddEventHandler<ProcessSignInContext>(h => h.UseScopedHandler<GatherTokens>().SetOrder(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor.Order - 500));
                server.AddEventHandler<ProcessSignInContext>(h => h.UseScopedHandler<SaveTokens>().SetOrder(OpenIddictServerHandlers.AttachSignInParameters.Descriptor.Order - 500));
                server.AddEventHandler<HandleTokenRequestContext>(h => h.UseScopedHandler<CheckGrant>().SetOrder(int.MinValue + 200_000));
                server.AddEventHandler<HandleUserInfoRequestContext>(h => h.UseScopedHandler<TellSystem>().SetOrder(int.MaxValue - 100_000));
                server.AddEventHandler<GenerateTokenContext>(h => h.UseInlineHandler(c =>
                {
                    // An id token is shown to nobody again but as a hint: a row for each would be the dearest part of a refresh.
                    c.CreateTokenEntry &= c.TokenType != TokenTypeIdentifiers.IdentityToken;
                    return default;
                }).SetOrder(int.MinValue + 100_500));
                server.AddEventHandler<GenerateTokenContext>(h => h.UseScopedHandler<SignAsRegistered>().SetOrder(int.MinValue + 100_600));
                server.AddEventHandler<HandleConfigurationRequestContext>(h => h.UseInlineHandler(c =>
                {
                    c.Metadata["acr_values_supported"] = new OpenIddictParameter([.. SsoScopes.Levels.Select(l => (string?)l)]);
                    c.Metadata["backchannel_logout_supported"] = true;
                    c.Metadata["backchannel_logout_session_supported"] = true;
                    return default;
                }).SetOrder(int.MaxValue - 100_000));

                // Which requests are answered at all, SsoSchemes decides: over plain HTTP only this machine's own.
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough().EnableErrorPassthrough().DisableTransportSecurityRequirement();
            });
        services.AddScoped(s => (TokenStore)s.GetRequiredService<IOpenIddictTokenStore<SsoToken>>());
        services.AddSingleton<IAuthenticationSchemeProvider, SsoSchemes>();
    }
}

/// <summary>
/// Lets the provider look at requests to its own addresses only: every other page costs nothing and does not depend on its keys. Without the setting <c>SingleSignOn:Issuer</c> it answers this
/// machine only, since a name that anybody may write into a request is no name to sign in under.
/// </summary>
internal sealed class SsoSchemes(IOptions<AuthenticationOptions> options, IHttpContextAccessor accessor, IConfiguration configuration) : AuthenticationSchemeProvider(options)
{
    private readonly bool _named = configuration[SsoServer.IssuerSetting] is { Length: > 0 };

    public override async Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() =>
        accessor.HttpContext is { } http && Answers(http.Request) ? await base.GetRequestHandlerSchemesAsync() : [];

    private bool Answers(HttpRequest request) =>
        (request.Path.StartsWithSegments("/sso") || request.Path.StartsWithSegments("/.well-known"))
        && (IsLoopback(request.Host.Host) || (_named && request.IsHttps));

    private static bool IsLoopback(string host) => Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var url) && url.IsLoopback;
}

/// <summary>Only an enabled system is known to the protocol, and its secrets are compared here.</summary>
internal sealed class SystemManager(
    IOpenIddictApplicationCache<SsoSystem> cache, ILogger<OpenIddictApplicationManager<SsoSystem>> logger, IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<SsoSystem> store, TimeProvider clock) : OpenIddictApplicationManager<SsoSystem>(cache, logger, options, store)
{
    public override async ValueTask<SsoSystem?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken = default) =>
        await base.FindByClientIdAsync(identifier, cancellationToken) is { State: SystemState.Enabled } system ? system : null;

    public override ValueTask<bool> ValidateClientSecretAsync(SsoSystem application, string secret, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(application.Fits(secret, clock.GetUtcNow().UtcDateTime));
}

/// <summary>An id token for a system that cannot check a signature on a curve is signed as it is registered.</summary>
internal sealed class SignAsRegistered(IOpenIddictApplicationManager systems) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType == TokenTypeIdentifiers.IdentityToken && context.ClientId is { } id
            && await systems.FindByClientIdAsync(id, context.CancellationToken) is SsoSystem { OldSignature: true })
        {
            context.SigningCredentials = context.Options.SigningCredentials.First(c => c.Algorithm == SecurityAlgorithms.RsaSha256);
        }
    }
}

/// <summary>A code or refresh token that comes a second time ends its grant, not only the tokens there are: one that is being made at the same moment is worth nothing either.</summary>
internal sealed class TokenManager(
    IOpenIddictTokenCache<SsoToken> cache, ILogger<OpenIddictTokenManager<SsoToken>> logger, IOptionsMonitor<OpenIddictCoreOptions> options, IOpenIddictTokenStore<SsoToken> store, Database db)
    : OpenIddictTokenManager<SsoToken>(cache, logger, options, store)
{
    public override async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken = default)
    {
        var grant = Guid.Parse(identifier);
        await db.UpdateAsync(db.Set<SsoGrant>().Where(g => g.Id == grant), s => s.SetProperty(g => g.Status, Statuses.Revoked), cancellationToken);
        return await base.RevokeByAuthorizationIdAsync(identifier, cancellationToken);
    }
}
