using CsCheck;
using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Calendar;
using Zhengtong.TestKit;
using Zhengtong.Tests.Unit.Platform.Calendar;

namespace Zhengtong.Tests.Unit.Cases.Rules;

[Requirement("03.19", "03.16")]
public sealed class DeadlineTests
{
    private static readonly WorkingCalendar Calendar = RealCalendar.Whole;
    private static readonly ClockRule Twenty = new(ClockKind.Statutory, 20, TimeUnit.WorkingDays, "1", "《行政许可法》第四十二条");
    private static readonly DateTime Epoch = RealCalendar.Noon(new DateOnly(2019, 1, 1));

    private static readonly ClockMoveKind[] Moves = [ClockMoveKind.Pause, ClockMoveKind.Pause, ClockMoveKind.Resume, ClockMoveKind.Resume, ClockMoveKind.Extend];

    private static readonly Gen<ClockRule> AnyRule =
        Gen.Select(Gen.Int[0, 60], Gen.Enum<TimeUnit>().Where(x => x != TimeUnit.CalendarMonths)).Select((n, unit) => Twenty with { Days = n, Unit = unit });

    private static readonly Gen<DateTime> AnyStart = Gen.Int[0, 2400 * 24].Select(h => Epoch.AddHours(h));

    /// <summary>A start and up to eight pauses, resumptions and extensions in the half year around it, in any order.</summary>
    private static readonly Gen<ClockMove[]> AnyLedger = AnyStart.SelectMany(start =>
        Gen.Select(Gen.Int[0, 4].Select(x => Moves[x]), Gen.Int[-200, 4000], Gen.Int[1, 15], Gen.Bool.Select(x => x ? "听证" : "鉴定"))
            .Select((kind, hours, days, ground) => new ClockMove(kind, start.AddHours(hours), kind == ClockMoveKind.Extend ? days : 0, ground))
            .Array[0, 8]
            .Select(moves => (ClockMove[])[new ClockMove(ClockMoveKind.Start, start), .. moves]));

    [Fact]
    public void The_due_day_agrees_with_living_through_the_days() => Gen.Select(AnyRule, AnyLedger).Sample((rule, moves) =>
        Assert.Equal(new SlowClock(rule, moves).Due(), Deadline.Of(rule, Calendar, moves).DueOn), iter: 5_000);

    [Fact]
    public void A_stopped_clock_agrees_with_living_through_the_days() => Gen.Select(AnyRule, AnyLedger, Gen.Int[0, 4000]).Sample((rule, moves, hours) =>
    {
        ClockMove[] all = [.. moves, new ClockMove(ClockMoveKind.Stop, moves[0].At.AddHours(hours))];
        var state = Deadline.Of(rule, Calendar, all);
        Assert.Equal(new SlowClock(rule, all).Due(), state.DueOn);
        Assert.True(state is { Stopped: true, Paused: false });
    });

    [Fact]
    public void Days_used_agree_with_living_through_the_days() => Gen.Select(AnyRule, AnyLedger, Gen.Int[0, 200]).Sample((rule, moves, after) =>
    {
        var today = LegalDay.Of(moves[0].At).AddDays(after);
        Assert.Equal(new SlowClock(rule, moves).Used(today), Deadline.Of(rule, Calendar, moves).DaysUsed(today));
    });

    [Fact]
    public void Working_days_used_and_left_are_the_whole() => Gen.Select(Gen.Int[1, 60], AnyLedger, Gen.Int[0, 200]).Sample((n, moves, after) =>
    {
        var state = Deadline.Of(Twenty with { Days = n }, Calendar, moves);
        var today = LegalDay.Of(moves[0].At).AddDays(after);
        Assert.Equal(state.DaysTotal, state.DaysUsed(today) + state.DaysLeft(today));
    });

