using Zhengtong.Platform.Auditing;

namespace Zhengtong.Identity.Model;

/// <summary>A government organisation (组织机构); one of a name in a region (requirement 08.17).</summary>
internal sealed class Organisation : ITraced
{
    private Organisation()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Credit code, or the code by which older catalogues name it.</summary>
    public string CreditCode { get; private set; } = "";

    /// <summary>Natural length, so that it prefixes the codes below.</summary>
    public string RegionCode { get; private set; } = "";

    public Guid? ParentId { get; private set; }

    /// <summary>What kind of body it is among those that share the work.</summary>
    public OrganisationKind Kind { get; private set; }

    public DateTime AddedAt { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static Organisation Found(string name, string creditCode, string regionCode, Guid? parentId, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = name,
        CreditCode = creditCode,
        RegionCode = regionCode,
        ParentId = parentId,
        AddedAt = at,
    };

    public void Change(string name, string creditCode, Guid? parentId) => (Name, CreditCode, ParentId) = (name, creditCode, parentId);

    public void Classify(OrganisationKind kind) => Kind = kind;
}

/// <summary>The bodies that share the work of government service (08.17). One that is two of them is what it mainly is.</summary>
internal enum OrganisationKind
{
    /// <summary>未分类.</summary>
    None = 0,

    /// <summary>审改部门.</summary>
    Reform = 1,

    /// <summary>大数据管理部门.</summary>
    Data = 2,

    /// <summary>业务部门.</summary>
    Line = 3,

    /// <summary>政务服务机构.</summary>
    Service = 4,

    /// <summary>行政审批局.</summary>
    Approval = 5,

    /// <summary>效能监督.</summary>
    Supervision = 6,

    /// <summary>机构编制.</summary>
    Establishment = 7,

    /// <summary>司法行政.</summary>
    Justice = 8,

    /// <summary>档案.</summary>
    Archives = 9,
}
