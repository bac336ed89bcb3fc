using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Contracts;

// What every module above may learn of a case. Facts only; who is to be told what is the subscriber's business.

/// <summary>An application was received and registered (收件).</summary>
public sealed record CaseReceived(Guid CaseId, string Number, string ItemName, Guid ApplicantId, int End) : IEvent;

/// <summary>Accepted (受理); <paramref name="ByLapse"/>: nobody answered in time, so it counts as accepted from the day of receipt.</summary>
public sealed record CaseAccepted(Guid CaseId, string Number, string ItemName, Guid ApplicantId, DateOnly On, DateOnly? DueOn, bool ByLapse) : IEvent;

/// <summary>The applicant was told once of everything missing (一次性告知).</summary>
public sealed record CorrectionAsked(Guid CaseId, string Number, string ItemName, Guid ApplicantId, int Missing) : IEvent;

/// <summary>Not accepted (不予受理).</summary>
public sealed record CaseNotAccepted(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Why) : IEvent;

/// <summary>The clock stands still for a special procedure, or runs again.</summary>
public sealed record ClockPaused(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Procedure, int PlannedDays) : IEvent;

public sealed record ClockResumed(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Procedure, DateOnly? DueOn) : IEvent;

public sealed record CaseExtended(Guid CaseId, string Number, string ItemName, Guid ApplicantId, int Days, DateOnly? DueOn) : IEvent;

/// <summary>Decided (办结决定).</summary>
public sealed record CaseDecided(Guid CaseId, string Number, string ItemName, Guid ApplicantId, bool Granted) : IEvent;

/// <summary>The result waits at the issue desk, with the code to pick it up.</summary>
public sealed record ResultReady(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Delivery, string PickupCode) : IEvent;

public sealed record ResultSent(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Courier, string TrackingNumber) : IEvent;

/// <summary>Ended: delivered, not accepted, withdrawn or lapsed.</summary>
public sealed record CaseClosed(Guid CaseId, string Number, string ItemName, Guid ApplicantId, int Ending) : IEvent;

public sealed record CaseWithdrawn(Guid CaseId, string Number, string ItemName, Guid ApplicantId) : IEvent;

/// <summary>The applicant owes a fee (缴费通知).</summary>
public sealed record FeeRaised(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Order, long Fen) : IEvent;

/// <summary>A fee was paid.</summary>
public sealed record FeePaid(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Order, long Fen, string Receipt) : IEvent;

/// <summary>A fee was remitted, wholly when <paramref name="DueFen"/> is 0.</summary>
public sealed record FeeWaived(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Order, long DueFen) : IEvent;

/// <summary>A paid fee goes back to the payer.</summary>
public sealed record FeeRefunded(Guid CaseId, string Number, string ItemName, Guid ApplicantId, string Order, long Fen) : IEvent;

/// <summary>An open step was named to somebody or routed to another organisation by dispatching (集中调度); both sides are to know.</summary>
/// <param name="FromStaffId">Who had taken it.</param>
/// <param name="ToStaffId">null: whoever of the organisation takes it.</param>
public sealed record StepRouted(
    Guid CaseId, string Number, string ItemName, Guid StepId, string StepName, string Role, Guid FromOrganisationId, string FromOrganisationName, Guid ToOrganisationId, string ToOrganisationName,
    Guid? FromStaffId, Guid? ToStaffId, string Reason) : IEvent;

/// <summary>A warning or a card was raised on a case (预警, 黄牌, 红牌).</summary>
public sealed record WarningRaised(Guid CaseId, string Number, Guid OrganisationId, int Level, string Rule) : IEvent;

/// <summary>A running case went over to another version of its item, or back.</summary>
/// <param name="Asked">What the applicant will be asked for besides, in words; empty after acceptance.</param>
public sealed record CaseRebased(Guid CaseId, string Number, string ItemName, Guid ApplicantId, int Version, IReadOnlyList<string> Asked, string Reason, bool Undone) : IEvent;
