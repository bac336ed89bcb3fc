using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Unit.Platform.Calendar;
using static Zhengtong.Tests.Unit.Cases.Rules.DeadlineTests;

namespace Zhengtong.Tests.Unit.Cases.Rules;

public sealed class LawfulRulesTests
{
    private static readonly WorkingCalendar Calendar = RealCalendar.Whole;
    private static readonly ClockRule Twenty = new(ClockKind.Statutory, 20, TimeUnit.WorkingDays, "1", "《行政许可法》第四十二条");

    [Fact]
    [Requirement("03.11")]
    public void An_unanswered_application_is_accepted_as_of_the_day_of_receipt()
    {
        var received = RealCalendar.Noon(Day("2026-09-28"));
        var due = AcceptanceRules.AnswerDueOn(received, Calendar);
        Assert.Equal(Day("2026-10-10"), due);
        Assert.Null(AcceptanceRules.DeemedAcceptedOn(received, Calendar, due));
        Assert.Equal(Day("2026-09-28"), AcceptanceRules.DeemedAcceptedOn(received, Calendar, due.AddDays(1)));
        Refused("cases.deemed-accepted", AcceptanceRules.Check(new(AcceptanceOutcome.Incomplete, Missing: ["身份证明"]), false, due, due.AddDays(1)));
        Assert.True(AcceptanceRules.Check(new(AcceptanceOutcome.Accepted), false, due, due.AddDays(1)).Ok);
    }

    [Theory]
    [Requirement("03.11", "03.13")]
    [InlineData(nameof(AcceptanceOutcome.NotRequired), "", "", "", false, "cases.acceptance-reason")]
    [InlineData(nameof(AcceptanceOutcome.WrongAuthority), "不属本机关", "", "", false, "cases.acceptance-refer-to")]
    [InlineData(nameof(AcceptanceOutcome.WrongAuthority), "不属本机关", "市公安局", "", false, null)]
    [InlineData(nameof(AcceptanceOutcome.Incomplete), "", "", "", false, "cases.acceptance-missing")]
    [InlineData(nameof(AcceptanceOutcome.Incomplete), "", "", "身份证明", false, null)]
    [InlineData(nameof(AcceptanceOutcome.Incomplete), "", "", "身份证明", true, "cases.notified-before")]
    [InlineData(nameof(AcceptanceOutcome.CorrectedOnSpot), "", "", "", false, null)]
    [InlineData(nameof(AcceptanceOutcome.Accepted), "", "", "", true, null)]
    public void Each_answer_carries_what_the_law_asks(string outcome, string reason, string referTo, string missing, bool notified, string? problem)
    {
        var check = AcceptanceRules.Check(new(Enum.Parse<AcceptanceOutcome>(outcome), reason, referTo, missing.Length == 0 ? [] : [missing]), notified, Day("2026-03-09"), Day("2026-03-02"));
        Assert.Equal(problem, CodeOf(check));
    }

    [Fact]
    [Requirement("03.12", "03.13")]
    public void The_answers_print_their_notices()
    {
        Assert.Equal("受理通知书", AcceptanceRules.NoticeOf(AcceptanceOutcome.Accepted));
        Assert.Equal("一次性告知书", AcceptanceRules.NoticeOf(AcceptanceOutcome.Incomplete));
        Assert.Equal("不予受理通知书", AcceptanceRules.NoticeOf(AcceptanceOutcome.WrongAuthority));
        Assert.Null(AcceptanceRules.NoticeOf(AcceptanceOutcome.CorrectedOnSpot));
    }

    [Theory]
    [InlineData(10, "案情复杂", false, null)]
    [InlineData(11, "案情复杂", false, "cases.extension-days")]
    [InlineData(15, "联合办理", true, null)]
    [InlineData(16, "联合办理", true, "cases.extension-days")]
    [InlineData(0, "案情复杂", false, "cases.extension-days")]
    [InlineData(5, " ", false, "cases.extension-reason")]
    public void An_extension_keeps_to_its_most_and_has_a_reason(int days, string reason, bool joint, string? problem) =>
        Assert.Equal(problem, CodeOf(Extend(Ledger("2026-03-02"), days, reason, joint)));

    [Fact]
    public void An_extension_is_given_once_and_only_to_a_running_clock_in_time()
    {
        Refused("cases.extension-once", Extend(Ledger("2026-03-02", new ClockMove(ClockMoveKind.Extend, RealCalendar.Noon(Day("2026-03-04")), 5))));
        Refused("cases.extension-not-running", Extend(Ledger("2026-03-02", Pause("2026-03-04", "听证"))));
        Refused("cases.extension-not-running", Extend(Ledger("2026-03-02", new ClockMove(ClockMoveKind.Stop, RealCalendar.Noon(Day("2026-03-04"))))));
        Refused("cases.extension-not-running", Extend([]));
        Refused("cases.extension-late", Extend(Ledger("2026-01-05")));
    }

    [Fact]
    [Requirement("03.19")]
    public void Only_the_eight_procedures_of_the_law_stop_the_clock_without_a_local_ground()
    {
        var notice = Guid.CreateVersion7();
        var free = SpecialProcedures.All.Where(x => SpecialProcedures.Check(x.Code, 5, null, notice).Ok).Select(x => x.Name);
        Assert.Equal(["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"], free);
        Assert.All(SpecialProcedures.All, x => Assert.True(SpecialProcedures.Check(x.Code, 5, "某市政务服务条例第三十七条", notice).Ok));
        Refused("cases.special-notice", SpecialProcedures.Check("hearing", 5, null, null));
        Refused("cases.special-days", SpecialProcedures.Check("hearing", 0, null, notice));
        Refused("cases.special-unknown", SpecialProcedures.Check("coffee", 5, null, notice));
    }

