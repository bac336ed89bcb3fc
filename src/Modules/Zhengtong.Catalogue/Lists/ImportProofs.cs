using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// Loads 证明事项清单 from what regions have published (<c>proofs-certificates.csv</c>). What was public already needs no second approval: it becomes the first version where
/// the region has none. Stages only; the import saves.
/// </summary>
internal sealed class ImportProofs(Database db, ImportEntries import, Regions regions)
{
    private const string Everywhere = "全国";

    public async Task StageAsync(TextReader text, string file, Tally tally, Act act, CancellationToken ct)
    {
        var list = RegisterLists.Find("proofs")!;
        var byRegion = new Dictionary<string, List<EntryFacts>>(StringComparer.Ordinal);
        foreach (var row in Csv.Read(text))
        {
            tally.Total++;
            var region = row["region"] == Everywhere ? "" : (await regions.FindByFullNameAsync(row["region"], ct))?.Code;
            if (region is null)
            {
                tally.Warn(new RowAt(file, row.Line, row["seq"]), "import-region", $"地区“{row["region"]}”不在区划里，没有列入证明事项清单。");
                tally.Unchanged++;
                continue;
            }

            var read = EntryReading.Read(list, new EntryInput
            {
                Number = row["seq"], Name = row["name"], Organisation = row["department"], Fields = new() { ["proofKind"] = row["kind"], ["purpose"] = "" },
            });
            if (!read.TryGet(out var facts))
            {
                tally.Fault(new RowAt(file, row.Line, row["seq"]), read.Problems[0].Code, read.Problems[0].Message);
                continue;
            }

            (byRegion.TryGetValue(region, out var known) ? known : byRegion[region] = []).Add(facts);
        }

        foreach (var (region, facts) in byRegion)
        {
            var done = await import.StageAsync(list, region, facts, act, ct);
            (tally.Added, tally.Changed, tally.Unchanged) = (tally.Added + done.Added, tally.Changed + done.Changed, tally.Unchanged + done.Unchanged);
            if (done.Added == facts.Count && !await db.Set<ListVersion>().AnyAsync(v => v.List == list.Key && v.RegionCode == region, ct))
            {
                StageFirst(list, region, facts, file, act);
            }
        }
    }

    private void StageFirst(RegisterList list, string region, List<EntryFacts> facts, string file, Act act)
    {
        var version = new ListVersion
        {
            Id = Guid.CreateVersion7(act.At),
            List = list.Key,
            RegionCode = region,
            Number = 1,
            Entries = facts.Count,
            Difference = string.Join('\n', ListDifference.Of(list, [], facts)),
            Note = "按已公布的清单导入：" + file,
            ProposedById = act.Actor.Id,
            ProposedByName = act.Actor.Name,
            ApprovedById = act.Actor.Id,
            ApprovedByName = act.Actor.Name,
            PublishedAt = act.At,
        };
        db.Add(version);
        db.AddRange(db.Set<RegisterEntry>().Local.Where(e => e.List == list.Key && e.RegionCode == region).Select(e => ListVersionEntry.Of(version.Id, e)).ToList());
    }
}
