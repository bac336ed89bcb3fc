using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>An item (事项) as one organisation offers it in one region (实施清单, 01.13). What it says lies in its versions; this row points at the one in force.</summary>
internal sealed class Item : ITraced
{
    private Item()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The implementation code. It contains division and organisation, so it is unique by itself; a legacy guide keeps its id in the source.</summary>
    public string Code { get; private init; } = "";

    public string Name { get; private set; } = "";

    public Guid OrganisationId { get; private set; }

    public string OrganisationName { get; private set; } = "";

    /// <summary>Natural length: 6 for a county; empty for the nation.</summary>
    public string RegionCode { get; private init; } = "";

    public string RegionName { get; private init; } = "";

    /// <summary>GB/T 39046-2020 A.1.</summary>
    public string TypeCode { get; private set; } = "";

    public Guid CurrentVersionId { get; private set; }

    public int CurrentVersion { get; private set; }

    public ItemStatus Status { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    /// <summary>Two publishings of one item at the same time: the second must look again.</summary>
    public int Revision { get; private set; }

    public static Item First(string code, string regionCode, string regionName) => new()
    {
        Id = Guid.CreateVersion7(),
        Code = code,
        RegionCode = regionCode,
        RegionName = regionName,
        Status = ItemStatus.InUse,
    };

    /// <summary>Takes the version as the one in force; the one before ends for new cases.</summary>
    public void PutInForce(ItemVersion version, Guid organisationId, string organisationName, string typeCode)
    {
        if (version.ItemId != Id || version.Number != CurrentVersion + 1)
        {
            throw new InvalidOperationException($"Version {version.Number} does not follow version {CurrentVersion} of {Code}.");
        }

        (Name, OrganisationId, OrganisationName, TypeCode) = (version.Name, organisationId, organisationName, typeCode);
        (CurrentVersionId, CurrentVersion, Revision) = (version.Id, version.Number, Revision + 1);
    }

    public void Become(ItemStatus status) => (Status, Revision) = (status, Revision + 1);
}

/// <summary>事项状态, as the national catalogue codes it.</summary>
internal enum ItemStatus
{
    /// <summary>在用.</summary>
    InUse = 1,

    /// <summary>暂停.</summary>
    Paused = 2,

    /// <summary>取消.</summary>
    Cancelled = 3,

    /// <summary>法定指南: shown as a guide at nation level, nowhere to apply for it.</summary>
    GuideOnly = 9,
}
