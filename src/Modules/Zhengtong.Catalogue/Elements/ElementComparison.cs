using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Elements;

/// <summary>How one element differs between two states of an item: the lines only the first has, and those only the second has.</summary>
internal sealed record ElementDifference(ItemElement Element, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    public IEnumerable<string> Removed => Before.Except(After, StringComparer.Ordinal);

    public IEnumerable<string> Added => After.Except(Before, StringComparer.Ordinal);
}

/// <summary>Compares two states element by element: versions of an item, an item with its parent, one end with the master. Pure.</summary>
internal static class ElementComparison
{
    /// <param name="keys">Only these elements; null: all.</param>
    public static IReadOnlyList<ElementDifference> Of(ItemState before, ItemState after, IReadOnlyCollection<string>? keys = null)
    {
        var found = new List<ElementDifference>();
        foreach (var element in ItemElements.All)
        {
            if (keys?.Contains(element.Key) == false)
            {
                continue;
            }

            var (a, b) = (Lines(element, before), Lines(element, after));
            if (!a.SequenceEqual(b, StringComparer.Ordinal))
            {
                found.Add(new ElementDifference(element, a, b));
            }
        }

        return found;
    }

    /// <summary>The content with the named elements as the standard has them; all others stay as they are.</summary>
    public static ItemContent Take(ItemContent own, ItemContent standard, IReadOnlyCollection<string> keys) =>
        ItemElements.All.Where(e => e.Take is not null && keys.Contains(e.Key)).Aggregate(own, (content, e) => e.Take!(content, standard));

    private static List<string> Lines(ItemElement element, ItemState state) => [.. element.Lines(state).Select(l => l.Trim()).Where(l => l.Length > 0)];
}
