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
/// Reads a token together with what decides whether its grant still opens something: neither it nor its session, its system or its account has ended, the review under which it names the person
/// has not lapsed, and he is still proved as well as the system asks. One statement for both.
/// </summary>
internal sealed class LiveGrants(SsoQueries queries, Database db, TimeProvider clock)
{
    public const string Over = "The session or the review that this was granted under has ended.";
    private readonly Dictionary<Guid, Standing> _read = [];

    internal sealed record Live(SsoGrant Grant, ActorKind Kind, AssuranceLevel Level);

    /// <returns>The token with its grant, as this unit of work follows them; the system is not joined: who asks with a token has said already which system he is.</returns>
    public async Task<SsoToken?> TokenAsync(Guid id, CancellationToken ct)
    {
        if (await queries.StandingOf(db, id, clock.GetUtcNow().UtcDateTime, ct) is not { } found)
        {
            return null;
        }

        _read[found.Grant.Id] = found;
        return found.Token;
    }

    /// <param name="id">Of the grant of a token that was read in this unit of work.</param>
    /// <returns>null: it opens nothing any more.</returns>
    public Live? Find(string? id) =>
        Guid.TryParse(id, out var grant) && _read.TryGetValue(grant, out var found) && found.LevelOn(LegalDay.Today(clock)) is { } level ? new Live(found.Grant, found.Kind, level) : null;

    /// <param name="Open">System, session and account are.</param>
    internal sealed record Standing(SsoToken Token, SsoGrant Grant, bool Open, ActorKind Kind, AssuranceLevel Asked, AssuranceLevel Carries, AssuranceLevel? Proved)
    {
        /// <returns>null: ended, lapsed, or proved less than the system asks for.</returns>
        public AssuranceLevel? LevelOn(DateOnly today)
        {
            if (!Open || Grant.EndedAt is not null || Grant.Status != Statuses.Valid || Grant.PersonIdUntil < today)
            {
                return null;
            }

            if (Kind == ActorKind.Staff)
            {
                return Carries;
            }

            var person = Proved ?? AssuranceLevel.Registered;
            var level = person < Carries ? person : Carries;
            return level >= Asked ? level : null;
        }
    }
}

/// <summary>A code or refresh token counts as long as its grant does.</summary>
internal sealed class CheckGrant(LiveGrants grants) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (grants.Find((context.AuthorizationCodePrincipal ?? context.RefreshTokenPrincipal)?.GetAuthorizationId()) is null)
        {
            context.Reject(Errors.InvalidGrant, LiveGrants.Over);
        }

        return default;
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
        if (grants.Find(context.AccessTokenPrincipal!.GetAuthorizationId()) is not { } live)
        {
            context.Reject(Errors.InvalidToken, LiveGrants.Over);
            return;
        }

        var registered = await db.Set<SsoSystem>().AsNoTracking().SingleAsync(y => y.Id == live.Grant.SystemId, ct);
        var facts = registered.Facts;
        var scopes = SsoScopes.Asked(facts, context.AccessTokenPrincipal!.GetScopes()).ToHashSet();
        var named = live.Grant.PersonIdUntil is not null;
        var review = named || scopes.Count > 0 ? await reviews.OfSystemAsync(registered.Id, LegalDay.Today(clock), ct) : null;
        if (named && PersonIdRule.Until(facts, review) is null)
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
            var system = new Actor(registered.Id, registered.DisplayName!, ActorKind.System);
            var told = "单点登录：" + string.Join('、', scopes.Order(StringComparer.Ordinal).Select(s => SsoScopes.Names[s]));
            db.RecordReading(live.Grant.ActorId, new Act(system, null, End.System, facts.Purpose, at), told, registered.OwnerName);
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
