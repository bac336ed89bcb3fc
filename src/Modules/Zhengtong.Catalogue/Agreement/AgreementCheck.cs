using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;

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
    /// <param name="kind">Of the item.</param>
    public static IReadOnlyList<ElementDifference> Of(ItemState own, int level, ItemState standard, Profile profile, ItemKind kind = ItemKind.Basic) =>
        profile.Covers(level) ? ElementComparison.Of(standard, own, [.. Fixed(standard, profile).Where(key => Concerns(key, kind))]) : [];

    /// <summary>The elements of the profile about which the standard says something.</summary>
    public static HashSet<string> Fixed(ItemState standard, Profile profile) => [.. profile.Elements.Where(key => Speaks(standard, key))];

    /// <summary>The elements that the active profiles fix for an item of a level, except those allowed to deviate.</summary>
    public static HashSet<string> Fixed(ItemState standard, int level, IEnumerable<Profile> active, IReadOnlySet<string> allowed, ItemKind kind = ItemKind.Basic) =>
        [.. active.Where(p => p.Covers(level)).SelectMany(p => Fixed(standard, p)).Where(key => !allowed.Contains(key) && Concerns(key, kind))];

    /// <summary>How an entry is split is said of it to those who claim its parts; what one offers is a part and has none (01.14).</summary>
    public static bool Concerns(string key, ItemKind kind) => kind == ItemKind.Basic || key != ItemElements.SplitKey;

    public static bool Speaks(ItemState state, string key) => ItemElements.Find(key)?.Lines(state).Any(l => l.Trim().Length > 0) == true;
}
