using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>What a list that follows from items says of one of them.</summary>
internal abstract class ListedItem
{
    public required string List { get; init; }

    public required Guid ItemId { get; init; }

    public string Code { get; set; } = "";

    public string RegionCode { get; set; } = "";

    public string RegionName { get; set; } = "";

    public Guid OrganisationId { get; set; }

    public string OrganisationName { get; set; } = "";

    public string Name { get; set; } = "";

    public string TypeCode { get; set; } = "";

    /// <summary>The cells of the list's own columns, a JSON array.</summary>
    public string Cells { get; set; } = "[]";

    public string SearchText { get; set; } = "";

    /// <summary>When the list began to say it.</summary>
    public DateTime Since { get; set; }

    public bool Says(ListedItem other) =>
        (Code, RegionCode, RegionName, OrganisationId, OrganisationName, Name, TypeCode)
            == (other.Code, other.RegionCode, other.RegionName, other.OrganisationId, other.OrganisationName, other.Name, other.TypeCode)
        && (Cells, SearchText) == (other.Cells, other.SearchText);
}

/// <summary>An item on a list that follows from what items say: one row for each list, written anew with each version, so that a list is one indexed query.</summary>
internal sealed class ListItem : ListedItem
{
    /// <summary>The item is in use: one that is paused is kept, and not on the list.</summary>
    public bool Shown { get; set; }

    /// <summary>Says something else from now on.</summary>
    /// <returns>What it said till now; null when that was on no list.</returns>
    public FormerListItem? Become(ListItem next, DateTime at)
    {
        var former = Shown ? FormerListItem.Of(this, at) : null;
        (Code, RegionCode, RegionName) = (next.Code, next.RegionCode, next.RegionName);
        (OrganisationId, OrganisationName, Name, TypeCode) = (next.OrganisationId, next.OrganisationName, next.Name, next.TypeCode);
        (Cells, SearchText, Shown, Since) = (next.Cells, next.SearchText, next.Shown, at);
        return former;
    }
}

/// <summary>What such a list said of an item until then (05.02, 05.09): written once, so that anybody can read the list as it stood on a day.</summary>
internal sealed class FormerListItem : ListedItem, IAppendOnly
{
    public required Guid Id { get; init; }

    public required DateTime Until { get; init; }

    public static FormerListItem Of(ListItem was, DateTime until) => new()
    {
        Id = Guid.CreateVersion7(until),
        List = was.List,
        ItemId = was.ItemId,
        Code = was.Code,
        RegionCode = was.RegionCode,
        RegionName = was.RegionName,
        OrganisationId = was.OrganisationId,
        OrganisationName = was.OrganisationName,
        Name = was.Name,
        TypeCode = was.TypeCode,
        Cells = was.Cells,
        SearchText = was.SearchText,
        Since = was.Since,
        Until = until,
    };
}
