using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// 上级变更承接任务: an entry above changed, was paused, resumed or cancelled, and the item below must follow or say why not (01.17). One for each item and upper version, or item and such a decision.
/// </summary>
internal sealed class AdoptionTask : ITraced
{
    public const int LongestReason = 500;

    private AdoptionTask()
    {
    }

    public Guid Id { get; private init; }

    public Guid ItemId { get; private init; }

    public string ItemCode { get; private init; } = "";

    public string ItemName { get; private init; } = "";

    public ItemKind ItemKind { get; private init; }

    public Guid OrganisationId { get; private init; }

    public string OrganisationName { get; private init; } = "";

    public string RegionCode { get; private init; } = "";

    public string RegionName { get; private init; } = "";

    public Guid UpperId { get; private init; }

    public Guid UpperVersionId { get; private init; }

    public string UpperName { get; private init; } = "";

    /// <summary>The upper version that the item follows so far.</summary>
    public int FromVersion { get; private init; }

    public int ToVersion { get; private init; }

    /// <summary>What became of the entry, which the item is to follow; null: a version of it is to be taken over.</summary>
    public ItemStatus? UpperStatus { get; private init; }

    /// <summary>The handing down of that status; empty of a version.</summary>
    public Guid StatusRunId { get; private init; }

    /// <summary>The day from which the upper entry is cancelled; null: it changed.</summary>
    public DateOnly? RetiredOn { get; private init; }

    /// <summary>Reckoned anew when an objection was not upheld.</summary>
    public DateOnly DueOn { get; private set; }

    public DateTime MadeAt { get; private init; }

    public DateTime? OpenedAt { get; private set; }

    public DateTime? ContestedAt { get; private set; }

    public Guid? ContestedById { get; private set; }

    public string ContestedByName { get; private set; } = "";

    public string ContestReason { get; private set; } = "";

    /// <summary>By when the level above answers the objection.</summary>
    public DateOnly? AnswerDueOn { get; private set; }

    public DateTime? AnsweredAt { get; private set; }

    public string AnsweredByName { get; private set; } = "";

    public string AnswerReason { get; private set; } = "";

    /// <summary>Names of the elements in which the level above lets the item deviate; empty: the change must be taken over.</summary>
    public string ExceptedElements { get; private set; } = "";

    public DateOnly? ExceptedUntil { get; private set; }

    /// <summary>Nothing was left to take over but what may deviate.</summary>
    public DateTime? ExceptedAt { get; private set; }

    /// <summary>The objection to a pause, a cancellation or a resumption was upheld: the item stays as it is.</summary>
    public DateTime? KeptAt { get; private set; }

    /// <summary>The entry was resumed, revived or changed since: there is nothing left that the item is kept from.</summary>
    public DateTime? KeepEndedAt { get; private set; }

    public DateTime? AdoptedAt { get; private set; }

    public string AdoptedByName { get; private set; } = "";

    /// <summary>The item's version that took the change over.</summary>
    public int? AdoptedVersion { get; private set; }

    /// <summary>A newer upper version came before this one was adopted.</summary>
    public DateTime? SupersededAt { get; private set; }

