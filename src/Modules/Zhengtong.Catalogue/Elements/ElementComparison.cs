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
    public static IReadOnlyList<ElementDifference> Of(ItemState before, ItemState after, IReadOnlyCollection<string>? keys = null) => Of(before, after, ItemElements.All, keys);

    /// <summary>All that differs between two states of one item, down to the wording (版本差异): nothing that a version says can change unseen.</summary>
    public static IReadOnlyList<ElementDifference> Whole(ItemState before, ItemState after)
    {
        // Two plans differ once: as what the form is composed of.
        var planned = before.Content.FormPlan is not null && after.Content.FormPlan is not null;
        return [.. Of(before, after, ItemElements.All, null).Where(d => !planned || d.Element.Key != ItemElements.FormKey), .. Of(before, after, ElementDetails.All, null)];
    }

    private static List<ElementDifference> Of(ItemState before, ItemState after, IReadOnlyList<ItemElement> elements, IReadOnlyCollection<string>? keys)
    {
        var found = new List<ElementDifference>();
        foreach (var element in elements)
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

    /// <summary>Compares with what somebody else shows, given as lines by element (01.38): an element it does not show is shown empty.</summary>
    public static IReadOnlyList<ElementDifference> WithShown(ItemState master, IReadOnlyDictionary<string, IReadOnlyList<string>> shown, IReadOnlyCollection<string> keys) =>
    [
        .. ItemElements.All.Where(e => keys.Contains(e.Key))
            .Select(e => new ElementDifference(e, Lines(e, master), [.. shown.GetValueOrDefault(e.Key, []).Select(l => l.Trim()).Where(l => l.Length > 0)]))
            .Where(d => !d.Before.SequenceEqual(d.After, StringComparer.Ordinal)),
    ];

    /// <summary>The content with the named elements as the standard has them; all others stay as they are.</summary>
    public static ItemContent Take(ItemContent own, ItemContent standard, IReadOnlyCollection<string> keys) =>
        ItemElements.All.Where(e => e.Take is not null && keys.Contains(e.Key)).Aggregate(own, (content, e) => e.Take!(content, standard));

    private static List<string> Lines(ItemElement element, ItemState state) => [.. element.Lines(state).Select(l => l.Trim()).Where(l => l.Length > 0)];
}
