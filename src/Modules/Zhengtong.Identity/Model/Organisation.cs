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
}
