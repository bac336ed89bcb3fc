using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OpenIddict.Abstractions;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>Signs somebody in to a system: the grant that all its tokens hang on, and what the first of them say. They name nobody: data are told by <see cref="TellSystem"/>.</summary>
internal sealed class OpenGrant(Database db, IShareReviews reviews, InstallationSecrets secrets, IConfiguration configuration, TimeProvider clock)
{
    public string IssuerOf(HttpRequest request) =>
        new Uri(configuration[SsoServer.IssuerSetting] is { Length: > 0 } issuer ? issuer : $"{request.Scheme}://{request.Host}{request.PathBase}/").AbsoluteUri;

    /// <param name="system">As the unit of work tracks it.</param>
    public async Task<ClaimsPrincipal> HandleAsync(SsoSystem system, Session session, Actor actor, AssuranceLevel level, OpenIddictRequest asked, string issuer, CancellationToken ct)
    {
        var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var scopes = asked.GetScopes();
        var facts = system.Facts;
        var personIdUntil = facts.SeesPersonId ? PersonIdRule.Until(facts, await reviews.OfSystemAsync(system.Id, LegalDay.Of(at), ct)) : null;
        var subject = personIdUntil is null ? SubjectOf(system, facts.Sector, actor.Id) : actor.Id.ToString();
        var grant = SsoGrant.Open(system, session, actor.Id, subject, personIdUntil, JsonSerializer.Serialize(scopes), issuer, at);
        db.Add(grant);
        await db.SaveChangesAsync(ct);

        var identity = new ClaimsIdentity("zhengtong", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, grant.Subject)
            .SetClaim("sid", grant.Sid)
            .SetClaim(Claims.AuthenticationContextReference, SsoScopes.AcrOf(level))
            .SetClaims(Claims.AuthenticationMethodReference, SsoScopes.AmrOf(session.Method))
            .SetClaim(Claims.AuthenticationTime, new DateTimeOffset(ProvedAt(session)).ToUnixTimeSeconds());
        identity.SetScopes(scopes);
        identity.SetAuthorizationId(grant.Id.ToString());
        identity.SetRefreshTokenLifetime(session.ExpiresAt - at);
        identity.SetDestinations(static _ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>When the holder of a session last proved who he is.</summary>
    public static DateTime ProvedAt(Session session) => session.StrongAt is { } strong && strong > session.CreatedAt ? strong : session.CreatedAt;

    /// <summary>Who somebody is in a system that may not know more: of no use in another, unless both are of one sector of one owner.</summary>
    private string SubjectOf(SsoSystem system, string sector, Guid actorId) =>
        secrets.HashOf("oidc-subject", (sector.Length > 0 ? $"{system.OwnerId}\n{sector}" : system.Id.ToString()) + "\n" + actorId);
}
