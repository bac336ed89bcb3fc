using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>
/// 责任人: who of an organisation answers for a finding (02.08). At first the editor who last asked for a change of the item, while he holds his post; else nobody, until somebody takes it or
/// is given it.
/// </summary>
internal sealed class ResponsibleStaff(Database db, IOrganisations organisations)
{
    private const int FreedAtOnce = 200;
    private readonly Dictionary<Guid, IReadOnlyList<Colleague>> _editors = [];
    private string? _nation;

    /// <summary>Names who answers for new findings: one statement for all of them, and one for each organisation that has had changes.</summary>
    public async Task NameAsync(IReadOnlyCollection<Finding> found, CancellationToken ct)
    {
        var codes = found.Where(f => f.OrganisationId != Guid.Empty).Select(f => f.ItemCode).Distinct(StringComparer.Ordinal).ToArray();
        if (codes.Length == 0)
        {
            return;
        }

        var changes = await db.Set<ItemChange>().AsNoTracking().Where(c => codes.Contains(c.Code) && c.ApprovedAt != null && c.ItemKind == ItemKind.Implementation)
            .Select(c => new { c.Code, c.ApprovedAt, c.RequestedById, c.RequesterOrganisationId }).ToListAsync(ct);
        var last = changes.OrderByDescending(c => c.ApprovedAt).ToLookup(c => c.Code, StringComparer.Ordinal);
        foreach (var finding in found)
        {
            foreach (var change in last[finding.ItemCode].Where(c => c.RequesterOrganisationId == finding.OrganisationId))
            {
                if ((await EditorsAsync(finding.OrganisationId, ct)).FirstOrDefault(c => c.StaffId == change.RequestedById) is { } editor)
                {
                    finding.Entrust(editor.StaffId, editor.Name);
                    break;
                }
            }
        }
    }

    /// <summary>Who can answer for findings of an organisation: its editors and the managers of the region.</summary>
    public async Task<IReadOnlyList<Colleague>> CandidatesAsync(Guid organisationId, string regionCode, CancellationToken ct) =>
        [.. (await EditorsAsync(organisationId, ct)).Concat(await organisations.InRegionAsync(Roles.CatalogueManager, regionCode, ct)).DistinctBy(c => c.StaffId)];

    /// <summary>The region whose managers keep what is the nation's: its own, and where the site has none those of the highest region.</summary>
    public async Task<string> KeepersOfNationAsync(CancellationToken ct) => _nation ??= await organisations.HighestAsync(Roles.CatalogueManager, ct);

    /// <summary>Who has left his post answers for nothing any more: what was his is open to be taken.</summary>
    /// <returns>How many findings of which organisation have become nobody's.</returns>
    public async Task<IReadOnlyList<(Guid Organisation, string Region, int Count)>> FreeAsync(DateTime now, CancellationToken ct)
    {
        var freed = new List<(Guid, string, int)>();
        var entrusted = await db.Set<Finding>().AsNoTracking().Where(f => f.ClosedAt == null && f.ResponsibleId != null)
            .GroupBy(f => new { f.OrganisationId, f.RegionCode, f.ResponsibleId }).Select(g => g.Key).ToListAsync(ct);
        foreach (var place in entrusted.GroupBy(x => (x.OrganisationId, x.RegionCode)))
        {
            var there = (await CandidatesAsync(place.Key.OrganisationId, place.Key.RegionCode, ct)).Select(c => c.StaffId).ToHashSet();
            var count = 0;
            foreach (var gone in place.Select(x => x.ResponsibleId!.Value).Where(id => !there.Contains(id)))
            {
                count += await FreeAsync(place.Key.OrganisationId, place.Key.RegionCode, gone, now, ct);
            }

            if (count > 0)
            {
                freed.Add((place.Key.OrganisationId, place.Key.RegionCode, count));
            }
        }

        return freed;
    }

    private async Task<int> FreeAsync(Guid organisation, string region, Guid gone, DateTime now, CancellationToken ct)
    {
        var (last, count) = (Guid.Empty, 0);
        while (true)
        {
            var findings = await db.Set<Finding>()
                .Where(f => f.ClosedAt == null && f.ResponsibleId == gone && f.OrganisationId == organisation && f.RegionCode == region && f.Id > last)
                .OrderBy(f => f.Id).Take(FreedAtOnce).ToListAsync(ct);
            foreach (var finding in findings)
            {
                db.Record(finding, Act.BySystem("责任人已离岗", now), "finding-freed", new { was = finding.ResponsibleName });
                finding.Entrust(null, "");
            }

            count += (await db.SaveAsync(ct)).Ok ? findings.Count : 0;
            db.ChangeTracker.Clear();
            if (findings.Count < FreedAtOnce)
            {
                return count;
            }

            last = findings[^1].Id;
        }
    }

    private async Task<IReadOnlyList<Colleague>> EditorsAsync(Guid organisationId, CancellationToken ct)
    {
        if (!_editors.TryGetValue(organisationId, out var editors))
        {
            _editors[organisationId] = editors = await organisations.ColleaguesAsync(organisationId, [Roles.ItemEditor], ct);
        }

        return editors;
    }
}
