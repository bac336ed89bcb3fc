namespace Zhengtong.Catalogue.Model;

/// <summary>The row that lists, filters and searches read: one for each item, written with each version.</summary>
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
}
