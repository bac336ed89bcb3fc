using System.Buffers.Binary;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Zhengtong.Platform.Access;

/// <summary>Reads who is at the other end of a request from the claims that sign-in wrote. The only place that knows the claim names.</summary>
public static class SignedIn
{
    public const string IdClaim = "sub";
    public const string NameClaim = "name";
    public const string KindClaim = "kind";
    public const string ActingForClaim = "for";
    public const string ActingForNameClaim = "for_name";
    public const string ActingForKindClaim = "for_kind";
    public const string CompanyKind = "company";
    public const string PersonKind = "person";
    public const string MandateClaim = "mandate";
    public const string PostClaim = "post";
    public const string RoleClaim = "role";
    public const string OrganisationClaim = "org";
    public const string OrganisationNameClaim = "org_name";
    public const string RegionClaim = "region";
    public const string LocalRoleClaim = "role_name";
    public const string NoticeClaim = "notice";

    public static Actor? Actor(this ClaimsPrincipal user)
    {
        if (user.FindFirstValue(IdClaim) is not { } id || !Guid.TryParse(id, out var actorId))
        {
            return null;
        }

        var staff = user.FindFirstValue(KindClaim) == "staff";
        return new Actor(actorId, user.FindFirstValue(NameClaim) ?? "", staff ? ActorKind.Staff : ActorKind.Applicant, staff ? PostOf(user) : null);
    }

    public static Party? ActingFor(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ActingForClaim), out var id)
            ? new Party(id, user.FindFirstValue(ActingForNameClaim) ?? "", user.FindFirstValue(ActingForKindClaim) == PersonKind ? PartyKind.Person : PartyKind.Company)
            {
                Mandate = user.FindFirstValue(MandateClaim) is { } mandate ? Mandate.OfClaim(mandate) : null,
            }
            : null;

    /// <summary>Whether he acts under a mandate: then only what the product opens to it is open.</summary>
    public static bool UnderMandate(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == MandateClaim);

    /// <summary>Whether he has yet to agree to the privacy notice (个人信息保护规则): asked when he signed in, it closes all that is not <see cref="OpenBeforeAgreeingAttribute"/>.</summary>
    public static bool NoticeDue(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == NoticeClaim);

    /// <summary>The party whose space one is in: the company or person one acts for, or oneself.</summary>
    public static Party? Party(this ClaimsPrincipal user) =>
        user.ActingFor() ?? (user.Actor() is { Kind: ActorKind.Applicant } a ? new Party(a.Id, a.Name, PartyKind.Person) : null);

    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks its policy.</exception>
    public static Act Act(this HttpContext http, TimeProvider clock, string reason = "") => new(
        http.User.Actor() ?? throw new InvalidOperationException("An act needs somebody signed in."),
        http.User.ActingFor(),
        http.End(),
        reason,
        Access.Act.Micro(clock.GetUtcNow().UtcDateTime)) { Seen = http.Field("seen"), Once = http.Once(clock) };

    /// <summary>The key of the form, if it is one that a page of ours can have made by now: many lists stand in the order of ids, so none may come from tomorrow.</summary>
    public static Guid? Once(this HttpContext http, TimeProvider clock) =>
        Guid.TryParse(http.Field("once"), out var key) && key.Version == 7
        && BinaryPrimitives.ReadInt64BigEndian(key.ToByteArray(bigEndian: true)) >>> 16 <= clock.GetUtcNow().ToUnixTimeMilliseconds()
            ? key : null;

    /// <summary>Of the form that was read before any page or endpoint acts; null when there was none.</summary>
    private static string? Field(this HttpContext http, string name) => http.Features.Get<IFormFeature>()?.Form?[name].ToString();

    /// <summary>The end a request came through: staff at the window, a kiosk by its cookie, a phone by its client hint or agent.</summary>
    public static End End(this HttpContext http)
    {
        if (http.User.Actor()?.Has(Roles.WindowClerk) == true || http.User.Actor()?.Has(Roles.IssueClerk) == true)
        {
            return Access.End.Window;
        }

        if (http.Request.Cookies.ContainsKey("zt-kiosk"))
        {
            return Access.End.Kiosk;
        }

        return http.Request.Headers["Sec-CH-UA-Mobile"] == "?1"
            || http.Request.Headers.UserAgent.ToString().Contains("Mobile", StringComparison.Ordinal)
                ? Access.End.Phone
                : Access.End.Pc;
    }

    private static Post? PostOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(PostClaim), out var post) && Guid.TryParse(user.FindFirstValue(OrganisationClaim), out var organisation)
            ? new Post(post, user.FindFirstValue(RoleClaim)!, organisation, user.FindFirstValue(OrganisationNameClaim) ?? "", user.FindFirstValue(RegionClaim) ?? "")
            {
                LocalRole = user.FindFirstValue(LocalRoleClaim) ?? "",
            }
            : null;
}
