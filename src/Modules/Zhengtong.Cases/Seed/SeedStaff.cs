using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Seed;

/// <summary>The invented staff whose hands the acts are: one a role and organisation, one a role and region where the role is regional. They have no accounts.</summary>
internal sealed class SeedStaff
{
    private readonly ConcurrentDictionary<(string Role, Guid Organisation, string Region), Actor> _known = new();

    public Actor For(ItemStep step, PublishedItem item) =>
        Of(step.Role, step.OrganisationId ?? item.OrganisationId, step.OrganisationId is null ? item.OrganisationName : step.OrganisationName, item.RegionCode);

    public Actor Of(string role, Guid organisation, string organisationName, string region)
    {
        var place = Roles.IsRegional(role) ? Guid.Empty : organisation;
        return _known.GetOrAdd((role, place, region), _ =>
        {
            var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"seed {role} {place:N} {region}")).AsSpan(0, 16));
            return new Actor(id, $"{Roles.Names[role]}（演示）", ActorKind.Staff, new Post(id, role, organisation, organisationName, region));
        });
    }
}
