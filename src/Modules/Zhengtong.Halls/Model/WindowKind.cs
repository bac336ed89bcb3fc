namespace Zhengtong.Halls.Model;

/// <summary>A kind of window of a hall (窗口类别) with so many places to book in every half hour. Its acts are traced on the hall.</summary>
internal sealed class WindowKind
{
    public required Guid Id { get; init; }

    public required Guid HallId { get; init; }

    public required string Name { get; set; }

    /// <summary>null: a comprehensive window (综合窗口) for every item of the region; else a specialised one (专业窗口) for the items of that organisation.</summary>
    public Guid? OrganisationId { get; set; }

    public string OrganisationName { get; set; } = "";

    /// <summary>Places in a half hour.</summary>
    public required int Capacity { get; set; }

    public required bool Open { get; set; }

    public int Revision { get; set; }

    public bool Serves(Guid organisationId) => OrganisationId is null || OrganisationId == organisationId;
}
