using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Contracts;

/// <summary>Government organisations (组织机构).</summary>
public interface IOrganisations
{
    Task<OrganisationInfo?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Those of the ids that there are.</summary>
    Task<IReadOnlyList<OrganisationInfo>> NamedAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>Those of a region and below whose name has every word, the upper regions first.</summary>
    Task<IReadOnlyList<OrganisationInfo>> SearchAsync(string regionPrefix, IReadOnlyList<string> words, int atMost, CancellationToken ct);

    Task<IReadOnlyList<OrganisationInfo>> InRegionAsync(string regionPrefix, CancellationToken ct);

    /// <summary>The organisation of that name in that region, made when there is none. Adds rows, does not save; repeated calls in one unit of work give the same.</summary>
    Task<OrganisationInfo> EnsureAsync(Database db, string name, string creditCode, string regionCode, DateTime now, CancellationToken ct);

    /// <summary>Staff in a post with one of the roles in an organisation, to hand work or ask an opinion.</summary>
    /// <param name="function">What they are wanted for, one of <see cref="StaffFunction.Key"/>: who holds the post in a local role without it could not open the page.</param>
    Task<IReadOnlyList<Colleague>> ColleaguesAsync(Guid organisationId, IReadOnlyList<string> roles, CancellationToken ct, string? function = null);

    /// <summary>Staff in a post with that role for exactly that region: window and issue desk work for a region, not for an organisation.</summary>
    /// <inheritdoc cref="ColleaguesAsync" path="/param[@name='function']"/>
    Task<IReadOnlyList<Colleague>> InRegionAsync(string role, string regionCode, CancellationToken ct, string? function = null);

    /// <summary>Which roles are held by somebody today, in which organisation and region of a subtree. What is not there has nobody to do its work.</summary>
    Task<IReadOnlyList<StaffedPost>> StaffedAsync(string regionPrefix, CancellationToken ct);

    /// <summary>The mobile number a member of staff left for messages; null when there is none.</summary>
    Task<string?> PhoneOfStaffAsync(Guid staffId, CancellationToken ct);
}

public sealed record OrganisationInfo(Guid Id, string Name, string CreditCode, string RegionCode);

public sealed record StaffedPost(string Role, Guid OrganisationId, string RegionCode);

public sealed record Colleague(Guid StaffId, string Name, string Role, Guid OrganisationId, string OrganisationName);
