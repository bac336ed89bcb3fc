using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// A grant that still opens something: neither it nor its session, its system or its account has ended, the review under which it names the person has not lapsed, and he is still proved as well as
/// the system asks. One statement.
/// </summary>
internal sealed class LiveGrants(Database db, TimeProvider clock)
{
    public const string Over = "The session or the review that this was granted under has ended.";

    internal sealed record Live(SsoGrant Grant, SsoSystem System, ActorKind Kind, AssuranceLevel Level);

    public async Task<Live?> FindAsync(string? id, CancellationToken ct) =>
        await Of(id).SingleOrDefaultAsync(ct) is { } found && LevelOf(found.Kind, found.Carries, found.Proved, found.System.Level) is { } level
            ? new Live(found.Grant, found.System, found.Kind, level)
            : null;

    /// <summary>The same question without what nobody needs to refresh a token.</summary>
    public async Task<bool> LivesAsync(string? id, CancellationToken ct) =>
        await Of(id).Select(f => new { f.Kind, f.Carries, f.Proved, f.System.Level }).SingleOrDefaultAsync(ct) is { } found
        && LevelOf(found.Kind, found.Carries, found.Proved, found.Level) is not null;

    /// <returns>null: less than the system asks for.</returns>
    private static AssuranceLevel? LevelOf(ActorKind kind, AssuranceLevel carries, AssuranceLevel? proved, AssuranceLevel asked)
    {
        if (kind == ActorKind.Staff)
        {
            return carries;
        }

        var person = proved ?? AssuranceLevel.Registered;
        var level = person < carries ? person : carries;
        return level >= asked ? level : null;
    }

    private IQueryable<Row> Of(string? id)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = LegalDay.Of(now);
        var grantId = Guid.TryParse(id, out var known) ? known : Guid.Empty;
        return
            from g in db.Set<SsoGrant>().AsNoTracking()
            join y in db.Set<SsoSystem>() on g.SystemId equals y.Id
            join s in db.Set<Session>() on g.SessionId equals s.Id
            join a in db.Set<Account>() on g.AccountId equals a.Id
            where g.Id == grantId && g.EndedAt == null && g.Status == Statuses.Valid && y.State == SystemState.Enabled && (g.PersonIdUntil == null || g.PersonIdUntil >= today)
                && s.EndedAt == null && s.ExpiresAt > now && a.LockedAt == null && a.SecurityStamp == s.SecurityStamp
            select new Row
            {
                Grant = g,
                System = y,
                Kind = a.Kind,
                Carries = s.Carries,
                Proved = db.Set<IdentityProof>().Where(f => f.PartyId == g.ActorId && f.EndedAt == null).Max(f => (AssuranceLevel?)f.Level),
            };
    }

    private sealed class Row
    {
        public required SsoGrant Grant { get; init; }

        public required SsoSystem System { get; init; }

        public required ActorKind Kind { get; init; }

        public required AssuranceLevel Carries { get; init; }

        public required AssuranceLevel? Proved { get; init; }
    }
}

/// <summary>A code or refresh token counts as long as its grant does.</summary>
internal sealed class CheckGrant(LiveGrants grants) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!await grants.LivesAsync((context.AuthorizationCodePrincipal ?? context.RefreshTokenPrincipal)?.GetAuthorizationId(), context.CancellationToken))
        {
            context.Reject(Errors.InvalidGrant, LiveGrants.Over);
        }
    }
}

