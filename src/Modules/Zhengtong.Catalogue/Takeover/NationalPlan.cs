using System.Globalization;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>An entry of the national catalogue as it stands, with the version in force.</summary>
internal sealed record StandingEntry(Item Item, ItemContent Content, DateOnly? PlanCancel)
{
    public ItemState State => new(Item.CatalogueCode, Item.Name, Content);

    public string Key => NationalRow.KeyOf(Item.CatalogueCode[2..4], Content.SupervisedBy, Item.Name);
}

/// <param name="Entry">null: the item is new.</param>
internal sealed record PlannedEntry(string Code, NationalRow Row, StandingEntry? Entry, ItemContent Content, IReadOnlyList<ElementDifference> Differences);

/// <summary>
/// What taking a list over would do to the national catalogue, in the types that the list has: added, changed, removed. A row is found by its
/// official code, else by department and name; a new one without a code gets the department's next main item number. Pure.
/// </summary>
internal sealed record NationalPlan(IReadOnlyList<PlannedEntry> Added, IReadOnlyList<PlannedEntry> Changed, IReadOnlyList<StandingEntry> Removed, int Unchanged, IReadOnlyList<RowFault> Faults)
{
    private const int MostMainItems = 999;

    public static NationalPlan Of(IReadOnlyList<NationalRow> rows, IReadOnlyList<StandingEntry> standing, IReadOnlyDictionary<string, string> departments, string file)
    {
        var byCode = standing.ToDictionary(e => e.Item.CatalogueCode, StringComparer.Ordinal);
        var byKey = standing.GroupBy(e => e.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var taken = byCode.Keys.Concat(rows.Where(r => r.Code.Length > 0).Select(r => r.Code)).ToHashSet(StringComparer.Ordinal);
        var (added, changed, faults, kept) = (new List<PlannedEntry>(), new List<PlannedEntry>(), new List<RowFault>(), new HashSet<Guid>());
        var unchanged = 0;
        foreach (var row in rows)
        {
            var before = row.Code.Length > 0 ? byCode.GetValueOrDefault(row.Code) : byKey.GetValueOrDefault(row.Key);
            if (before is not null && !kept.Add(before.Item.Id))
            {
                faults.Add(new RowFault(new RowAt(file, row.Row, row.Code), "catalogue.list-twice", $"与本文件另一行指向同一条目 {before.Item.Code}，请保留一行。"));
                continue;
            }

            var content = row.Content(before?.Content);
            if (before is not null)
            {
                var differences = ElementComparison.Of(before.State, new ItemState(before.Item.CatalogueCode, row.Name, content));
                if (differences.Count == 0 && before.PlanCancel == row.CancelOn)
                {
                    unchanged++;
                }
                else
                {
                    changed.Add(new PlannedEntry(before.Item.Code, row, before, content, differences));
                }
            }
            else if (row.Code.Length > 0)
            {
                added.Add(new PlannedEntry(row.Code, row, null, content, []));
            }
            else if (!departments.TryGetValue(row.Department, out var number))
            {
                faults.Add(new RowFault(new RowAt(file, row.Row, row.Name), "catalogue.list-department", $"部门字典里没有“{row.Department}”，无法编码。请核对部门名称，或在清单里填写基本编码。"));
            }
            else if (Next(row.Type, number, taken) is { } code)
            {
                added.Add(new PlannedEntry(code, row, null, content, []));
            }
            else
            {
                faults.Add(new RowFault(new RowAt(file, row.Row, row.Name), "catalogue.list-full", $"“{row.Department}”的主项编号已用完，请在清单里填写基本编码。"));
            }
        }

        return new NationalPlan(added, changed, [.. standing.Where(e => e.PlanCancel is null && !kept.Contains(e.Item.Id))], unchanged, faults);
    }

    private static string? Next(string type, string department, HashSet<string> taken)
    {
        for (var main = 1; main <= MostMainItems; main++)
        {
            if (string.Create(CultureInfo.InvariantCulture, $"00{type}{department}{main:000}000") is var code && taken.Add(code))
            {
                return code;
            }
        }

        return null;
    }
}
