namespace Zhengtong.Catalogue.Contracts;

/// <summary>
/// What the published lists of special zones (自贸区, 新区, 高新区, 经济开发区) authorise them to do (01.36). A zone has an item of its own by a permission adjustment; what it may do
/// with it is what the list in force says, and nothing where the list says nothing.
/// </summary>
public interface IZoneAuthority
{
    /// <summary>The zones that may take a step of the item, by name: accept it, or decide on it.</summary>
    Task<IReadOnlyList<ZoneGrant>> ForItemAsync(string itemCode, CancellationToken ct);

    /// <summary>The authority in force of every zone, to be asked inside the query of what somebody may do. Of the database of the scope.</summary>
    IQueryable<ZonePower> Powers { get; }

    /// <summary>How an item stands that a zone has or had, what was recalled without authority; null: it was never a zone's.</summary>
    Task<ZoneStanding?> StandingAsync(Guid itemId, CancellationToken ct);

    /// <summary>The special zones in which an item can be handled too, with the zone's own item.</summary>
    Task<IReadOnlyList<ZonePlace>> PlacesAsync(Guid itemId, CancellationToken ct);
}

public sealed record ZoneGrant(string ZoneKind, string Zone, bool MayAccept, bool MayDecide, string Ground);

/// <summary>One row of authority: several may speak of one item.</summary>
public sealed class ZonePower
{
    /// <summary>The zone's own item.</summary>
    public required Guid ItemId { get; init; }

    public required bool MayAccept { get; init; }

    public required bool MayDecide { get; init; }
}

/// <param name="GiverRegion">Where the steps are done that the zone may not do.</param>
public sealed record ZoneStanding(bool MayAccept, bool MayDecide, Guid ZoneId, string ZoneName, string ZoneRegion, Guid GiverId, string GiverName, string GiverRegion);

/// <param name="Code">The zone's own item.</param>
public sealed record ZonePlace(string ZoneKind, string Zone, string Code, bool MayAccept, bool MayDecide);
