namespace Zhengtong.Catalogue.Model;

/// <summary>One item at one end: what the last comparison found, and whether it is live there.</summary>
internal sealed class EndItem
{
    private EndItem()
    {
    }

    public Guid Id { get; private init; }

    public Guid EndId { get; private init; }

    public Guid ItemId { get; private init; }

    public string Code { get; private init; } = "";

    public string ItemName { get; private set; } = "";

    public DateTime? ComparedAt { get; private set; }

    /// <summary>The master's version that was compared with.</summary>
    public Guid? ComparedVersionId { get; private set; }

    /// <summary>What differs, as JSON; empty when all is equal.</summary>
    public string Differences { get; private set; } = "";

    /// <summary>Nightly checks in a row that reached nothing.</summary>
    public int Unreached { get; private set; }

    public string UnreachedBecause { get; private set; } = "";

    public DateTime? LiveSince { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Since when the end, being live, has said something else than the master.</summary>
    public DateTime? DeviatesSince { get; private set; }

    public int Revision { get; private set; }

    public bool IsLive => LiveSince is not null && WithdrawnAt is null;

    public static EndItem Of(Guid endId, Guid itemId, string code) => new() { Id = Guid.CreateVersion7(), EndId = endId, ItemId = itemId, Code = code };

    /// <returns>True when a deviation of a live item began with it.</returns>
    public bool Compared(string itemName, Guid versionId, string differences, DateTime at)
    {
        (ItemName, ComparedAt, ComparedVersionId, Differences, Unreached, UnreachedBecause, Revision) = (itemName, at, versionId, differences, 0, "", Revision + 1);
        var begins = IsLive && differences.Length > 0 && DeviatesSince is null;
        DeviatesSince = IsLive && differences.Length > 0 ? DeviatesSince ?? at : null;
        return begins;
    }

    /// <summary>The master ceased to offer the item, or offers it again, while the end shows it: what differs besides stays as it was compared.</summary>
    /// <returns>True when a deviation of a live item began with it.</returns>
    public bool MasterChanged(string differences, DateTime at)
    {
        var begins = IsLive && differences.Length > 0 && DeviatesSince is null;
        (Differences, DeviatesSince, Revision) = (differences, IsLive && differences.Length > 0 ? DeviatesSince ?? at : null, Revision + 1);
        return begins;
    }

    public void NotReached(string because) => (Unreached, UnreachedBecause, Revision) = (Unreached + 1, because, Revision + 1);

    public bool MayGoLive(Guid versionInForce) => !IsLive && ComparedAt is not null && Differences.Length == 0 && ComparedVersionId == versionInForce;

    public void GoLive(DateTime at) => (LiveSince, WithdrawnAt, Revision) = (at, null, Revision + 1);

    public void Withdraw(DateTime at) => (WithdrawnAt, DeviatesSince, Revision) = (at, null, Revision + 1);
}
