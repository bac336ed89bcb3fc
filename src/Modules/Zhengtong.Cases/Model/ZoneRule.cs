using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Model;

/// <summary>
/// Who does a step of a case of a special zone's item (01.36: the list of what zones are authorised to do drives who may accept and decide there). What the list in force does not
/// authorise the zone to do, the organisation does that gave it the item.
/// </summary>
internal static class ZoneRule
{
    /// <param name="ZoneItemId">The item whose authority the step takes.</param>
    internal sealed record Place(Guid OrganisationId, string Name, string RegionCode, Guid? ZoneItemId);

    /// <summary>The organisation that decides a case of the item, and in whose name its documents are.</summary>
    public static (Guid Id, string Name) Decider(PublishedItem item, ZoneStanding? zone) =>
        zone is { MayDecide: false } ? (zone.GiverId, zone.GiverName) : (item.OrganisationId, item.OrganisationName);

    public static Place Intake(Case @case, ZoneStanding? zone) => zone switch
    {
        null => new(@case.OrganisationId, @case.OrganisationName, @case.RegionCode, null),
        { MayAccept: true } => new(zone.ZoneId, zone.ZoneName, zone.ZoneRegion, @case.ItemId),
        _ => new(zone.GiverId, zone.GiverName, zone.GiverRegion, null),
    };

    /// <summary>A step as it begins. A zone that decides a case and has lost the authority hands it to the giver.</summary>
    public static Place WhereDone(Case @case, ZoneStanding? zone, ItemStep step)
    {
        if (zone is { MayDecide: false } && @case.OrganisationId == zone.ZoneId && step.Kind != StepKind.Intake)
        {
            (@case.OrganisationId, @case.OrganisationName) = (zone.GiverId, zone.GiverName);
        }

        return step switch
        {
            { OrganisationId: { } other } => new(other, step.OrganisationName, @case.RegionCode, null),
            { Kind: StepKind.Intake } => Intake(@case, zone),
            _ when zone is null => new(@case.OrganisationId, @case.OrganisationName, @case.RegionCode, null),
            _ when @case.OrganisationId == zone.ZoneId => new(zone.ZoneId, zone.ZoneName, zone.ZoneRegion, @case.ItemId),
            _ => new(@case.OrganisationId, @case.OrganisationName, zone.GiverRegion, null),
        };
    }
}
