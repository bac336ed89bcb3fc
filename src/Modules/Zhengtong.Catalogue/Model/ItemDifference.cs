namespace Zhengtong.Catalogue.Model;

/// <summary>That an item deviates from the entry above it in one element of an active profile (01.03, 01.20). Found anew whenever either is published, and nightly.</summary>
internal sealed class ItemDifference
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    public required string ProfileKey { get; init; }

    public required string ElementKey { get; init; }

    public required string RegionCode { get; set; }

    public required Guid OrganisationId { get; set; }

    /// <summary>The versions that were compared.</summary>
    public required int ItemVersion { get; set; }

    public required int ParentVersion { get; set; }

    public required DateTime FoundAt { get; init; }
}

/// <summary>How many items of an organisation in a region agree with a profile.</summary>
internal sealed class AgreementCount
{
    public required string ProfileKey { get; init; }

    public required string RegionCode { get; init; }

    public required Guid OrganisationId { get; init; }

    public string OrganisationName { get; set; } = "";

    /// <summary>Items of the profile's levels that are bound to an entry above.</summary>
    public int Bound { get; set; }

    public int Agreeing { get; set; }

    /// <summary>Items of the profile's levels without an entry above: nothing to compare them with.</summary>
    public int Unbound { get; set; }

    public DateTime CountedAt { get; set; }
}
