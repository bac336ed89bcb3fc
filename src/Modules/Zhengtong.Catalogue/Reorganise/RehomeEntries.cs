using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// Entries of the lists of the region that name an organisation that hands over (01.41: 权责清单 and the others). They name the successor from then on, as compiled: the public sees
/// it when the list is published by two, like every change of it.
/// </summary>
internal sealed class RehomeEntries(Database db, IOrganisations organisations) : IRehomes
{
    public string Name => "清单条目";

    public bool ComesUpLater => false;

    public async Task<int> CountAsync(Rehoming move, CancellationToken ct) => await (await OfAsync(move, ct)).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var entries = await (await OfAsync(move, ct)).Where(e => e.Id > after).OrderBy(e => e.Id).Take(atMost).ToListAsync(ct);
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var from in move.From)
        {
            if (await organisations.FindAsync(from, ct) is { } found)
            {
                ids[found.Name] = from;
            }
        }

        var moved = entries.ConvertAll(e =>
        {
            var was = e.Organisation;
            Hand(e, move.ToName, move.Reason, act);
            return new Rehomed(e.Id, ids[was], was, Stamp(e));
        });
        return new RehomedPage(moved, entries.Count < atMost ? null : entries[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var back = (await db.Set<RegisterEntry>().Where(e => ids.Contains(e.Id) && e.RemovedAt == null && e.Organisation == move.ToName).ToListAsync(ct)).FindAll(e => from[e.Id].Stamp == Stamp(e));
        back.ForEach(e => Hand(e, from[e.Id].FromName, move.Reason, act));
        return back.ConvertAll(e => e.Id);
    }

    /// <summary>With chosen items go the entries that correspond to them.</summary>
    private async Task<IQueryable<RegisterEntry>> OfAsync(Rehoming move, CancellationToken ct)
    {
        var (names, region) = (new List<string>(), "");
        foreach (var id in move.From)
        {
            if (await organisations.FindAsync(id, ct) is { } from)
            {
                names.Add(from.Name);
                region = from.RegionCode;
            }
        }

        var entries = db.Set<RegisterEntry>().Where(e => e.RegionCode == region && e.RemovedAt == null && names.Contains(e.Organisation));
        return move.Items is { } chosen
            ? entries.Where(e => db.Set<ListMapping>().Any(m => m.EntryId == e.Id && db.Set<Item>().Any(i => chosen.Contains(i.Id) && i.Code == m.TargetCode)))
            : entries;
    }

    private void Hand(RegisterEntry entry, string toName, string reason, Act act)
    {
        var was = entry.Organisation;
        entry.Change(entry.Facts() with { Organisation = toName }, act);
        db.Record(entry, act, "rehomed", new { from = was, to = toName, reason });
    }

    private static string Stamp(RegisterEntry entry) => entry.Revision.ToString(CultureInfo.InvariantCulture);
}
