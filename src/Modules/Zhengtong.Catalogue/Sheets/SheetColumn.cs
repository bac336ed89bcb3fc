using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>A column of the items' sheet: an element as a cell, and the cell as the element.</summary>
/// <param name="National">The second head: the field of the national exchange tables, or the element's key where there is none.</param>
/// <param name="Take">The content with the element as the cell has it; throws <see cref="FormatException"/> with what to do. null: shown, but changed elsewhere.</param>
internal sealed record SheetColumn(string Key, string Name, string National, Func<ItemContent, string> Show, Func<ItemContent, string, ItemContent>? Take);
