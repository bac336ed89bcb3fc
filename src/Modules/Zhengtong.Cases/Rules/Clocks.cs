using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>The clocks a case may run, each with a ledger of its own. Requirement 03.19.</summary>
internal enum ClockKind
{
    /// <summary>受理时限: five days from receipt, 行政许可法 art 32(4).</summary>
    Acceptance = 1,

    /// <summary>法定办结时限: from acceptance, arts 42-43 or the item's own law.</summary>
    Statutory = 2,

    /// <summary>承诺办结时限: what the organisation promised, never longer than the statutory one.</summary>
    Promised = 3,

    /// <summary>送达时限: ten days from the decision, art 44.</summary>
    Delivery = 4,

    /// <summary>环节时限: one step of the flow.</summary>
    Step = 5,
}

internal enum ClockMoveKind
{
    Start = 1,
    Pause = 2,
    Resume = 3,
    Extend = 4,
    Stop = 5,
}

/// <summary>One line of a clock's ledger. Lines are never changed; the deadline is computed from all of them.</summary>
/// <param name="At">UTC; counts as its legal day.</param>
/// <param name="Days">For <see cref="ClockMoveKind.Extend"/>: how many days of the rule's unit (months count as calendar days).</param>
/// <param name="Ground">Pause and resume: the special procedure, for example 听证. A resume ends the open pause of its ground, or the oldest one.</param>
/// <param name="NoticeId">The document by which the applicant was told.</param>
internal sealed record ClockMove(ClockMoveKind Kind, DateTime At, int Days = 0, string Ground = "", string Reason = "", Guid? NoticeId = null);

/// <summary>The limit a clock is held against, as it stood when the clock started.</summary>
/// <param name="Days">In <paramref name="Unit"/>.</param>
/// <param name="Basis">The legal ground, shown with the deadline.</param>
internal sealed record ClockRule(ClockKind Kind, int Days, TimeUnit Unit, string RuleVersion, string Basis)
{
    /// <summary>Day 0 of the clock in words.</summary>
    public string StartText => Kind switch
    {
        ClockKind.Acceptance => "收件当日",
        ClockKind.Delivery => "作出决定当日",
        ClockKind.Step => "环节开始当日",
        _ => "受理当日",
    };

    public string UnitText => Unit == TimeUnit.WorkingDays ? "个工作日" : "日";
}