    /// <summary>When it was adopted, excepted, kept or superseded; null while there is something to do.</summary>
    public DateTime? ClosedAt { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    /// <param name="status">The run that hands a status down; null: the version is handed down.</param>
    public static AdoptionTask Of(Item child, Item upper, ItemVersion version, DateOnly dueOn, DateTime at, FanOutRun? status = null) => new()
    {
        Id = Guid.CreateVersion7(at),
        ItemId = child.Id,
        ItemCode = child.Code,
        ItemName = child.Name,
        ItemKind = child.Kind,
        OrganisationId = child.OrganisationId,
        OrganisationName = child.OrganisationName,
        RegionCode = child.RegionCode,
        RegionName = child.RegionName,
        UpperId = upper.Id,
        UpperVersionId = version.Id,
        UpperName = version.Name,
        FromVersion = child.ParentVersion,
        ToVersion = version.Number,
        RetiredOn = status is null ? version.PlanCancel : null,
        UpperStatus = status?.Status,
        StatusRunId = status?.Id ?? Guid.Empty,
        DueOn = dueOn,
        MadeAt = at,
    };

    /// <summary>Contested, and the level above has not answered.</summary>
    public bool WaitsForAnswer => ClosedAt is null && ContestedAt is not null && AnsweredAt is null;

    /// <summary>What came from above is a pause or a cancellation, now or from a day on.</summary>
    public bool Stops => UpperStatus is ItemStatus.Paused or ItemStatus.Cancelled || RetiredOn is not null;

    /// <summary>The item can be left as it is: what came from above is what became of the entry.</summary>
    public bool MayBeKept => Stops || UpperStatus is not null;

    /// <summary>What the task asks for is that the item becomes this.</summary>
    public bool AsksFor(ItemStatus status) => UpperStatus == status || (status == ItemStatus.Cancelled && (RetiredOn is not null || UpperStatus == ItemStatus.Paused));

    public AdoptionState StateOn(DateOnly today) => AdoptedAt is not null ? AdoptionState.Adopted
        : ExceptedAt is not null ? AdoptionState.Excepted
        : KeptAt is not null && ClosedAt == KeptAt ? AdoptionState.Kept
        : SupersededAt is not null ? AdoptionState.Superseded
        : WaitsForAnswer ? AdoptionState.Contested
        : today > DueOn ? AdoptionState.Overdue
        : AnsweredAt is not null ? AdoptionState.Answered
        : OpenedAt is not null ? AdoptionState.Opened
        : AdoptionState.Waiting;

    public void Adopt(int version, Act act) => (AdoptedAt, AdoptedByName, AdoptedVersion, ClosedAt, Revision) = (act.At, act.Actor.Name, version, act.At, Revision + 1);

    public void Contest(string reason, DateOnly answerDueOn, Act act) =>
        (ContestedAt, ContestedById, ContestedByName, ContestReason, AnswerDueOn, Revision) = (act.At, act.Actor.Id, act.Actor.Name, reason, answerDueOn, Revision + 1);

    /// <summary>The objection is not upheld: the change is to be taken over by the day.</summary>
    public void Insist(string reason, DateOnly dueOn, Act act) => (AnsweredAt, AnsweredByName, AnswerReason, DueOn, Revision) = (act.At, act.Actor.Name, reason, dueOn, Revision + 1);

    /// <summary>The item may deviate in the elements until a day; what else changed is still to be taken over by the day due.</summary>
    /// <param name="nothingLeft">Nothing else changed that must be taken over.</param>
    public void Except(string reason, string elements, DateOnly until, bool nothingLeft, DateOnly dueOn, Act act)
    {
        (AnsweredAt, AnsweredByName, AnswerReason, ExceptedElements, ExceptedUntil, Revision) = (act.At, act.Actor.Name, reason, elements, until, Revision + 1);
        if (nothingLeft)
        {
            (ExceptedAt, ClosedAt) = (act.At, act.At);
        }
        else
        {
            DueOn = dueOn;
        }
    }

    /// <summary>The item stays as it is, whatever became of the entry; what else changed is still to be taken over by the day due.</summary>
    /// <param name="nothingLeft">Nothing else changed that must be taken over.</param>
    public void Keep(string reason, bool nothingLeft, DateOnly dueOn, Act act)
    {
        (AnsweredAt, AnsweredByName, AnswerReason, KeptAt, Revision) = (act.At, act.Actor.Name, reason, act.At, Revision + 1);
        (ClosedAt, DueOn) = nothingLeft ? (act.At, DueOn) : (ClosedAt, dueOn);
    }

    public void EndKeep(DateTime at) => (KeepEndedAt, Revision) = (at, Revision + 1);

    public void Supersede(DateTime at) => (SupersededAt, ClosedAt, Revision) = (at, at, Revision + 1);
}

internal enum AdoptionState
{
    Waiting,
    Opened,
    Overdue,
    Contested,

    /// <summary>The objection was answered; what is left must be taken over.</summary>
    Answered,
    Adopted,

    /// <summary>The level above lets the item deviate.</summary>
    Excepted,

    /// <summary>The level above lets the item stay as it is, whatever became of the entry.</summary>
    Kept,
    Superseded,
}

/// <summary>The handing down of one upper version, or of what became of the entry, to all items below it: open until every item has its task.</summary>
internal sealed class FanOutRun : IDueRow
{
    public required Guid Id { get; init; }

    public required Guid VersionId { get; init; }

    public required DateTime MadeAt { get; init; }

    public required DateTime NextAttemptAt { get; init; }

    public DateTime? DoneAt { get; init; }

    /// <summary>How many tasks there are so far.</summary>
    public int Tasks { get; init; }

    /// <summary>What became of the entry; null: the version was published.</summary>
    public ItemStatus? Status { get; init; }

    /// <summary>The day came for which the version had waited; handed down once more beside its publication.</summary>
    public bool TookEffect { get; init; }

    public DateTime? ToldAt { get; init; }

    public static FanOutRun Of(ItemVersion version, DateTime at) => new() { Id = Guid.CreateVersion7(at), VersionId = version.Id, MadeAt = at, NextAttemptAt = at };

    /// <summary>A version that waited is in force: what is below it deviates from now on. Its tasks were made, and told of, when it was published.</summary>
    public static FanOutRun InForce(ItemVersion version, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(at), VersionId = version.Id, MadeAt = at, NextAttemptAt = at, ToldAt = at, TookEffect = true,
    };

    /// <summary>Hands down that the entry was paused, resumed or cancelled.</summary>
    public static FanOutRun Of(Item upper, DateTime at) => new() { Id = Guid.CreateVersion7(at), VersionId = upper.CurrentVersionId, Status = upper.Status, MadeAt = at, NextAttemptAt = at };
}
