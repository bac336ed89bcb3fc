namespace Zhengtong.Platform.Calendar;

/// <summary>A day that the yearly notice on public holidays (国务院办公厅放假安排) names: off, or worked in exchange (调休). All others follow the week.</summary>
public sealed class CalendarDay
{
    public required DateOnly Date { get; init; }

    public required bool IsWorking { get; init; }

    /// <summary>The festival it belongs to, for example 国庆节.</summary>
    public required string Name { get; init; }

    /// <summary>Where the notice was published.</summary>
    public required string Source { get; init; }

    /// <summary>The year of the notice. The last days of December may belong to the next year's.</summary>
    public required int Year { get; init; }

    public required DateTime ImportedAt { get; init; }

    public required string ImportedBy { get; init; }
}
