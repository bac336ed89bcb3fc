using System.Globalization;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>What a row makes of an item: only cells that differ from what the item says count, so that an exported sheet sent back changes nothing. Pure.</summary>
internal static class SheetChange
{
    /// <returns>null when the row changes nothing.</returns>
    public static ItemContent? Of(SheetRow row, ItemContent before, string file, List<RowFault> faults)
    {
        var after = before;
        foreach (var column in NationalColumns.Every)
        {
            if (!row.Cells.TryGetValue(column.Key, out var cell) || cell == Normal(column.Show(before)))
            {
                continue;
            }

            if (column.Take is null)
            {
                faults.Add(row.Fault(file, column, "不能在表格里修改，请恢复原值，到事项编辑页修改。"));
                continue;
            }

            try
            {
                after = column.Take(after, cell);
            }
            catch (FormatException e)
            {
                faults.Add(row.Fault(file, column, e.Message));
            }
        }

        // The same in other words, as a code for a name or another order of signs, is no change.
        return ReferenceEquals(after, before) || after.ToJson() == before.ToJson() ? null : after;
    }

    /// <summary>For a new item: what is left empty stays as it is in an empty one.</summary>
    public static SheetRow WithoutEmpty(SheetRow row) => row with { Cells = row.Cells.Where(c => c.Value.Length > 0).ToDictionary(StringComparer.Ordinal) };

    public static bool IsStale(SheetRow row, Item item) => row.Version != item.CurrentVersion.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a row has otherwise than the item it is about, though only other pages change it.</summary>
    public static IEnumerable<RowFault> Elsewhere(SheetRow row, SheetStanding before, string file) => SheetHead.ElsewhereChanged
        .Where(h => row.Cell(h) is { Length: > 0 } cell && cell != Normal(before.Cell(h, row.National)) && (h != SheetHead.Region || ItemListReader.NaturalCode(cell) != before.Item.RegionCode))
        .Select(h => row.Fault(file, h, h == SheetHead.Status
            ? $"不能在表格里修改，现行是“{before.Cell(h, row.National)}”。暂停、恢复、取消请到事项变更里办理。"
            : before.Cell(h, row.National) is { Length: > 0 } now ? $"不能在表格里修改，请恢复为“{now}”或留空。" : "不能在表格里修改，请留空。"));

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
