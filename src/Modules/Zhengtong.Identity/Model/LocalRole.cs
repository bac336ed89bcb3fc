using Zhengtong.Platform.Auditing;

namespace Zhengtong.Identity.Model;

/// <summary>
/// A role of a region's own (本地角色, 08.17): a built-in role narrowed to some of its functions. Posts given in it keep the base role, by which every query goes, and name it besides.
/// </summary>
internal sealed class LocalRole : ITraced
{
    private LocalRole()
    {
    }

    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    public string BaseRole { get; private init; } = "";

    /// <summary>The keys as <see cref="Zhengtong.Platform.Access.StaffFunctions.Pack"/> writes them.</summary>
    public string Functions { get; private set; } = "";

    /// <summary>Given in this region and below.</summary>
    public string RegionCode { get; private init; } = "";

    public DateTime AddedAt { get; private init; }

    /// <summary>null: it has functions that need a second person's consent, and nobody can hold it yet.</summary>
    public DateTime? PublishedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public bool InForce => PublishedAt is not null && EndedAt is null;

    public static LocalRole Add(Guid id, string name, string baseRole, string functions, string regionCode, DateTime at) =>
        new() { Id = id, Name = name, BaseRole = baseRole, Functions = functions, RegionCode = regionCode, AddedAt = at };

    public void Change(string name, string functions) => (Name, Functions, Revision) = (name, functions, Revision + 1);

    /// <summary>Somebody gets it: whoever ends or changes it at the same moment is told so.</summary>
    public void Given() => Revision++;

    public void Publish(DateTime at) => (PublishedAt, Revision) = (PublishedAt ?? at, Revision + 1);

    public void End(DateTime at) => (EndedAt, Revision) = (EndedAt ?? at, Revision + 1);
}
