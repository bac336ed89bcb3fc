using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>A column of the items' sheet: an element as a cell, and the cell as the element.</summary>
/// <param name="National">The second head: the field of the national exchange tables, or the element's key where there is none.</param>
/// <param name="Take">The content with the element as the cell has it; throws <see cref="FormatException"/> with what to do. null: shown, but changed elsewhere.</param>
internal sealed record SheetColumn(string Key, string Name, string National, Func<ItemContent, string> Show, Func<ItemContent, string, ItemContent>? Take);

/// <summary>The cells that say which item and version a row is about.</summary>
internal static class SheetHead
{
    public const string Code = "实施编码";
    public const string Version = "事项版本";
    public const string Region = "行政区划代码";
    public const string Organisation = "实施主体";
    public const string Name = "事项名称";

    public static readonly IReadOnlyList<(string Name, string National)> All =
        [(Code, "task_code"), (Version, "task_version"), (Region, "area_code"), (Organisation, "dept_name"), (Name, "task_name")];
}
