namespace Zhengtong.Catalogue.Model;

/// <summary>An item on a list that follows from what items say: one row for each list, written anew with each version, so that a list is one indexed query.</summary>
internal sealed class ListItem
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
}