    [Fact]
    public void Delivery_is_due_ten_working_days_after_the_decision() =>
        Assert.Equal(Day("2026-10-16"), DeliveryRule.DueOn(RealCalendar.Noon(Day("2026-09-28")), Calendar));

    [Fact]
    public void Hearings_keep_their_periods_and_their_independent_chair()
    {
        var (told, asked, chair, reviewer) = (RealCalendar.Noon(Day("2026-03-02")), RealCalendar.Noon(Day("2026-03-09")), Guid.NewGuid(), Guid.NewGuid());
        Assert.True(HearingRule.CheckRequest(told, Day("2026-03-09"), Calendar).Ok);
        Refused("cases.hearing-request-late", HearingRule.CheckRequest(told, Day("2026-03-10"), Calendar));
        Assert.Equal(Day("2026-04-07"), HearingRule.HoldUntil(asked, Calendar));
        var notified = RealCalendar.Noon(Day("2026-03-10"));
        Assert.True(HearingRule.CheckAppointment(notified, Day("2026-03-19"), asked, chair, reviewer, Calendar).Ok);
        Refused("cases.hearing-notice", HearingRule.CheckAppointment(notified, Day("2026-03-18"), asked, chair, reviewer, Calendar));
        Refused("cases.hearing-late", HearingRule.CheckAppointment(notified, Day("2026-04-08"), asked, chair, reviewer, Calendar));
        Refused("cases.hearing-chair", HearingRule.CheckAppointment(notified, Day("2026-03-19"), asked, reviewer, reviewer, Calendar));
        Refused("cases.hearing-minutes", HearingRule.CheckDecision(hearingHeld: true, minutesSigned: false));
        Assert.True(HearingRule.CheckDecision(hearingHeld: false, minutesSigned: false).Ok);
    }

    [Fact]
    public void An_application_is_withdrawn_until_it_is_decided()
    {
        Assert.True(WithdrawalRule.Check(decided: false, closed: false).Ok);
        Refused("cases.withdraw-decided", WithdrawalRule.Check(decided: true, closed: false));
        Refused("cases.withdraw-closed", WithdrawalRule.Check(decided: false, closed: true));
    }

    [Fact]
    [Requirement("03.09", "03.17")]
    public void Who_receives_does_not_decide_and_a_window_refuses_nothing()
    {
        var (clerk, lead, approver) = (Person(Roles.WindowClerk), Person(Roles.AcceptanceLead), Person(Roles.Approver));
        Refused("cases.decider-received", SeparationOfDuties.MayDecide(approver, approver.Id));
        Refused("cases.window-decides", SeparationOfDuties.MayDecide(clerk, lead.Id));
        Assert.True(SeparationOfDuties.MayDecide(approver, clerk.Id).Ok);
        Refused("cases.no-veto", SeparationOfDuties.MayRefuse(clerk));
        Assert.True(SeparationOfDuties.MayRefuse(lead).Ok && SeparationOfDuties.MayRefuse(approver).Ok);
        Refused("cases.handler-supervises", SeparationOfDuties.MaySupervise(lead, [clerk.Id, lead.Id]));
        Assert.True(SeparationOfDuties.MaySupervise(lead, [clerk.Id]).Ok);
    }

    [Fact]
    [Requirement("03.33")]
    public void A_filing_is_recorded_on_the_spot_and_refused_for_its_form_only()
    {
        FilingDefect defect = new(FilingDefectKind.Missing, "备案表");
        Assert.True(FilingRule.Answer([]).RecordedOnTheSpot);
        Assert.False(FilingRule.Answer([defect]).RecordedOnTheSpot);
        Refused("cases.filing-substance", FilingRule.CheckRefusal([]));
        Assert.True(FilingRule.CheckRefusal([defect]).Ok);
        Refused("cases.filing-flow", FilingRule.CheckFlow(true, false, false));
        Refused("cases.filing-flow", FilingRule.CheckFlow(false, true, false));
        Refused("cases.filing-flow", FilingRule.CheckFlow(false, false, true));
        Assert.True(FilingRule.CheckFlow(false, false, false).Ok);
    }

    [Fact]
    [Requirement("05.07")]
    public void Each_of_the_eight_risk_classes_excludes_commitment()
    {
        Assert.Equal(8, CommitmentExclusions.Names.Count);
        Assert.All(Enum.GetValues<RiskClass>(), x => Assert.Contains(CommitmentExclusions.Names[x], CommitmentExclusions.Check([x]).Problems[0].Message, StringComparison.Ordinal));
        Assert.True(CommitmentExclusions.Check([]).Ok);
    }

    private static Outcome Extend(ClockMove[] moves, int days = 5, string reason = "案情复杂", bool joint = false) =>
        ExtensionRule.Check(Deadline.Of(Twenty, Calendar, moves), moves, days, reason, joint, Day("2026-03-10"));

    private static Actor Person(string role) => new(Guid.NewGuid(), "某人", ActorKind.Staff, new Post(Guid.NewGuid(), role, Guid.NewGuid(), "某局", "511602"));

    private static string? CodeOf(Outcome outcome) => outcome.Ok ? null : outcome.Problems[0].Code;

    private static void Refused(string code, Outcome outcome) => Assert.Equal(code, Assert.Single(outcome.Problems).Code);
}
