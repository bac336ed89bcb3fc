using System.Globalization;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>What a row makes of an item: only cells that differ from what the item says count, so that an exported sheet sent back changes nothing. Pure.</summary>
internal static class SheetChange
{
    /// <returns>null when the row changes nothing.</returns>
    public static ItemContent? Of(SheetRow row, ItemContent before, string file, List<RowFault> faults)
    {
        var after = before;
        foreach (var column in SheetColumns.All)
        {
            if (!row.Cells.TryGetValue(column.Key, out var cell) || cell == Normal(column.Show(before)))
            {
                continue;
            }

            if (column.Take is null)
            {
                faults.Add(row.Fault(file, column.Name, "不能在表格里修改，请恢复原值，到事项编辑页修改。"));
                continue;
            }

            try
            {
                after = column.Take(after, cell);
            }
            catch (FormatException e)
            {
                faults.Add(row.Fault(file, column.Name, e.Message));
            }
        }

        return ReferenceEquals(after, before) ? null : after;
    }

    /// <summary>For a new item: what is left empty stays as it is in an empty one.</summary>
    public static SheetRow WithoutEmpty(SheetRow row) => row with { Cells = row.Cells.Where(c => c.Value.Length > 0).ToDictionary(StringComparer.Ordinal) };

    public static bool IsStale(SheetRow row, Item item) => row.Version != item.CurrentVersion.ToString(CultureInfo.InvariantCulture);

    /// <summary>Faults that were there before are no reason to refuse a change of something else.</summary>
    public static IEnumerable<string> NewFaults(ItemContent? before, ItemContent after) =>
        ContentRules.Faults(after).Select(f => f.Message).Except(before is null ? [] : ContentRules.Faults(before).Select(f => f.Message));

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
