using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Standards;

/// <summary>How many of a programme's standards are at which stage, and which are late (17.08). What was rejected, withdrawn or abolished does not count for the target. Pure.</summary>
internal sealed record ProgrammeProgress(int Target, IReadOnlyList<ProgrammeProgress.Stage> Stages, int Missing, int Finished, IReadOnlySet<Guid> Overdue)
{
    private static readonly StandardStatus[] Order =
    [
        StandardStatus.Proposed, StandardStatus.Returned, StandardStatus.Drafting, StandardStatus.InReview, StandardStatus.ToPublish,
        StandardStatus.Pending, StandardStatus.InForce, StandardStatus.Replaced,
    ];

    internal sealed record Stage(StandardStatus Status, int Count);

    public static ProgrammeProgress Of(StandardProgramme programme, IReadOnlyList<Standard> standards, DateOnly today)
    {
        var counted = standards.Select(s => (Of: s, Status: s.On(today))).Where(s => Order.Contains(s.Status)).ToList();
        return new ProgrammeProgress(
            programme.Target,
            [.. Order.Select(o => new Stage(o, counted.Count(s => s.Status == o)))],
            Math.Max(0, programme.Target - counted.Count),
            counted.Count(s => s.Of.PublishedAt is not null),
            counted.Where(s => IsLate(s.Of, programme, today)).Select(s => s.Of.Id).ToHashSet());
    }

    /// <summary>Published after its day, or not published and the day is past.</summary>
    private static bool IsLate(Standard of, StandardProgramme programme, DateOnly today)
    {
        var due = of.DueOn ?? programme.Deadline;
        return of.PublishedAt is { } at ? Platform.Calendar.LegalDay.Of(at) > due : today > due;
    }
}
