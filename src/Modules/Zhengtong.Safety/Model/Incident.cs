using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Safety.Model;

/// <summary>
/// A data-security incident (数据安全事件, 18.12): reported by whoever of the staff noticed it, graded, handled in steps, told upward and to people where that must be, closed by another than handled it.
/// </summary>
internal sealed class Incident : ITraced
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    /// <summary>Of who reported it.</summary>
    public required string RegionCode { get; init; }

    public required string OrganisationName { get; init; }

    public required IncidentKind Kind { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>From here the clocks run.</summary>
    public required DateTime FoundAt { get; init; }

    public required Guid ReportedById { get; init; }

    public required string ReportedByName { get; init; }

    public required DateTime ReportedAt { get; init; }

    public IncidentGrade? Grade { get; private set; }

    /// <summary>Harms national security or public interest.</summary>
    public bool HarmsPublic { get; private set; }

    /// <summary>Personal information leaked, was tampered with or lost.</summary>
    public bool PersonalLeaked { get; private set; }

    /// <summary>About how many people.</summary>
    public int PeopleConcerned { get; private set; }

    public string GradedByName { get; private set; } = "";

    public DateTime? GradedAt { get; private set; }

    /// <summary>By when it must be told upward; null: no law sets a time.</summary>
    public DateTime? ReportUpBy { get; private set; }

    public DateTime? ReportedUpAt { get; private set; }

    public string ReportedUpTo { get; private set; } = "";

    public string ReportedUpByName { get; private set; } = "";

    public DateTime? PeopleToldAt { get; private set; }

    /// <summary>How people were told, or on what ground they need not be.</summary>
    public string PeopleTold { get; private set; } = "";

    public DateTime? ClosedAt { get; private set; }

    public string ClosedByName { get; private set; } = "";

    public string Cause { get; private set; } = "";

    /// <summary>What was mended so that it does not happen again.</summary>
    public string Mend { get; private set; } = "";

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public void GradeAs(IncidentGrade grade, bool harmsPublic, bool personalLeaked, int people, DateTime? reportUpBy, Act act)
    {
        (Grade, HarmsPublic, PersonalLeaked, PeopleConcerned) = (grade, harmsPublic, personalLeaked, people);
        (GradedByName, GradedAt, ReportUpBy) = (act.Actor.Name, act.At, reportUpBy);
        Revision++;
    }

    public void ReportUp(string to, Act act)
    {
        (ReportedUpAt, ReportedUpTo, ReportedUpByName) = (act.At, to, act.Actor.Name);
        Revision++;
    }

    public void TellPeople(string how, Act act)
    {
        (PeopleToldAt, PeopleTold) = (act.At, how);
        Revision++;
    }

    /// <summary>Something was done about it; the step is a row of its own.</summary>
    public void Touch() => Revision++;

    public void Close(string cause, string mend, Act act)
    {
        (Cause, Mend, ClosedByName, ClosedAt) = (cause, mend, act.Actor.Name, act.At);
        Revision++;
    }
}

/// <summary>What somebody did about an incident, and when.</summary>
internal sealed class IncidentStep : IAppendOnly
{
    public required Guid Id { get; init; }

    public required Guid IncidentId { get; init; }

    public required string What { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

internal enum IncidentKind
{
    Leak = 1,
    Tampering = 2,
    Loss = 3,
    Misuse = 4,

    /// <summary>A fault or vulnerability (安全缺陷、漏洞) that was found, whether used or not.</summary>
    Vulnerability = 5,
    Attack = 6,
    Other = 9,
}

/// <summary>The four grades of incidents, the gravest first.</summary>
internal enum IncidentGrade
{
    Gravest = 1,
    Grave = 2,
    Larger = 3,
    Ordinary = 4,
}
