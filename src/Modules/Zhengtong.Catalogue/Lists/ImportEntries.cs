using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Takes a sheet in the form of the list's export: all rows or none, each fault with its row. Rows of a known number change the entry.</summary>
internal sealed class ImportEntries(Database db)
{
    public const int MostRows = 20_000;
    private const int MostFaults = 50;

    internal sealed record Done(int Added, int Changed, int Unchanged);

    public async Task<Outcome<Done>> HandleAsync(RegisterList list, Stream sheet, Act act, CancellationToken ct)
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

        if (!sent.Ok || rows.Count == 0 || !heads.Contains("编号") || !heads.Contains("名称"))
        {
            return Problem.Invalid("catalogue.list-sheet", $"认不出这个文件。请上传 Excel（xlsx），首行的列名是：{string.Join('、', list.Heads)}；可以先导出再修改。", "Source");
        }

        var (facts, problems) = (new List<EntryFacts>(), new List<Problem>());
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, cells) in rows)
        {
            var read = EntryReading.Read(list, InputOf(list, cells));
            problems.AddRange(read.Problems.Select(p => Problem.Invalid(p.Code, $"第 {line} 行：{p.Message}", "Source")));
            if (!read.TryGet(out var fact))
            {
                continue;
            }

            if (!seen.TryAdd(fact.Number, line))
            {
                problems.Add(Problem.Invalid("catalogue.list-number-twice", $"第 {line} 行：编号“{fact.Number}”与第 {seen[fact.Number]} 行重复。", "Source"));
            }

            facts.Add(fact);
        }

        return problems.Count > 0 ? Outcome<Done>.Because([.. problems.Take(MostFaults)]) : await SaveAsync(await StageAsync(list, act.Actor.Post!.RegionCode, facts, act, ct), ct);
    }

    /// <summary>The same for rows that come from somewhere else, for example the data folder; saves nothing.</summary>
    public async Task<Done> StageAsync(RegisterList list, string region, IReadOnlyList<EntryFacts> facts, Act act, CancellationToken ct)
    {
        var known = await db.Set<RegisterEntry>().Where(e => e.List == list.Key && e.RegionCode == region).ToDictionaryAsync(e => e.Number, StringComparer.Ordinal, ct);
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
            else if (entry.RemovedAt is null && IsSame(entry, fact))
            {
                unchanged++;
            }
            else
            {
                entry.Change(fact, act);
                db.Record(entry, act, "list-entry-changed", new { entry.List, entry.Number, entry.Name, entry.TypeCode, entry.Organisation, entry.Fields });
                changed++;
            }
        }

        return new Done(added, changed, unchanged);
    }

    private async Task<Outcome<Done>> SaveAsync(Done done, CancellationToken ct)
    {
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? done : Outcome<Done>.Because(saved.Problems);
    }

    private static bool IsSame(RegisterEntry entry, EntryFacts fact) =>
        (entry.Name, entry.TypeCode, entry.Organisation, entry.Fields) == (fact.Name, fact.TypeCode, fact.Organisation, fact.FieldsJson());

    private static EntryInput InputOf(RegisterList list, IReadOnlyDictionary<string, string> cells) => new()
    {
        Number = cells.GetValueOrDefault("编号"),
        Name = cells.GetValueOrDefault("名称"),
        Type = cells.GetValueOrDefault("事项类型"),
        Organisation = cells.GetValueOrDefault("单位"),
        Fields = list.Fields.ToDictionary(f => f.Key, f => cells.GetValueOrDefault(f.Label)),
    };
}
