using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Elements;

/// <summary>An element (事项要素) of an item: what catalogues, profiles, comparisons, inspections and exchanges speak of.</summary>
/// <param name="Key">Stable, lower camel case.</param>
/// <param name="National">The field of the national exchange tables (up_task_*); empty where there is none.</param>
/// <param name="Lines">What the element says, as lines that people read. Two items agree on it when their lines are equal.</param>
/// <param name="Take">The first content with this element as the second has it; null: the element is no part of the content (name, code).</param>
internal sealed record ItemElement(
    string Key,
    string Name,
    string Group,
    string National,
    Func<ItemState, IEnumerable<string>> Lines,
    Func<ItemContent, ItemContent, ItemContent>? Take = null);

/// <summary>An item as it stands in one version, or as it is proposed.</summary>
internal sealed record ItemState(string CatalogueCode, string Name, ItemContent Content);
