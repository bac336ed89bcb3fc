using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Model;

/// <summary>
/// A case with what an act on it needs at hand: its open steps, its ledger, its pinned item version and the calendar. The slices use these
/// few moves and nothing else to change a case, so that each change leaves its ledger line, trace and event in the same save.
/// </summary>
internal sealed class CaseFile(ICaseRows rows, Case @case, List<CaseStep> openSteps, List<ClockEntry> ledger, PublishedItem item, WorkingCalendar calendar, ZoneStanding? zone = null)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private int _notices;

    public Case Case { get; } = @case;

    public PublishedItem Item { get; } = item;

    public WorkingCalendar Calendar { get; } = calendar;

    /// <summary>How the zone stands whose item it is; null: no zone's.</summary>
    public ZoneStanding? Zone => zone;

    public IReadOnlyList<CaseStep> OpenSteps => openSteps;

    public IReadOnlyList<ClockEntry> Ledger => ledger;

    /// <summary>Adds a row that belongs to the case to the same save.</summary>
    public void Add(object row) => rows.Add(row);

    public void Publish(IEvent happened, DateTime at) => rows.Publish(happened, at);

    /// <summary>Writes a line of the ledger.</summary>
    public void Clock(ClockKind clock, ClockMoveKind move, DateTime at, Act act, int days = 0, string ground = "", string reason = "", Guid? noticeId = null)
    {
        var entry = new ClockEntry
        {
            CaseId = Case.Id,
            Sequence = ledger.Count + 1,
            Clock = clock,
            Move = move,
            At = at,
            Days = days,
            Ground = ground,
            Reason = reason,
            NoticeId = noticeId,
            ById = act.Actor.Id,
        };
        ledger.Add(entry);
        rows.Add(entry);
    }

    public List<ClockMove> Moves(ClockKind clock) => [.. ledger.Where(x => x.Clock == clock).Select(x => x.AsMove())];

    /// <summary>The clocks of handling that were started and not stopped: statutory, promised, or both.</summary>
    public IReadOnlyList<ClockKind> Running(DateOnly today) =>
        [.. ((ClockKind[])[ClockKind.Statutory, ClockKind.Promised]).Where(c => Deadline(c, today) is { StartedOn: not null, Stopped: false })];

    /// <summary>Every clock that still runs, acceptance included.</summary>
    public IReadOnlyList<ClockKind> Unstopped() =>
        [.. ledger.GroupBy(l => l.Clock).Where(g => g.Last(l => l.Move is ClockMoveKind.Start or ClockMoveKind.Stop).Move == ClockMoveKind.Start).Select(g => g.Key)];

    /// <summary>The state of one of the case's clocks.</summary>
    public DeadlineState? Deadline(ClockKind clock, DateOnly today)
    {
        var moves = Moves(clock);
        return moves.Count == 0 || ClockRules.For(Item, clock) is not { } rule ? null : Rules.Deadline.Of(rule, Calendar, moves, today);
    }

    /// <summary>Begins a step; its last day is its own limit, or the case's when it has none.</summary>
    public CaseStep Begin(ItemStep step, DateTime at, DateOnly dueOn)
    {
        var place = ZoneRule.WhereDone(Case, zone, step);
        var begun = new CaseStep
        {
            Id = Guid.CreateVersion7(at),
            CaseId = Case.Id,
            Key = step.Key,
            Name = step.Name,
            Kind = step.Kind,
            Stage = step.Stage,
            Role = step.Role,
            OrganisationId = place.OrganisationId,
            OrganisationName = place.Name,
            RegionCode = place.RegionCode,
            ZoneItemId = place.ZoneItemId,
            StartedAt = at,
            DueOn = dueOn,
            CaseNumber = Case.Number,
            ItemName = Case.ItemName,
            ApplicantMasked = Case.ApplicantKind == PartyKind.Person ? Mask.Name(Case.ApplicantName) : Case.ApplicantName,
        };
        openSteps.Add(begun);
        rows.Add(begun);
        return begun;
    }

    /// <summary>Begins every step of a stage; parallel ones begin together.</summary>
    public void BeginStage(int stage, DateTime at)
    {
        var caseDue = Case.DueOn ?? Calendar.AddWorkingDays(LegalDay.Of(at), DeliveryRule.WithinDays);
        foreach (var step in Item.Content.Steps.Where(s => s.Stage == stage))
        {
            // The result is issued within ten days of the decision, whatever was left of the time to decide: art. 44.
            var limit = step.Kind == StepKind.Issue ? Calendar.AddWorkingDays(LegalDay.Of(at), DeliveryRule.WithinDays) : caseDue;
            Begin(step, at, step.Days is { } days ? Earlier(Calendar.AddWorkingDays(LegalDay.Of(at), days), limit) : limit);
        }
    }

    public void End(CaseStep step, StepOutcome outcome, string opinion, Act act)
    {
        step.CompletedAt = act.At;
        step.CompletedById = act.Actor.Id;
        step.CompletedByName = act.Actor.Name;
        step.Outcome = outcome;
        step.Opinion = opinion;
        openSteps.Remove(step);
    }

    /// <summary>
    /// Routes an open step to another organisation: it ends there and goes on here, with the day it is due on and the day it began, so that its limit is reckoned as before.
    /// </summary>
    /// <param name="regionCode">Where it goes on; null: where it was.</param>
    /// <param name="zoneItem">The item whose authority it takes there.</param>
    public CaseStep Reroute(CaseStep step, Guid organisationId, string organisationName, string reason, Act act, string? regionCode = null, Guid? zoneItem = null)
    {
        var next = new CaseStep
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = step.CaseId,
            Key = step.Key,
            Name = step.Name,
            Kind = step.Kind,
            Stage = step.Stage,
            Role = step.Role,
            OrganisationId = organisationId,
            OrganisationName = organisationName,
            RegionCode = regionCode ?? step.RegionCode,
            ZoneItemId = zoneItem,
            StartedAt = step.StartedAt,
            DueOn = step.DueOn,
            CaseNumber = step.CaseNumber,
            ItemName = step.ItemName,
            ApplicantMasked = step.ApplicantMasked,
            Warning = step.Warning,
        };
        End(step, StepOutcome.Rerouted, reason, act);
        openSteps.Add(next);
        rows.Add(next);
        return next;
    }

    /// <summary>Ends whatever is open, with the case.</summary>
    public void DropOpenSteps(string why, Act act)
    {
        foreach (var step in openSteps.ToList())
        {
            End(step, StepOutcome.Dropped, why, act);
        }
    }

    /// <summary>The case has ended: nothing stays open, and the modules above learn of it.</summary>
    public void Ended(Act act)
    {
        DropOpenSteps("办件已终结", act);
        rows.Publish(new CaseClosed(Case.Id, Case.Number, Case.ItemName, Case.ApplicantId, (int)Case.Ending!), act.At);
    }

    /// <summary>Issues a document of the procedure with its elements of this day.</summary>
    public Notice Notify(NoticeKind kind, Act act, IReadOnlyDictionary<string, object?> elements)
    {
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = Case.Id,
            Kind = kind.Key,
            Number = $"{Case.Number}-{kind.Code}{Case.TraceCount + ++_notices:D2}",
            Elements = JsonSerializer.Serialize(elements, Json),
            At = act.At,
            ById = act.Actor.Id,
        };
        rows.Add(notice);
        return notice;
    }

    /// <summary>Writes the trace and the event, and moves the case to its next revision. The last move of every act.</summary>
    public void Record(Act act, string what, IEvent? happened, object? data = null)
    {
        Case.Revision++;
        if (Case.FirstAskedId is null && act.Actor is { Kind: ActorKind.Staff, Post: not null } && what is not ("step-named" or "step-rerouted" or "rebased" or "rebase-undone"))
        {
            // Who only dispatches a step, or moves the case to another version, was not asked.
            Case.FirstAskedId = act.Actor.Id;
            rows.Add(Duty.OfCase(Case.Id, Case.Number, Case.ItemName, Case.RegionCode, act));
        }

        rows.Add(Trace.Next(Case, act, what, data is null ? "{}" : JsonSerializer.Serialize(data, Json)));
        if (happened is not null)
        {
            rows.Publish(happened, act.At);
        }
    }

    /// <summary>Computes the days the case and its open steps are due on from the ledger again.</summary>
    public void Reckon(DateOnly today)
    {
        var promised = Deadline(ClockKind.Promised, today);
        var statutory = Deadline(ClockKind.Statutory, today);
        Case.StatutoryDueOn = statutory?.DueOn;
        Case.DueOn = promised?.DueOn ?? statutory?.DueOn;
        if (Case.DueOn is null || Case.DueOn >= today)
        {
            // In time again: the next turn of supervision shows a card when there is reason. What was raised stays in its list.
            Case.Warning = WarningLevel.None;
        }
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
