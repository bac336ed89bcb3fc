using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>Hearings (听证), 行政许可法 arts 46-48. All periods are working days (art 82).</summary>
internal static class HearingRule
{
    public const int RequestWithinDays = 5;
    public const int HoldWithinDays = 20;
    public const int NotifyDaysBefore = 7;

    /// <summary>The last day to ask for a hearing after being told of the right to one, art 47.</summary>
    public static DateOnly RequestUntil(DateTime toldAt, WorkingCalendar calendar) => calendar.AddWorkingDays(LegalDay.Of(toldAt), RequestWithinDays);

    /// <summary>The last day to hold it once asked for, art 47.</summary>
    public static DateOnly HoldUntil(DateTime requestedAt, WorkingCalendar calendar) => calendar.AddWorkingDays(LegalDay.Of(requestedAt), HoldWithinDays);

    public static Outcome CheckRequest(DateTime toldAt, DateOnly today, WorkingCalendar calendar) => RequestUntil(toldAt, calendar) is var until && today > until
        ? Problem.Conflict("cases.hearing-request-late", $"申请听证的期限已于{LegalDay.MonthDay(until)}届满。")
        : Outcome.Done();

    /// <summary>Seven days' notice, art 48(1); the chair is not the one who reviewed the application, art 48(3).</summary>
    public static Outcome CheckAppointment(DateTime notifiedAt, DateOnly hearingOn, DateTime requestedAt, Guid chairId, Guid reviewerId, WorkingCalendar calendar)
    {
        var notified = LegalDay.Of(notifiedAt);
        if (calendar.AddWorkingDays(notified, NotifyDaysBefore) > hearingOn)
        {
            return Problem.Invalid("cases.hearing-notice", $"听证应提前 7 个工作日通知，最早可安排在{LegalDay.DateAndWeekday(calendar.AddWorkingDays(notified, NotifyDaysBefore))}。", "HearingOn");
        }

        if (HoldUntil(requestedAt, calendar) is var until && hearingOn > until)
        {
            return Problem.Invalid("cases.hearing-late", $"应在收到听证申请后 20 个工作日内组织，最迟{LegalDay.DateAndWeekday(until)}。", "HearingOn");
        }

        return chairId == reviewerId
            ? Problem.Invalid("cases.hearing-chair", "听证主持人应为审查该申请的人员以外的人，请另行指定。", "Chair")
            : Outcome.Done();
    }

    /// <summary>After a hearing the decision rests on its minutes (听证笔录), art 48(5).</summary>
    public static Outcome CheckDecision(bool hearingHeld, bool minutesSigned) => hearingHeld && !minutesSigned
        ? Problem.Conflict("cases.hearing-minutes", "本件举行过听证，应根据听证笔录作出决定。请先完成笔录并由参加人签字。")
        : Outcome.Done();
}
