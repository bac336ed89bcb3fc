using Zhengtong.Catalogue.Elements;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>
/// Whether an item agrees with the entry above it (01.03, 01.04, 01.05; 004 §五(二), 01.28: within the province the same item has the same flow and the same materials). Pure.
/// </summary>
internal static class AgreementCheck
{
    /// <summary>
    /// Before: what the standard says; after: what the item says. A level that the profile does not name is not compared, and where the standard says nothing there is
    /// nothing to agree with.
    /// </summary>
    public static IReadOnlyList<ElementDifference> Of(ItemState own, int level, ItemState standard, Profile profile) =>
        profile.Covers(level) ? ElementComparison.Of(standard, own, Fixed(standard, profile)) : [];

    /// <summary>The elements of the profile about which the standard says something.</summary>
    public static HashSet<string> Fixed(ItemState standard, Profile profile) => [.. profile.Elements.Where(key => Speaks(standard, key))];

    /// <summary>The elements that the active profiles fix for an item of a level, except those allowed to deviate.</summary>
    public static HashSet<string> Fixed(ItemState standard, int level, IEnumerable<Profile> active, IReadOnlySet<string> allowed) =>
        [.. active.Where(p => p.Covers(level)).SelectMany(p => Fixed(standard, p)).Where(key => !allowed.Contains(key))];

    public static bool Speaks(ItemState state, string key) => ItemElements.Find(key)?.Lines(state).Any(l => l.Trim().Length > 0) == true;
}
