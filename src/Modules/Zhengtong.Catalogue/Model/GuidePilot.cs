using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// A pilot of the short guide (简版办事指南试点, 02.11) for one item or one region. Where the managers of a region have ever set a pilot, only items of
/// running pilots have a short guide, none when all have ended; where nobody ever has, all have.
/// </summary>
internal sealed class GuidePilot : ITraced
{
    private GuidePilot()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The region of the manager who set it: whose items it switches.</summary>
    public string OwnerRegion { get; private init; } = "";

    /// <summary>The region it is for; of an item's pilot, the item's.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>The one item it is for; empty: all of the region.</summary>
    public string ItemCode { get; private init; } = "";

    /// <summary>What it is for, in words.</summary>
    public string Name { get; private init; } = "";

    public DateTime StartedAt { get; private init; }

    public string StartedByName { get; private init; } = "";

    public DateTime? EndedAt { get; private set; }

    public string EndedByName { get; private set; } = "";

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static GuidePilot Start(string ownerRegion, string regionCode, string itemCode, string name, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        OwnerRegion = ownerRegion,
        RegionCode = regionCode,
        ItemCode = itemCode,
        Name = name,
        StartedAt = act.At,
        StartedByName = act.Actor.Name,
    };

    public void End(Act act) => (EndedAt, EndedByName, Revision) = (act.At, act.Actor.Name, Revision + 1);
}
