using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>Compares items with the entries above them, keeps what deviates and makes it findings (01.03, 01.20). Works on pages of items; changes only rows that changed, and does not save.</summary>
internal sealed class FindDifferences(Database db, ProfilesInForce profiles, FixedElements elements, AgreementFindings findings)
{
    /// <returns>The profiles with which each of the items disagrees.</returns>
    public async Task<ILookup<Guid, string>> OfAsync(IReadOnlyCollection<Guid> items, IReadOnlyList<Pair> pairs, DateTime at, CancellationToken ct)
    {
        var active = await profiles.ActiveAsync(ct);
        var allowed = (await elements.AllowedAsync(items, ct)).ToLookup(x => x.ItemId, x => x.ElementKey);
        var kept = (await db.Set<ItemDifference>().Where(d => items.Contains(d.ItemId)).ToListAsync(ct)).ToDictionary(d => (d.ItemId, d.ProfileKey, d.ElementKey));
        List<(Guid, string)> found = [];
        List<AgreementFindings.Compared> compared = [.. pairs.Where(p => p.Item.Status == ItemStatus.Cancelled).Select(p => new AgreementFindings.Compared(p, [], false))];

        // What may stay although its entry is cancelled has nothing left to agree with.
        var staying = await KeptItems.OfAsync(db, [.. pairs.Where(p => p.Parent.Status == ItemStatus.Cancelled).Select(p => p.Item.Id)], ct);
        compared.AddRange(pairs.Where(p => p.Item.Status != ItemStatus.Cancelled && staying.Contains(p.Item.Id)).Select(p => new AgreementFindings.Compared(p, [], true)));
        foreach (var pair in pairs.Where(p => p.Item.Status != ItemStatus.Cancelled && !staying.Contains(p.Item.Id)))
        {
            var (deviating, excepted) = (new HashSet<string>(StringComparer.Ordinal), false);
            foreach (var profile in active)
            {
                foreach (var difference in AgreementCheck.Of(pair.Own, pair.Item.Level, pair.Standard, profile, pair.Item.Kind))
                {
                    if (allowed[pair.Item.Id].Contains(difference.Element.Key))
                    {
                        excepted = true;
                        continue;
                    }

                    deviating.Add(difference.Element.Key);
                    found.Add((pair.Item.Id, profile.Key));
                    if (kept.Remove((pair.Item.Id, profile.Key, difference.Element.Key), out var known))
                    {
                        (known.ItemVersion, known.ParentVersion) = (pair.Version, pair.ParentVersion);
                        (known.RegionCode, known.OrganisationId) = (pair.Item.RegionCode, pair.Item.OrganisationId);
                    }
                    else
                    {
                        db.Add(Row(pair, profile.Key, difference.Element.Key, at));
                    }
                }
            }

            compared.Add(new AgreementFindings.Compared(pair, deviating, excepted));
        }

        // What is left agrees by now, is allowed, or is no longer compared.
        db.RemoveRange(kept.Values);
        await findings.StageAsync(items, compared, at, ct);
        return found.Distinct().ToLookup(f => f.Item1, f => f.Item2);
    }

    private static ItemDifference Row(Pair pair, string profile, string element, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(at),
        ItemId = pair.Item.Id,
        ProfileKey = profile,
        ElementKey = element,
        RegionCode = pair.Item.RegionCode,
        OrganisationId = pair.Item.OrganisationId,
        ItemVersion = pair.Version,
        ParentVersion = pair.ParentVersion,
        FoundAt = at,
    };
}
