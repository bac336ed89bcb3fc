using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>How a published standard is maintained (17.04).</summary>
internal enum UpkeepKind
{
    /// <summary>修改单.</summary>
    Amend = 1,

    /// <summary>复审：继续有效.</summary>
    Continue = 2,

    /// <summary>复审：修订.</summary>
    Revise = 3,

    /// <summary>复审：废止, or abolished outside a review.</summary>
    Abolish = 4,
}

/// <summary>One act of maintenance, put forward by one and confirmed by another; it counts from its day once confirmed.</summary>
internal sealed class StandardUpkeep
{
    public required Guid Id { get; init; }

    public required Guid StandardId { get; init; }

    public required UpkeepKind Kind { get; init; }

    public required string Text { get; init; }

    public required DateOnly On { get; init; }

    public required DateTime ProposedAt { get; init; }

    public required Guid ProposedById { get; init; }

    public required string ProposedByName { get; init; }

    public DateTime? ConfirmedAt { get; private set; }

    public string DecidedByName { get; private set; } = "";

    public DateTime? RefusedAt { get; private set; }

    public string RefusedWhy { get; private set; } = "";

    public int Revision { get; private set; }

    public bool IsOpen => ConfirmedAt is null && RefusedAt is null;

    public void Confirm(Act act) => (ConfirmedAt, DecidedByName, Revision) = (act.At, act.Actor.Name, Revision + 1);

    public void Refuse(string why, Act act) => (RefusedAt, RefusedWhy, DecidedByName, Revision) = (act.At, why, act.Actor.Name, Revision + 1);
}

/// <summary>An item follows a standard.</summary>
internal sealed class ItemStandard
{
    public required Guid ItemId { get; init; }

    public required Guid StandardId { get; init; }

    public required DateTime AddedAt { get; init; }

    public required string AddedByName { get; init; }
}

/// <summary>编制计划 (17.08): a number of standards to be made until a day, for example the sixteen of a province.</summary>
internal sealed class StandardProgramme : ITraced
{
    public required Guid Id { get; init; }

    public required string RegionCode { get; init; }

    public string Name { get; private set; } = "";

    public int Target { get; private set; }

    public DateOnly Deadline { get; private set; }

    public required DateTime MadeAt { get; init; }

    public required string MadeByName { get; init; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public void Write(string name, int target, DateOnly deadline) => (Name, Target, Deadline, Revision) = (name, target, deadline, Revision + 1);
}

/// <summary>可复制推广的经验 (17.07): what worked somewhere, documented so that it can become a standard.</summary>
internal sealed class StandardExperience : ITraced
{
    public required Guid Id { get; init; }

    public string Title { get; private set; } = "";

    /// <summary>Where and how it arose.</summary>
    public string Origin { get; private set; } = "";

    public string Results { get; private set; } = "";

    public StandardDomain Domain { get; private set; }

    public required string RegionCode { get; init; }

    public required string RegionName { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string RecordedByName { get; init; }

    /// <summary>The standard project it was raised to.</summary>
    public Guid? StandardId { get; private set; }

    public DateTime? RaisedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public void Write(string title, string origin, string results, StandardDomain domain) => (Title, Origin, Results, Domain, Revision) = (title, origin, results, domain, Revision + 1);

    public void Raise(Guid standard, DateTime at) => (StandardId, RaisedAt, Revision) = (standard, at, Revision + 1);

    public void Touch() => Revision++;
}

/// <summary>The application to make an experience a provincial or national standard, as facts: handed in, taken up, decided, published.</summary>
internal sealed class ExperienceApplication
{
    public required Guid Id { get; init; }

    public required Guid ExperienceId { get; init; }

    /// <summary>Province or nation.</summary>
    public required StandardLevel Level { get; init; }

    /// <summary>Who decides it.</summary>
    public required string Body { get; init; }

    public required DateOnly SubmittedOn { get; init; }

    public DateOnly? TakenUpOn { get; private set; }

    public DateOnly? DecidedOn { get; private set; }

    public bool? Granted { get; private set; }

    public DateOnly? PublishedOn { get; private set; }

    /// <summary>The number of the standard that came of it.</summary>
    public string Number { get; private set; } = "";

    public string Note { get; private set; } = "";

    public int Revision { get; private set; }

    public ApplicationStage Stage => this switch
    {
        { PublishedOn: not null } => ApplicationStage.Published,
        { Granted: true } => ApplicationStage.Granted,
        { Granted: false } => ApplicationStage.Refused,
        { TakenUpOn: not null } => ApplicationStage.TakenUp,
        _ => ApplicationStage.Submitted,
    };

    public void TakeUp(DateOnly on) => (TakenUpOn, Revision) = (on, Revision + 1);

    public void Decide(bool granted, DateOnly on, string note) => (Granted, DecidedOn, Note, Revision) = (granted, on, note, Revision + 1);

    public void Publish(DateOnly on, string number) => (PublishedOn, Number, Revision) = (on, number, Revision + 1);
}

internal enum ApplicationStage
{
    Submitted = 1,
    TakenUp = 2,
    Granted = 3,
    Refused = 4,
    Published = 5,
}

/// <summary>That the outside system must be told of a standard (17.02): one row each, due again whenever the standard moves.</summary>
internal sealed class StandardPush : IDueRow
{
    /// <summary>Of the standard.</summary>
    public required Guid Id { get; init; }

    /// <summary>Grows with each wish; what was sent meanwhile does not count as the last.</summary>
    public int Wanted { get; private set; } = 1;

    public DateTime NextAttemptAt { get; private set; }

    public DateTime? DoneAt { get; private set; }

    public int Attempts { get; private set; }

    public string LastError { get; private set; } = "";

    /// <summary>Refused for good: tried again only when the standard moves.</summary>
    public bool Refused { get; private set; }

    public void Want(DateTime at)
    {
        (Wanted, NextAttemptAt, DoneAt) = (Wanted + 1, at, null);
        (Attempts, LastError, Refused) = (0, "", false);
    }

    public static StandardPush Of(Guid standard, DateTime at) => new() { Id = standard, NextAttemptAt = at };

    public void Done(DateTime at) => (DoneAt, LastError) = (at, "");

    public void Decline(string why, DateTime at) => (DoneAt, LastError, Refused) = (at, why, true);

    public void Later(string why, DateTime next) => (Attempts, LastError, NextAttemptAt) = (Attempts + 1, why, next);
}

/// <summary>How far the outside system's decisions were taken, and how the exchange went last. One row.</summary>
internal sealed class StandardExchange
{
    public const int Only = 1;

    public int Id { get; init; } = Only;

    public string Cursor { get; private set; } = "";

    public DateTime? LastDoneAt { get; private set; }

    public DateTime? LastFailedAt { get; private set; }

    public string LastError { get; private set; } = "";

    public int Revision { get; private set; }

    public void Took(string cursor, DateTime at) => (Cursor, LastDoneAt, LastError, Revision) = (cursor, at, "", Revision + 1);

    public void Failed(string why, DateTime at) => (LastFailedAt, LastError, Revision) = (at, why, Revision + 1);
}

/// <summary>A decision of the outside system on a project, as it came; taken once.</summary>
internal sealed class OutsideDecision : IAppendOnly
{
    public required Guid Id { get; init; }

    /// <summary>The outside system's own number of the decision.</summary>
    public required string Key { get; init; }

    public required Guid StandardId { get; init; }

    public required string OutsideNumber { get; init; }

    public required string State { get; init; }

    public required string Opinion { get; init; }

    public required DateTime DecidedAt { get; init; }

    public required DateTime TakenAt { get; init; }
}
