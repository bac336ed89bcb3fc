using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Takes a sheet in the form of the list's export: all rows or none, each fault with its row. Rows of a known number change the entry.</summary>
internal sealed class ImportEntries(Database db, MapEntry map)
{
    public const int MostRows = 20_000;
    private const int TellEvery = 1000;

    internal sealed record Done(int Added, int Changed, int Unchanged);

    /// <param name="Missing">Entries of the list that the sheet does not name.</param>
    internal sealed record Checked(IReadOnlyList<EntryFacts> Facts, IReadOnlyList<RowFault> Faults, Done Would, IReadOnlyList<RegisterEntry> Missing);

    /// <summary>What the sheet says and what it would change; writes nothing.</summary>
    /// <param name="progress">Rows done of all.</param>
    public async Task<Outcome<Checked>> CheckAsync(RegisterList list, string region, Stream sheet, string fileName, Func<int, int, Task>? progress, CancellationToken ct)
    {
        var read = await RowsAsync(list, sheet, ct);
        if (!read.TryGet(out var rows))
        {
            return Outcome<Checked>.Because(read.Problems);
        }

        var (facts, faults) = (new List<EntryFacts>(), new List<RowFault>());
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, cells) in rows)
        {
            var entry = EntryReading.Read(list, InputOf(list, cells));
            var at = new RowAt(fileName, line, cells.GetValueOrDefault("编号", ""));
            faults.AddRange(entry.Problems.Select(p => new RowFault(at, p.Code, p.Message)));
            if (!entry.TryGet(out var fact))
            {
                continue;
            }

            if (!seen.TryAdd(fact.Number, line))
            {
                faults.Add(new RowFault(at, "catalogue.list-number-twice", $"编号“{fact.Number}”与第 {seen[fact.Number]} 行重复。"));
                continue;
            }

            facts.Add(fact);
            if (progress is not null && facts.Count % TellEvery == 0)
            {
                await progress(facts.Count, rows.Count);
            }
        }

        var refused = await map.RefusalsAsync(list, [.. facts.SelectMany(f => f.Targets ?? [])], ct);
        faults.AddRange(facts.SelectMany(f => (f.Targets ?? []).Where(refused.ContainsKey)
            .Select(code => new RowFault(new RowAt(fileName, seen[f.Number], f.Number), refused[code].Code, $"{RegisterList.TargetsHead}“{code}”：{refused[code].Message}"))));
        var known = await KnownAsync(list, region, track: false, ct);
        var mapped = await MappedAsync(list, region, facts, track: false, ct);
        return new Checked(
            facts,
            [.. faults.OrderBy(f => f.At.Row)],
            new Done(
                facts.Count(f => !known.ContainsKey(f.Number)),
                facts.Count(f => known.TryGetValue(f.Number, out var e) && !IsSame(e, f, mapped)),
                facts.Count(f => known.TryGetValue(f.Number, out var e) && IsSame(e, f, mapped))),
            [.. known.Values.Where(e => e.RemovedAt is null && !seen.ContainsKey(e.Number)).OrderBy(e => e.Number, StringComparer.Ordinal)]);
    }

    /// <summary>The same for rows that come from somewhere else, for example the data folder; saves nothing.</summary>
    public async Task<Done> StageAsync(RegisterList list, string region, IReadOnlyList<EntryFacts> facts, Act act, CancellationToken ct)
    {
        var known = await KnownAsync(list, region, track: true, ct);
        var mapped = await MappedAsync(list, region, facts, track: true, ct);
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var fact in facts)
        {
            if (!known.TryGetValue(fact.Number, out var entry))
            {
                entry = RegisterEntry.Add(list.Key, region, fact, act);
                db.Add(entry);
                db.Record(entry, act, "list-entry-added", new { entry.List, entry.Number, entry.Name, entry.TypeCode, entry.Organisation, entry.Fields });
                added++;
            }
            else if (IsSame(entry, fact, mapped))
            {
                unchanged++;
                continue;
            }
            else
            {
                entry.Change(fact, act);
                db.Record(entry, act, "list-entry-changed", new { entry.List, entry.Number, entry.Name, entry.TypeCode, entry.Organisation, entry.Fields });
                changed++;
            }

            map.StageTargets(entry, mapped[entry.Id], fact.Targets, act);
        }

        return new Done(added, changed, unchanged);
    }

    /// <summary>Takes off the entries that a sheet does not name; saves nothing.</summary>
    public async Task StageRemovalAsync(RegisterList list, string region, IReadOnlyCollection<string> keep, Act act, CancellationToken ct)
    {
        var named = keep.ToHashSet(StringComparer.Ordinal);
        foreach (var entry in (await KnownAsync(list, region, track: true, ct)).Values.Where(e => e.RemovedAt is null && !named.Contains(e.Number)))
        {
            entry.Remove(act);
            db.Record(entry, act, "list-entry-removed", new { entry.List, entry.Number, entry.Name });
        }
    }

    private static async Task<Outcome<List<(int Line, Dictionary<string, string> Cells)>>> RowsAsync(RegisterList list, Stream sheet, CancellationToken ct)
    {
        var rows = new List<(int Line, Dictionary<string, string> Cells)>();
        IReadOnlyList<string> heads = [];
        var sent = await SheetRows.ReadAsync(sheet, MostRows + 1, line =>
        {
            if (line.Number == 1)
            {
                heads = line.Cells;
            }
            else if (!line.IsEmpty)
            {
                rows.Add((line.Number, heads.Zip(line.Cells).Where(c => c.First.Length > 0).DistinctBy(c => c.First).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal)));
            }
        }, ct);
        if (sent.Problems.FirstOrDefault(p => p.Code == "files.too-many-rows") is not null)
        {
            return Problem.Invalid("catalogue.list-sheet-long", $"一次最多导入 {MostRows} 行，请分成几个文件。", "Source");
        }

        return sent.Ok && rows.Count > 0 && heads.Contains("编号") && heads.Contains("名称") ? rows
            : Problem.Invalid("catalogue.list-sheet", $"认不出这个文件。请上传 Excel（xlsx），首行的列名是：{string.Join('、', list.SheetHeads)}；可以先导出再修改。", "Source");
    }

    private Task<Dictionary<string, RegisterEntry>> KnownAsync(RegisterList list, string region, bool track, CancellationToken ct) => db.Set<RegisterEntry>()
        .AsTracking(track ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
        .Where(e => e.List == list.Key && e.RegionCode == region).ToDictionaryAsync(e => e.Number, StringComparer.Ordinal, ct);

    private async Task<ILookup<Guid, ListMapping>> MappedAsync(RegisterList list, string region, IReadOnlyList<EntryFacts> facts, bool track, CancellationToken ct)
    {
        List<ListMapping> mappings = facts.All(f => f.Targets is null) ? [] : await db.Set<ListMapping>()
            .AsTracking(track ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
            .Where(m => m.List == list.Key && m.RegionCode == region).ToListAsync(ct);
        return mappings.ToLookup(m => m.EntryId);
    }

    private static bool IsSame(RegisterEntry entry, EntryFacts fact, ILookup<Guid, ListMapping> mapped) => entry.RemovedAt is null
        && (entry.Name, entry.TypeCode, entry.Organisation, entry.Fields) == (fact.Name, fact.TypeCode, fact.Organisation, fact.FieldsJson())
        && (fact.Targets is null || fact.Targets.Order(StringComparer.Ordinal).SequenceEqual(mapped[entry.Id].Select(m => m.TargetCode).Order(StringComparer.Ordinal)));

    private static EntryInput InputOf(RegisterList list, IReadOnlyDictionary<string, string> cells) => new()
    {
        Number = cells.GetValueOrDefault("编号"),
        Name = cells.GetValueOrDefault("名称"),
        Type = cells.GetValueOrDefault("事项类型"),
        Organisation = cells.GetValueOrDefault("单位"),
        Fields = list.Fields.ToDictionary(f => f.Key, f => cells.GetValueOrDefault(f.Label)),
        Targets = list.Mapped ? cells.GetValueOrDefault(RegisterList.TargetsHead) : null,
    };
}
