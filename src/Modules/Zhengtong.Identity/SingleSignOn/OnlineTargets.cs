using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <inheritdoc cref="IOnlineTargets"/>
internal sealed class OnlineTargets : IOnlineTargets
{
    public IQueryable<OnlineTarget> In(Database db) =>
        from t in db.Set<SsoTarget>()
        join s in db.Set<SsoSystem>() on t.SystemId equals s.Id
        select new OnlineTarget { ItemCode = t.ItemCode, System = s.DisplayName!, Open = s.State == SystemState.Enabled };
}

/// <summary>
/// From a guide to the exact page of another system, signed in (08.09): the system is asked to begin a sign-in here for that page (OpenID Connect Core 1.0 section 4). Both addresses come from the
/// register, none from the request.
/// </summary>
internal static class JumpEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sso/jump/{code}", async (string code, Database db, OpenGrant open, HttpContext http, CancellationToken ct) =>
    {
        var found = await (
            from t in db.Set<SsoTarget>().AsNoTracking()
            join s in db.Set<SsoSystem>() on t.SystemId equals s.Id
            where t.ItemCode == code && s.State == SystemState.Enabled
            select new { t.Address, System = s }).SingleOrDefaultAsync(ct);
        return found?.System is { Facts.InitiateUri.Length: > 0 } system && system.Serves(new Uri(found.Address))
            ? Results.Redirect(QueryHelpers.AddQueryString(system.Facts.InitiateUri, new Dictionary<string, string?> { ["iss"] = open.IssuerOf(http.Request), ["target_link_uri"] = found.Address }))
            : Results.NotFound();
    }).AllowAnonymous();
}
