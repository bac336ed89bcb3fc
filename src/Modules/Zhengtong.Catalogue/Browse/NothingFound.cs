namespace Zhengtong.Catalogue.Browse;

/// <summary>An empty list is no dead end: close items, the whole country, themes, help.</summary>
internal sealed record NothingFound(string RegionName, string? Words, IReadOnlyList<ItemRow> Close, string? EverywhereLink, bool Searched = true);