    [Fact]
    public void The_order_of_the_lines_does_not_matter() => Gen.Select(AnyRule, AnyLedger, Gen.Int[0, 1000]).Sample((rule, moves, seed) =>
    {
        var shuffled = moves.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Deadline.Of(rule, Calendar, moves).DueOn, Deadline.Of(rule, Calendar, shuffled).DueOn);
    });

    [Fact]
    public void A_longer_pause_never_brings_the_due_day_nearer() => Gen.Select(AnyRule, AnyLedger, Gen.Int[0, 3000], Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((rule, moves, at, length, more) =>
    {
        ClockMove[] closed = [.. moves.Where(x => x.Kind is ClockMoveKind.Start or ClockMoveKind.Extend)];
        var none = Deadline.Of(rule, Calendar, closed).DueOn;
        var some = Deadline.Of(rule, Calendar, With(closed, at, at + length)).DueOn;
        var longer = Deadline.Of(rule, Calendar, With(closed, at, at + length + more)).DueOn;
        Assert.True(none <= some && some <= longer);
    });

    [Fact]
    public void A_pause_of_n_working_days_moves_the_end_by_n_working_days() => Gen.Select(AnyStart, Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 40]).Sample((start, total, at, n) =>
    {
        var rule = Twenty with { Days = total };
        var from = Calendar.AddWorkingDays(LegalDay.Of(start), Math.Min(at, total));
        var to = Calendar.AddWorkingDays(from, n);
        var plain = new ClockMove(ClockMoveKind.Start, start);
        var due = Deadline.Of(rule, Calendar, [plain]).DueOn!.Value;
        var moved = Deadline.Of(rule, Calendar, [plain, new(ClockMoveKind.Pause, RealCalendar.Noon(from)), new(ClockMoveKind.Resume, RealCalendar.Noon(to))]).DueOn;
        Assert.Equal(SlowCalendar.Add(due, n), moved);
    });

    [Fact]
    public void Overlapping_pauses_are_united()
    {
        var both = Ledger("2026-03-02", Pause("2026-03-04", "听证"), Pause("2026-03-09", "鉴定"), Resume("2026-03-11", "听证"), Resume("2026-03-16", "鉴定"));
        var one = Ledger("2026-03-02", Pause("2026-03-04", "听证"), Resume("2026-03-16", "听证"));
        Assert.Equal(Deadline.Of(Twenty, Calendar, one).DueOn, Deadline.Of(Twenty, Calendar, both).DueOn);
    }

    [Fact]
    public void A_pause_within_one_day_costs_nothing()
    {
        var paused = Ledger("2026-03-02", Pause("2026-03-04", "听证"), Resume("2026-03-04", "听证"));
        Assert.Equal(Deadline.Of(Twenty, Calendar, Ledger("2026-03-02")).DueOn, Deadline.Of(Twenty, Calendar, paused).DueOn);
    }

    [Fact]
    public void A_paused_clock_has_an_open_end_or_one_as_if_resumed_today()
    {
        var moves = Ledger("2026-03-02", Pause("2026-03-04", "听证"));
        var open = Deadline.Of(Twenty, Calendar, moves);
        Assert.True(open is { Paused: true, DueOn: null });
        Assert.Equal((1, 19), (open.DaysUsed(Day("2026-06-01")), open.DaysLeft(Day("2026-06-01"))));

        var today = Day("2026-03-16");
        var assumed = Deadline.Of(Twenty, Calendar, moves, today);
        Assert.Equal(Deadline.Of(Twenty, Calendar, [.. moves, Resume("2026-03-16", "听证")]).DueOn, assumed.DueOn);
        Assert.True(assumed.Paused);
        Assert.Equal(19, assumed.DaysLeft(today));
    }

    [Theory]
    [InlineData("2026-09-22", 20, nameof(TimeUnit.WorkingDays), "2026-10-27")]
    [InlineData("2026-02-10", 10, nameof(TimeUnit.WorkingDays), "2026-03-02")]
    [InlineData("2026-09-11", 20, nameof(TimeUnit.CalendarDays), "2026-10-08")] // the 20th day is 1 October
    [InlineData("2026-01-31", 1, nameof(TimeUnit.CalendarMonths), "2026-02-28")] // a Saturday worked in exchange
    [InlineData("2026-03-02", 3, nameof(TimeUnit.CalendarMonths), "2026-06-02")]
    [InlineData("2026-11-23", 0, nameof(TimeUnit.WorkingDays), "2026-11-23")]
    [InlineData("2026-11-22", 0, nameof(TimeUnit.WorkingDays), "2026-11-23")] // asked for on a Sunday
    public void Limits_of_every_unit_end_on_a_day_of_work(string start, int n, string unit, string due) =>
        Assert.Equal(Day(due), Deadline.Of(Twenty with { Days = n, Unit = Enum.Parse<TimeUnit>(unit) }, Calendar, Ledger(start)).DueOn);

    [Fact]
    public void A_clock_without_a_start_has_no_deadline() => Assert.True(Deadline.Of(Twenty, Calendar, []) is { DueOn: null, StartedOn: null, DaysTotal: 20 });

    [Fact]
    public void Lateness_is_judged_by_the_day_of_the_stop()
    {
        ClockMove[] moves = Ledger("2026-03-02");
        var due = Deadline.Of(Twenty, Calendar, moves).DueOn!.Value;
        var inTime = Deadline.Of(Twenty, Calendar, [.. moves, new(ClockMoveKind.Stop, RealCalendar.Noon(due))]);
        var late = Deadline.Of(Twenty, Calendar, [.. moves, new(ClockMoveKind.Stop, RealCalendar.Noon(due.AddDays(1)))]);
        Assert.False(inTime.IsOverdue(due.AddYears(1)));
        Assert.True(late.IsOverdue(due.AddYears(1)));
        Assert.Equal(-1, late.DaysLeft(due.AddYears(1)));
    }

    [Fact]
    public void A_calendar_amended_later_moves_the_deadline_and_shows_in_its_version()
    {
        var start = Ledger("2026-12-28");
        var before = Deadline.Of(Twenty, Calendar, start);
        CalendarDay holiday = new() { Date = Day("2027-01-01"), IsWorking = false, Name = "元旦", Source = "notice", Year = 2027, ImportedAt = Epoch, ImportedBy = "x" };
        var after = Deadline.Of(Twenty, WorkingCalendar.Of([.. RealCalendar.Read(RealCalendar.Csv), holiday]), start);
        Assert.True(before.IsProvisional && !after.IsProvisional);
        Assert.Equal(Calendar.AddWorkingDays(before.DueOn!.Value, 1), after.DueOn);
        Assert.NotEqual(before.CalendarVersion, after.CalendarVersion);
    }

    internal static ClockMove[] Ledger(string start, params ClockMove[] moves) => [new(ClockMoveKind.Start, RealCalendar.Noon(Day(start))), .. moves];

    internal static ClockMove Pause(string day, string ground) => new(ClockMoveKind.Pause, RealCalendar.Noon(Day(day)), 0, ground);

    internal static ClockMove Resume(string day, string ground) => new(ClockMoveKind.Resume, RealCalendar.Noon(Day(day)), 0, ground);

    internal static DateOnly Day(string text) => DateOnly.Parse(text, null);

    private static ClockMove[] With(ClockMove[] moves, int from, int to) =>
        [.. moves, new(ClockMoveKind.Pause, moves[0].At.AddHours(from)), new(ClockMoveKind.Resume, moves[0].At.AddHours(to))];
}
