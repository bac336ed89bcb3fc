using System.Globalization;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>Walks the days of a clock and says of each, in words, why it counts or not.</summary>
internal sealed class DeadlineWalk(ClockRule rule, WorkingCalendar calendar, ClockLedger ledger, DeadlineState state)
{
    public IReadOnlyList<DeadlineDay> To(DateOnly last)
    {
        var days = new List<DeadlineDay>();
        var ordinal = 0;
        for (var day = ledger.StartedOn; day <= last; day = day.AddDays(1))
        {
            var counts = day > ledger.StartedOn && !ledger.IsPausedOn(day) && (rule.Unit != TimeUnit.WorkingDays || calendar.IsWorkingDay(day));
            ordinal += counts ? 1 : 0;
            days.Add(new DeadlineDay(day, counts, ordinal, NoteOf(day, counts, ordinal)));
        }

        return days;
    }

    private string NoteOf(DateOnly day, bool counts, int ordinal)
    {
        var notes = new List<string>();
        if (day == ledger.StartedOn)
        {
            notes.Add($"{rule.StartText}，不计入");
        }
        else if (ledger.Pauses.FirstOrDefault(x => x.Holds(day)) is { } pause)
        {
            notes.Add(PauseText(pause));
        }
        else if (counts)
        {
            notes.Add(ordinal > state.DaysTotal && day > state.DueOn ? Text($"超期第{ordinal - state.DaysTotal}天") : OrdinalText(day, ordinal));
        }
        else
        {
            notes.Add(RestText(day) + "，不计时");
        }

        notes.AddRange(Happenings(day));
        return string.Join("；", notes);
    }

    private IEnumerable<string> Happenings(DateOnly day)
    {
        foreach (var ended in ledger.Pauses.Where(x => x.To == day && x.To > x.From && !ledger.IsPausedOn(day)).Select(x => x.Ground).Distinct())
        {
            yield return ended.Length > 0 ? $"“{ended}”结束，恢复计时" : "恢复计时";
        }

        foreach (var extension in ledger.Extensions.Where(x => x.On == day))
        {
            yield return Text($"批准延长{extension.Days}{rule.UnitText}");
        }

        if (day == state.StoppedOn)
        {
            yield return "停止计时";
        }

        if (day == state.DueOn)
        {
            yield return "期限届满日";
        }

        if (calendar.IsProvisional(day))
        {
            yield return Text($"{day.Year}年放假安排尚未载入，暂按周末推算");
        }
    }

    private string OrdinalText(DateOnly day, int ordinal)
    {
        if (ordinal > state.DaysTotal)
        {
            return RestText(day) is { Length: > 0 } rest ? $"到期日遇{rest}，顺延" : "顺延至工作日";
        }

        return calendar.Named(day) is { IsWorking: true } shifted && day.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday)
            ? Text($"{shifted.Name}调休上班，第{ordinal}天")
            : Text($"第{ordinal}天");
    }

    /// <summary>Why the day is not worked; empty when it is.</summary>
    private string RestText(DateOnly day) => calendar.Named(day) is { IsWorking: false } holiday ? holiday.Name + "放假" : calendar.IsWorkingDay(day) ? "" : "周末";

    private static string PauseText(ClockLedger.Interval pause) => pause.Ground.Length > 0 ? $"特别程序“{pause.Ground}”不计时" : "暂停计时";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
