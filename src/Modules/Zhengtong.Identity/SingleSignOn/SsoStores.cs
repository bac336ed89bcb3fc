using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using OpenIddict.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

internal sealed class SystemStore(
    IMemoryCache cache, IOpenIddictEntityFrameworkCoreContext context, IOptionsMonitor<OpenIddictEntityFrameworkCoreOptions> options, KnownSystems known, Database db)
    : OpenIddictEntityFrameworkCoreApplicationStore<SsoSystem, SsoGrant, SsoToken, Guid>(cache, context, options)
{
    public override async ValueTask<SsoSystem?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken) => await known.FindAsync(db, identifier, cancellationToken);

    public override async ValueTask<SsoSystem?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        await db.Set<SsoSystem>().FindAsync([Guid.Parse(identifier)], cancellationToken);
}

/// <summary>A grant is asked for only when it was not read with its token.</summary>
internal sealed class GrantStore(
    IMemoryCache cache, IOpenIddictEntityFrameworkCoreContext context, IOptionsMonitor<OpenIddictEntityFrameworkCoreOptions> options, Database db)
    : OpenIddictEntityFrameworkCoreAuthorizationStore<SsoGrant, SsoSystem, SsoToken, Guid>(cache, context, options)
{
    public override async ValueTask<SsoGrant?> FindByIdAsync(string identifier, CancellationToken cancellationToken) =>
        await db.Set<SsoGrant>().FindAsync([Guid.Parse(identifier)], cancellationToken);
}
