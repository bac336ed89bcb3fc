using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>The row that lists, filters and searches read: one for each item that has a version in force, and of that version; none of what is kept off the platform (01.08).</summary>
internal sealed class ItemIndex
{
    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required string RegionCode { get; init; }

    public required string RegionName { get; init; }

    public string Name { get; set; } = "";

    public Guid OrganisationId { get; set; }

    public string OrganisationName { get; set; } = "";

    public string TypeCode { get; set; } = "";

    public string TypeName { get; set; } = "";

    public bool ForPersons { get; set; }

    public bool ForCompanies { get; set; }

    /// <summary>即办件.</summary>
    public bool Instant { get; set; }

    /// <summary>可网办.</summary>
    public bool Online { get; set; }

    /// <summary>到办事现场次数; null when the source does not say.</summary>
    public int? Visits { get; set; }

    /// <summary>可以申请办理: in use and not a guide only.</summary>
    public bool Applicable { get; set; }

    /// <summary>The keys of the item's tags, by hand and by its elements, with blanks between (05.18).</summary>
    public string Tags { get; set; } = "";

    /// <summary>Made by <c>SearchText.OfItem</c>.</summary>
    public string SearchText { get; set; } = "";

    /// <summary>Recent applications; lists show the items with more first.</summary>
    public int HotScore { get; set; }

    /// <summary>Makes the row of an item say what its version in force says.</summary>
    /// <param name="index">As the unit of work tracks it; null: there is none yet.</param>
    public static void Show(Database db, ItemIndex? index, Item item, ItemVersion version, ItemContent content)
    {
        if (content.KeptOff)
        {
            db.RemoveRange(index is null ? [] : [index]);
            return;
        }

        if (index is null)
        {
            index = new() { ItemId = item.Id, Code = item.Code, RegionCode = item.RegionCode, RegionName = item.RegionName };
            db.Add(index);
        }

        index.Say(item, version, content);
    }

    private void Say(Item item, ItemVersion version, ItemContent content)
    {
        (Name, OrganisationId, OrganisationName) = (version.Name, version.OrganisationId, version.OrganisationName);
        (TypeCode, TypeName, ForPersons, ForCompanies, Instant, Visits) = (content.TypeCode, content.TypeName, content.ForPersons, content.ForCompanies, content.Instant, content.Visits);
        Applicable = item.Status == ItemStatus.InUse;

        // Whatever can be applied for here can be applied for online; a mere guide is online only where its source says so.
        Online = Applicable || content.OnlineDepth.Contains('网', StringComparison.Ordinal) || content.OnlineDepth.Contains("在线", StringComparison.Ordinal);
        Tags = string.Join(' ', TagRules.Effective(content, item.RegionCode, Applicable));
        SearchText = Read.SearchText.OfItem(version.Name, item.Code, version.OrganisationName);
    }
}