/// <summary>
/// Tells a system about the person what it is registered for, the person agreed to and a security review in force covers (18.15), and records that it was told (userinfo). The only place where
/// personal data leave to a system. Nothing at all is said to one that knows people by the platform's id and may not any more.
/// </summary>
internal sealed class TellSystem(LiveGrants grants, IShareReviews reviews, Database db, PersonalData personal, TimeProvider clock) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var ct = context.CancellationToken;
        if (await grants.FindAsync(context.AccessTokenPrincipal!.GetAuthorizationId(), ct) is not { } live)
        {
            context.Reject(Errors.InvalidToken, LiveGrants.Over);
            return;
        }

        var scopes = SsoScopes.Personal(context.AccessTokenPrincipal!.GetScopes()).Intersect(live.System.Facts.Scopes, StringComparer.Ordinal).ToHashSet();
        var named = live.Grant.PersonIdUntil is not null;
        var review = named || scopes.Count > 0 ? await reviews.OfSystemAsync(live.System.Id, LegalDay.Today(clock), ct) : null;
        if (named && PersonIdRule.Until(live.System.Facts, review) is null)
        {
            context.Reject(Errors.InvalidToken, LiveGrants.Over);
            return;
        }

        scopes.IntersectWith(review is { InForce: true } ? review.Covers : []);
        context.Claims[Claims.AuthenticationContextReference] = SsoScopes.AcrOf(live.Level);
        if (live.Kind == ActorKind.Staff)
        {
            await TellOfStaffAsync(context, live.Grant, scopes, ct);
        }
        else
        {
            await TellOfPersonAsync(context, live.Grant, scopes, ct);
        }

        if (scopes.Count > 0)
        {
            var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
            var system = new Actor(live.System.Id, live.System.DisplayName!, ActorKind.System);
            var told = "单点登录：" + string.Join('、', scopes.Order(StringComparer.Ordinal).Select(s => SsoScopes.Names[s]));
            db.RecordReading(live.Grant.ActorId, new Act(system, null, End.System, live.System.Facts.Purpose, at), told, live.System.OwnerName);
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task TellOfPersonAsync(HandleUserInfoRequestContext context, SsoGrant grant, HashSet<string> scopes, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == grant.ActorId, ct);
        if (scopes.Contains(SsoScopes.Profile))
        {
            context.Claims[Claims.Name] = person.Name;
        }

        if (scopes.Contains(SsoScopes.Phone))
        {
            context.PhoneNumber = personal.Open(person.PhoneHidden);
            context.PhoneNumberVerified = true;
        }

        if (scopes.Contains(SsoScopes.Identity))
        {
            context.Claims["id_kind"] = person.IdKind;
            context.Claims["id_number"] = personal.Open(person.IdNumberHidden);
        }

        if (scopes.Contains(SsoScopes.Company) && grant.ActingForId is { } acting)
        {
            var today = LegalDay.Today(clock);
            var company = await db.Set<Company>().AsNoTracking().SingleOrDefaultAsync(
                c => c.Id == acting && db.AgenciesOn(today).Any(g => g.CompanyId == c.Id && g.PersonId == grant.ActorId), ct);
            if (company is not null)
            {
                context.Claims["company_name"] = company.Name;
                context.Claims["company_code"] = company.CreditCode;
            }
        }
    }

    private async Task TellOfStaffAsync(HandleUserInfoRequestContext context, SsoGrant grant, HashSet<string> scopes, CancellationToken ct)
    {
        if (scopes.Contains(SsoScopes.Profile))
        {
            context.Claims[Claims.Name] = await db.Set<StaffMember>().Where(m => m.Id == grant.ActorId).Select(m => m.Name).SingleAsync(ct);
        }

        var today = LegalDay.Today(clock);
        var post = !scopes.Contains(SsoScopes.Post) ? null : await (
            from p in db.Set<StaffPost>().AsNoTracking()
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            where p.Id == grant.PostId && p.StaffId == grant.ActorId && p.From <= today && (p.Until == null || p.Until >= today)
            select new { p.Role, p.RegionCode, o.Name, o.CreditCode }).SingleOrDefaultAsync(ct);
        if (post is not null)
        {
            context.Claims["role"] = post.Role;
            context.Claims["region"] = post.RegionCode;
            context.Claims["org_name"] = post.Name;
            context.Claims["org_code"] = post.CreditCode;
        }
    }
}
