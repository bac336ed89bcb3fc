using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// An item (事项): an entry of a basic catalogue (基本目录), or what one organisation offers in one region (实施清单, 01.13). Both lie in one library (01.06) and
/// are made of the same elements; each points up at the entry it inherits from. What an item says lies in its versions; this row points at the newest, which may wait for its day.
/// </summary>
internal sealed class Item : ITraced
{
    private Item()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>
    /// The implementation code. It contains division and organisation, so it is unique by itself; a legacy guide keeps its id in the source.
    /// An entry of a basic catalogue: its catalogue code, with <c>@region</c> below the nation, where the same entry is taken over.
    /// </summary>
    public string Code { get; private init; } = "";

    public ItemKind Kind { get; private init; } = ItemKind.Implementation;

    /// <summary>基本编码, 12 digits; empty for an older local code.</summary>
    public string CatalogueCode { get; private init; } = "";

    /// <summary>行使层级: 1 国家 2 省 3 市 4 县 5 乡 6 村.</summary>
    public int Level { get; private init; }

    /// <summary>The entry of the basic catalogue above that this one inherits from (关联绑定, 01.17); null while unbound.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>The version of the parent that was last adopted; 0 while unbound.</summary>
    public int ParentVersion { get; private set; }

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

    /// <summary>The planned day of the newest version; null: it took effect when it was published.</summary>
    public DateOnly? EffectiveOn { get; private set; }

    /// <summary>The next day on which a published version takes effect; null while none waits.</summary>
    public DateOnly? NextOn { get; private set; }

    public ItemStatus Status { get; private set; }

    /// <summary>Kept out of the platform with a reason (01.31).</summary>
    public bool Excluded { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    /// <summary>Two publishings of one item at the same time: the second must look again.</summary>
    public int Revision { get; private set; }

    public static Item First(string code, string regionCode, string regionName, ItemKind kind = ItemKind.Implementation)
    {
        var parsed = ItemCode.Parse(code.Split('@')[0]);
        return new()
        {
            Id = Guid.CreateVersion7(),
            Code = code,
            Kind = kind,
            CatalogueCode = parsed.TryGet(out var c) ? c.CatalogueCode : "",
            Level = c is { Level: > 0 } ? c.Level : Region.LevelOf(regionCode) + 1,
            RegionCode = regionCode,
            RegionName = regionName,
            Status = ItemStatus.InUse,
        };
    }

    /// <summary>The code of a basic catalogue's entry: the nation's is bare.</summary>
    public static string BasicCode(string catalogueCode, string regionCode) => regionCode.Length == 0 ? catalogueCode : $"{catalogueCode}@{regionCode}";

    /// <summary>
    /// Whether this may inherit from an entry: of a basic catalogue, and of this region or one above it. An entry inherits from a higher level only: whatever the order of bindings, inheritance
    /// climbs and cannot come round.
    /// </summary>
    public bool MayFollow(Item entry) => entry.Kind == ItemKind.Basic && entry.Id != Id && RegionCode.StartsWith(entry.RegionCode, StringComparison.Ordinal)
        && (Kind != ItemKind.Basic || RegionCode.Length > entry.RegionCode.Length);

    /// <summary>Binds the item to an entry above it, or takes over a newer version of that entry.</summary>
    /// <exception cref="InvalidOperationException">It may not follow that entry.</exception>
    /// <param name="version">The version of the entry that is taken over; null: the newest.</param>
    public void Adopt(Item parent, int? version = null)
    {
        if (!MayFollow(parent))
        {
            throw new InvalidOperationException($"{Code} cannot inherit from {parent.Code}.");
        }

        (ParentId, ParentVersion, Revision) = (parent.Id, version ?? parent.CurrentVersion, Revision + 1);
    }

    public void Unbind() => (ParentId, ParentVersion, Revision) = (null, 0, Revision + 1);

    /// <summary>The newest version is published and waits for its day.</summary>
    public bool Waits(DateOnly today) => EffectiveOn > today;

    /// <summary>The day that a next version carries when it goes on from the newest: nobody brings forward what waits without saying so.</summary>
    public DateOnly? CarriedOn(DateOnly today) => Waits(today) ? EffectiveOn : null;

    /// <summary>Takes the version as the newest. The one before ends for new cases, on the planned day where there is one.</summary>
    public void PutInForce(ItemVersion version, Guid organisationId, string organisationName, string typeCode, bool excluded = false)
    {
        if (version.ItemId != Id || version.Number != CurrentVersion + 1)
        {
            throw new InvalidOperationException($"Version {version.Number} does not follow version {CurrentVersion} of {Code}.");
        }

        (Name, OrganisationId, OrganisationName, TypeCode) = (version.Name, organisationId, organisationName, typeCode);
        (CurrentVersionId, CurrentVersion, Excluded, Revision) = (version.Id, version.Number, excluded, Revision + 1);
        var waits = version.PlanEffective > LegalDay.Of(version.PublishedAt);
        (EffectiveOn, NextOn) = (version.PlanEffective, waits ? NextOn < version.PlanEffective ? NextOn : version.PlanEffective : null);
    }

    /// <summary>A version that waited is in force.</summary>
    /// <param name="next">When the next one follows.</param>
    public void TakeEffect(DateOnly? next) => (NextOn, Revision) = (next, Revision + 1);

    public void Become(ItemStatus status) => (Status, Revision) = (status, Revision + 1);
}

internal enum ItemKind
{
    /// <summary>实施清单: what an organisation offers; people apply for it.</summary>
    Implementation = 1,

    /// <summary>基本目录: an entry of the national, a provincial or a municipal catalogue.</summary>
    Basic = 2,
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
