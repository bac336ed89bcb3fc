using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore;
using OpenIddict.Server;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// Saves at once what an exchange at the token endpoint writes: that a code or refresh token was used, and the tokens given for it. One write to wait for, not three; and of two exchanges of the
/// same token at one moment the library would answer both, while here the later finds it used and gets nothing.
/// </summary>
internal sealed class TokenStore(
    IMemoryCache cache, IOpenIddictEntityFrameworkCoreContext context, IOptionsMonitor<OpenIddictEntityFrameworkCoreOptions> options, LiveGrants grants, Database db)
    : OpenIddictEntityFrameworkCoreTokenStore<SsoToken, SsoSystem, SsoGrant, Guid>(cache, context, options)
{
    /// <summary>Of this request: to look them up among all that the unit of work follows would compare each with what was read, every time.</summary>
    private readonly Dictionary<Guid, SsoToken> _here = [];
    private bool _gathers;

    /// <summary>From here on nothing is saved before <see cref="SaveAsync"/>.</summary>
    public void Gather() => _gathers = true;

    /// <returns>Whether the token was unused until now; else nothing was saved.</returns>
    public async Task<bool> SaveAsync(CancellationToken ct)
    {
        _gathers = false;
        return (await db.SaveTogetherAsync(ct)).Ok;
    }

    public override async ValueTask CreateAsync(SsoToken token, CancellationToken cancellationToken)
    {
        if (_gathers)
        {
            db.Add(token);
        }
        else
        {
            await base.CreateAsync(token, cancellationToken);
        }

        _here[token.Id] = token;
    }

    public override async ValueTask UpdateAsync(SsoToken token, CancellationToken cancellationToken)
    {
        if (!_gathers)
        {
            await base.UpdateAsync(token, cancellationToken);
            return;
        }

        // Read in this unit of work, and followed by it.
        token.ConcurrencyToken = Guid.CreateVersion7().ToString();
    }

    public override async ValueTask<SsoToken?> FindByIdAsync(string identifier, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(identifier);
        if (!_here.TryGetValue(id, out var token) && (token = await grants.TokenAsync(id, cancellationToken)) is not null)
        {
            _here[id] = token;
        }

        return token;
    }

    /// <summary>A token is of its grant's system. Kept with each token besides, all refreshes of a system would lock its one row.</summary>
    public override ValueTask SetApplicationIdAsync(SsoToken token, string? identifier, CancellationToken cancellationToken) => default;

    public override ValueTask<string?> GetApplicationIdAsync(SsoToken token, CancellationToken cancellationToken) => default;

    /// <summary>A code comes by a reference to it.</summary>
    public override async ValueTask<SsoToken?> FindByReferenceIdAsync(string identifier, CancellationToken cancellationToken) =>
        await db.Set<SsoToken>().Where(t => t.ReferenceId == identifier).Select(t => (Guid?)t.Id).SingleOrDefaultAsync(cancellationToken) is { } id
            ? await grants.TokenAsync(id, cancellationToken)
            : null;
}

internal sealed class GatherTokens(TokenStore tokens) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType == OpenIddictServerEndpointType.Token)
        {
            tokens.Gather();
        }

        return default;
    }
}

internal sealed class SaveTokens(TokenStore tokens, IOpenIddictTokenManager manager) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType == OpenIddictServerEndpointType.Token && !await tokens.SaveAsync(context.CancellationToken))
        {
            await manager.RevokeByAuthorizationIdAsync(context.Principal!.GetAuthorizationId()!, context.CancellationToken);
            context.Reject(Errors.InvalidGrant, "The token was used at the same moment by somebody else.");
        }
    }
}
