using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>The five answers to an application, 行政许可法 art 32. Each but the correction on the spot is given in writing, sealed and dated (art 32, last paragraph).</summary>
internal enum AcceptanceOutcome
{
    /// <summary>依法不需要取得许可: told at once, art 32(1).</summary>
    NotRequired = 1,

    /// <summary>不属于本机关职权: not accepted, and told which authority to turn to, art 32(2).</summary>
    WrongAuthority = 2,

    /// <summary>可当场更正: the applicant corrects on the spot, art 32(3).</summary>
    CorrectedOnSpot = 3,

    /// <summary>一次性告知补正: everything missing is told once, art 32(4).</summary>
    Incomplete = 4,

    /// <summary>受理: complete and in legal form, or corrected as told, art 32(5).</summary>
    Accepted = 5,
}

/// <param name="ReferTo">The authority that is competent, for <see cref="AcceptanceOutcome.WrongAuthority"/>.</param>
/// <param name="Missing">What to supply or correct, for <see cref="AcceptanceOutcome.Incomplete"/>.</param>
internal sealed record AcceptanceAnswer(AcceptanceOutcome Outcome, string Reason = "", string ReferTo = "", params IReadOnlyList<string> Missing);

/// <summary>How an application is answered, 行政许可法 art 32. Requirements 03.11, 03.12, 03.13, 03.14.</summary>
internal static class AcceptanceRules
{
    public const int AnswerWithinDays = 5;

    public static ClockRule Clock { get; } = new(ClockKind.Acceptance, AnswerWithinDays, TimeUnit.WorkingDays, "art32", "《行政许可法》第三十二条第一款第四项");

    /// <summary>The last day to ask for corrections.</summary>
    public static DateOnly AnswerDueOn(DateTime receivedAt, WorkingCalendar calendar) => calendar.AddWorkingDays(LegalDay.Of(receivedAt), AnswerWithinDays);

    /// <summary>
    /// 逾期不告知的，自收到申请材料之日起即为受理: from the sixth working day on an unanswered application is accepted, and as of the day of receipt.
    /// The statutory clock therefore starts on the day of receipt, not on the day this is noticed.
    /// </summary>
    /// <param name="receivedAt">UTC; of the corrected materials when corrections were asked for and have come in.</param>
    /// <returns>The day of acceptance, or null while there still is time to answer.</returns>
    public static DateOnly? DeemedAcceptedOn(DateTime receivedAt, WorkingCalendar calendar, DateOnly today) =>
        today > AnswerDueOn(receivedAt, calendar) ? LegalDay.Of(receivedAt) : null;

    /// <param name="alreadyNotified">A one-time notice was given on this case before.</param>
    /// <param name="dueOn">From <see cref="AnswerDueOn"/>.</param>
    public static Outcome Check(AcceptanceAnswer answer, bool alreadyNotified, DateOnly dueOn, DateOnly today)
    {
        if (answer.Outcome != AcceptanceOutcome.Accepted && TooLateFor(dueOn, today) is { } late)
        {
            return late;
        }

        return answer.Outcome switch
        {
            AcceptanceOutcome.NotRequired when string.IsNullOrWhiteSpace(answer.Reason) =>
                Problem.Invalid("cases.acceptance-reason", "请说明为什么这件事不需要办理许可，申请人会在通知书上看到。", "Reason"),
            AcceptanceOutcome.WrongAuthority when string.IsNullOrWhiteSpace(answer.ReferTo) =>
                Problem.Invalid("cases.acceptance-refer-to", "请填写应当向哪个机关申请，不予受理通知书必须载明。", "ReferTo"),
            AcceptanceOutcome.Incomplete when alreadyNotified =>
                Problem.Conflict("cases.notified-before", "本件已一次性告知过补正内容，不能再次要求补正。请受理，或由受理负责人说明理由处理。"),
            AcceptanceOutcome.Incomplete when answer.Missing.Count == 0 || answer.Missing.Any(string.IsNullOrWhiteSpace) =>
                Problem.Invalid("cases.acceptance-missing", "请逐项写明需要补正的全部内容，只能告知一次。", "Missing"),
            _ => Outcome.Done(),
        };
    }

    /// <summary>After the last day only acceptance is left: neither a correction nor a refusal is lawful any more.</summary>
    public static Problem? TooLateFor(DateOnly dueOn, DateOnly today) => today > dueOn
        ? Problem.Conflict("cases.deemed-accepted", $"已超过受理期限（{LegalDay.MonthDay(dueOn)}），依法自收到申请材料之日起即为受理，不能再要求补正或不予受理。")
        : null;

    /// <summary>The written answer each outcome prints (文书).</summary>
    public static string? NoticeOf(AcceptanceOutcome outcome) => outcome switch
    {
        AcceptanceOutcome.NotRequired or AcceptanceOutcome.WrongAuthority => "不予受理通知书",
        AcceptanceOutcome.Incomplete => "一次性告知书",
        AcceptanceOutcome.Accepted => "受理通知书",
        _ => null,
    };
}
