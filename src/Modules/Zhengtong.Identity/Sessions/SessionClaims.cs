using System.Globalization;
using System.Security.Claims;
using Zhengtong.Identity.Certificates;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Sessions;

/// <summary>A session with whom and what it stands for, as one query reads it.</summary>
internal sealed record SessionRow
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required ActorKind Kind { get; init; }

    public required Guid? PartyId { get; init; }

    public required Guid? StaffId { get; init; }

    public required string? PersonName { get; init; }

    public required string? StaffName { get; init; }

    /// <summary>How well the person was proved to be who he says; null when not at all.</summary>
    public required AssuranceLevel? Proved { get; init; }

    public required AssuranceLevel Carries { get; init; }

    public required DateTime? StrongAt { get; init; }

    public required bool NoticeDue { get; init; }

    public required DateTime LastSeenAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required Guid? ActingForId { get; init; }

    /// <summary>A mandate was chosen; whether it holds is another matter.</summary>
    public required bool UnderMandate { get; init; }

    public required string? CompanyName { get; init; }

    public required bool IsAgent { get; init; }

    /// <summary>How well the company was proved to be what it says, and how much of it the session shows; asked only of who entered with its certificate.</summary>
    public required AssuranceLevel? PartyProved { get; init; }

    public required AssuranceLevel? PartyCarries { get; init; }

    /// <summary>The mandate that was chosen; null when it does not hold (any more).</summary>
    public required Guid? MandateId { get; init; }

    public required DelegationKind? MandateKind { get; init; }

    public required Guid? DelegateId { get; init; }

    public required Guid? HelperId { get; init; }

    public required Guid? PrincipalId { get; init; }

    public required PartyKind? PrincipalKind { get; init; }

    public required string? PrincipalName { get; init; }

    public required MandateActs? Acts { get; init; }

    public required string? Scope { get; init; }

    public required DateOnly? MandateUntil { get; init; }

    public required int? MostUses { get; init; }

    public required int? Uses { get; init; }

    public required Guid? PostId { get; init; }

    public required Guid? PostStaffId { get; init; }

    public required DateOnly? PostFrom { get; init; }

    public required DateOnly? PostUntil { get; init; }

    public required string? Role { get; init; }

    /// <summary>Of a post in a local role; null of any other.</summary>
    public required Guid? LocalRoleId { get; init; }

    public required string? LocalRoleName { get; init; }

    /// <summary>What the local role admits while it is in force.</summary>
    public required string? Functions { get; init; }

    public required string? RegionCode { get; init; }

    public required Guid? OrganisationId { get; init; }

    public required string? OrganisationName { get; init; }
}

/// <summary>The claims of a session. What has lapsed since it was chosen (an ended post, an agency or a mandate taken back) is left out.</summary>
internal static class SessionClaims
{
    public const string Scheme = "zt";
    public const string SessionClaim = "sid";
    public const string AccountClaim = "account";

    /// <summary>Of a helper who acts for somebody: the post to which he returns.</summary>
    public const string HelperPostClaim = "helper_post";

    public static ClaimsPrincipal Of(SessionRow row, DateOnly today)
    {
        var staff = row.Kind == ActorKind.Staff;
        var inPost = row is { PostId: not null, OrganisationId: not null } && row.PostStaffId == row.StaffId
            && row.PostFrom <= today && (row.PostUntil is null || row.PostUntil >= today) && (row.LocalRoleId is null || row.Functions is not null);
        var mandated = row is { MandateId: not null, PrincipalId: { } of } && of == row.ActingForId
            && (staff ? row.HelperId == row.StaffId && inPost && row.Role == Roles.WindowClerk : row.DelegateId == row.PartyId);
        // Who helps somebody stands on the applicant's side of the counter: nothing of his post goes with him. He is known by his employment.
        var asStaff = staff && !mandated;
        List<Claim> claims =
        [
            new(SignedIn.IdClaim, (staff ? row.StaffId : row.PartyId)!.Value.ToString()),
            new(SignedIn.NameClaim, (staff ? row.StaffName : row.PersonName)!),
            new(SignedIn.KindClaim, asStaff ? "staff" : "applicant"),
            new(SessionClaim, row.Id.ToString()),
            new(AccountClaim, row.AccountId.ToString()),
            new(AssuranceLevels.LevelClaim, ((int)(staff && mandated ? row.Carries : LevelOf(row))).ToString(CultureInfo.InvariantCulture)),
        ];
        if (row.StrongAt is { } strong)
        {
            claims.Add(new(AssuranceLevels.StrongClaim, new DateTimeOffset(strong, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        }

        if (row.NoticeDue)
        {
            claims.Add(new(SignedIn.NoticeClaim, "due"));
        }

        if (!staff && row is { UnderMandate: false, ActingForId: { } company, CompanyName: { } name, IsAgent: true })
        {
            claims.AddRange(ActingFor(company, name, PartyKind.Company));
            if (CompanyCertificateRule.LevelOf(LevelOf(row), row.PartyProved, row.PartyCarries) is { } level)
            {
                claims.Add(new(AssuranceLevels.PartyLevelClaim, ((int)level).ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (mandated)
        {
            claims.AddRange(ActingFor(row.PrincipalId!.Value, row.PrincipalName!, row.PrincipalKind!.Value));
            if (staff)
            {
                claims.Add(new(HelperPostClaim, row.PostId!.Value.ToString()));
            }

            var left = DelegationRule.Left(row.MostUses, row.Uses!.Value);
            var mandate = new Mandate(row.MandateId!.Value, row.MandateKind!.Value.Name(), row.Acts!.Value, Mandate.ScopeOf(row.Scope!), row.MandateUntil!.Value, left);
            claims.Add(new(SignedIn.MandateClaim, mandate.ToClaim()));
        }

        if (asStaff && inPost && row is { PostId: { } post, OrganisationId: { } organisation })
        {
            claims.Add(new(SignedIn.PostClaim, post.ToString()));
            claims.Add(new(SignedIn.RoleClaim, row.Role!));
            claims.Add(new(SignedIn.OrganisationClaim, organisation.ToString()));
            claims.Add(new(SignedIn.OrganisationNameClaim, row.OrganisationName!));
            claims.Add(new(SignedIn.RegionClaim, row.RegionCode!));
            if (row is { Functions: { } functions, LocalRoleName: { } localRole })
            {
                claims.Add(new(StaffFunctions.Claim, functions));
                claims.Add(new(SignedIn.LocalRoleClaim, localRole));
            }
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme, SignedIn.NameClaim, SignedIn.RoleClaim));
    }

    private static IEnumerable<Claim> ActingFor(Guid id, string name, PartyKind kind) =>
    [
        new(SignedIn.ActingForClaim, id.ToString()), new(SignedIn.ActingForNameClaim, name),
        new(SignedIn.ActingForKindClaim, kind == PartyKind.Company ? SignedIn.CompanyKind : SignedIn.PersonKind),
    ];

    /// <summary>The lower of what is known of the person and what the session shows.</summary>
    private static AssuranceLevel LevelOf(SessionRow row)
    {
        var proved = row.Proved ?? AssuranceLevel.Registered;
        return proved < row.Carries ? proved : row.Carries;
    }

    public static Guid AccountId(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(AccountClaim)!);

    public static Guid SessionId(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(SessionClaim)!);
}
