using Zhengtong.Platform.Auditing;

namespace Zhengtong.Identity.Model;

/// <summary>A member of staff of a government organisation.</summary>
internal sealed class StaffMember : ITraced
{
    private StaffMember()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Where the person is employed; posts may be elsewhere.</summary>
    public Guid OrganisationId { get; private set; }

    public DateTime AddedAt { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static StaffMember Employ(string name, Guid organisationId, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = name,
        OrganisationId = organisationId,
        AddedAt = at,
    };

    public void Change(string name, Guid organisationId) => (Name, OrganisationId) = (name, organisationId);
}

/// <summary>A post (岗位): role x organisation x region subtree, from a day, until a day if one is set.</summary>
internal sealed class StaffPost
{
    public required Guid Id { get; init; }

    public required Guid StaffId { get; init; }

    public required string Role { get; init; }

    /// <summary>The local role that narrows it; null: all that <see cref="Role"/> may do.</summary>
    public Guid? RoleId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string RegionCode { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; set; }

    public bool HeldOn(DateOnly day) => From <= day && (Until is null || Until >= day);
}
