namespace Zhengtong.Catalogue.Model;

/// <summary>One inspection of everything: how far it came and what it found. A run that was cut off goes on behind <see cref="Reached"/>.</summary>
internal sealed class InspectionRun
{
    public required Guid Id { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>All items, or only those published since the last run under the same standard.</summary>
    public required bool Full { get; init; }

    /// <summary>What it judged by; a run under another standard begins anew.</summary>
    public required string StandardMark { get; init; }

    public int Total { get; set; }

    public int Checked { get; set; }

    /// <summary>Items with at least one fault.</summary>
    public int Faulty { get; set; }

    public int Found { get; set; }

    public int Closed { get; set; }

    /// <summary>The last item that was judged and written.</summary>
    public Guid Reached { get; set; }

    public DateTime? EndedAt { get; set; }
}

/// <summary>How an organisation stood on a day (动态清零, 02.09); written by the run of that day, so that no page counts.</summary>
internal sealed class InspectionDay
{
    public required DateOnly Day { get; init; }

    public required string RegionCode { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required int Items { get; init; }

    public required int Open { get; init; }

    public required int Overdue { get; init; }

    /// <summary>All that were ever found and mended, up to the day.</summary>
    public required int Mended { get; init; }

    public required int MendedInTime { get; init; }
}
