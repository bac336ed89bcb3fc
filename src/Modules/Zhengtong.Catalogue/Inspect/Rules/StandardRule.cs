using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>A rule of the inspection standard (检测标准) as it counts today. Requirements 02.07, 02.13, 02.14.</summary>
/// <param name="Key">Stable; also the reason of the problem when it refuses a version.</param>
/// <param name="Why">What is checked and why.</param>
/// <param name="Source">The document that asks for it.</param>
/// <param name="Element">Key of the item element.</param>
/// <param name="Blocks">阻止发布; otherwise 提示.</param>
/// <param name="Days">Working days to mend.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
/// <param name="Find">The places where an item is at fault; pure.</param>
internal sealed record StandardRule(string Key, string Title, string Why, string Source, string Element, bool Blocks, int Days, string Remedy, Func<Inspected, IEnumerable<Hit>> Find)
{
    public int Version { get; init; } = 1;

    public RuleScope Scope { get; init; } = RuleScope.Offered;

    /// <summary>Refuses the first version of an item here; of an item that is there already it is only told.</summary>
    public bool BlocksNew { get; init; }

    /// <summary>What happens to an item that does not keep it, in words.</summary>
    public string Effect => Blocks ? "阻止发布" : BlocksNew ? "提示；新事项阻止发布" : "提示";

    /// <summary>Only items of these types; empty: all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Only items of these levels, 1 nation to 6 village; empty: all.</summary>
    public IReadOnlyList<int> Levels { get; init; } = [];

    /// <summary>Counts for items of this region and below; empty: everywhere.</summary>
    public string RegionCode { get; init; } = "";

    /// <summary>For which items it counts, in words; empty: for all.</summary>
    public string Extent => string.Join("；", ((string[])
    [
        Types.Count == 0 ? "" : string.Join("、", Types.Select(TypeName)), Levels.Count == 0 ? "" : string.Join("、", Levels.Select(ItemElements.Level)),
    ]).Where(w => w.Length > 0));

    public IEnumerable<Fault> FaultsOf(Inspected item) => Applies(item)
        ? Find(item).DistinctBy(h => h.Place).Select(h => new Fault(Key, Version, Element, Blocks, Days, h.Place, $"{h.Message}{Remedy}"))
        : [];

    private static string TypeName(string code) => code == "30" ? "备案" : ItemTypeNames.Of(code);

    private bool Applies(Inspected item) =>
        (Scope == RuleScope.All || item.Kind == ItemKind.Implementation)
        && (Types.Count == 0 || Types.Contains(item.State.Content.TypeCode))
        && (Levels.Count == 0 || Levels.Contains(Region.LevelOf(item.RegionCode) + 1))
        && (RegionCode.Length == 0 || item.RegionCode.StartsWith(RegionCode, StringComparison.Ordinal))
        && !(item.State.Content.Simple && Scope == RuleScope.Offered && !Minimal.Contains(Element));

    /// <summary>Elements a simple public service has (01.42); the others are not asked for.</summary>
    private static readonly HashSet<string> Minimal = ["name", "catalogueCode", "audience", "materials", "places", "consult", "limits", "tags"];
}

internal enum RuleScope
{
    /// <summary>Implementation items: what people apply for.</summary>
    Offered,

    /// <summary>Entries of basic catalogues too.</summary>
    All,
}

/// <param name="Place">Where in the item; empty for the item as a whole.</param>
internal sealed record Hit(string Place, string Message);

/// <summary>A fault of an item under one rule.</summary>
internal sealed record Fault(string RuleKey, int RuleVersion, string Element, bool Blocks, int Days, string Place, string Message);

/// <summary>An item as rules see it: as published, or as proposed.</summary>
internal sealed record Inspected(string Code, ItemKind Kind, string RegionCode, Guid OrganisationId, bool Applicable, ItemState State, Around Around)
{
    public ItemContent Content => State.Content;
}

/// <summary>What lies around an item and is no part of it. null: nobody looked, and what depends on it is not judged.</summary>
/// <param name="SampleExists">Whether a file of that name can be downloaded.</param>
/// <param name="FormFault">What is wrong with the form of that key; null: nothing.</param>
/// <param name="Staffed">Whether somebody holds the role of the step where it is done.</param>
/// <param name="OffTheHall">Whether the list of what does not enter the hall (进驻负面清单) of its region, or of one above, names the item.</param>
/// <param name="Above">The entry of a basic catalogue that the item is bound to; <see cref="EntryAbove.None"/>: to none.</param>
/// <param name="LicencesListed">The national licence list is here, so that one can say what is not on it.</param>
/// <param name="ThemesOf">For whom the themes are under which people find the item; empty: under none.</param>
/// <param name="LinkDead">Whether an address was asked on several days and did not answer; null: none is known to be dead.</param>
internal sealed record Around(
    IReadOnlyList<VagueWord> Words,
    Func<string, bool>? SampleExists = null,
    Func<string, string?>? FormFault = null,
    Func<ItemStep, Inspected, bool>? Staffed = null,
    Func<Inspected, bool>? OffTheHall = null,
    Func<Inspected, EntryAbove>? Above = null,
    bool LicencesListed = false,
    Func<Inspected, IReadOnlyCollection<ThemeAudience>>? ThemesOf = null,
    Func<string, bool>? LinkDead = null)
{
    public static readonly Around Nothing = new([]);
}

/// <summary>How the entry stands that an item inherits from.</summary>
/// <param name="Split">Its splitting standard (01.14).</param>
internal sealed record EntryAbove(bool Bound, ItemStatus Status, string TypeCode, IReadOnlyList<HandlingItem> Split)
{
    /// <summary>The item may stay although the entry is paused or cancelled: an objection was upheld.</summary>
    public bool Stays { get; init; }

    public static readonly EntryAbove None = new(false, ItemStatus.InUse, "", []);
}

/// <param name="Elements">Keys of the elements in which it counts.</param>
/// <param name="AtEnd">Counts only at the end of a line, as 等 does.</param>
/// <param name="Except">A longer phrase in which it is harmless.</param>
internal sealed record VagueWord(string Word, IReadOnlyList<string> Elements, bool AtEnd, string Except);
