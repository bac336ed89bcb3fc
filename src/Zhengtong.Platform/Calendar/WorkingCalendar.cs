using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Platform.Calendar;

/// <summary>
/// The working days of the State (工作日历): the week, as changed by the yearly notices on holidays and shifted days. Immutable; two calendars of
/// the same days have the same <see cref="Version"/>, so a deadline can name the calendar it was computed with.
/// </summary>
/// <remarks>
/// Working days are counted as the closed form of the week plus a correction: the prefix sum of the days that break the week. One count is a
/// binary search over a few hundred numbers, whatever the distance.
/// </remarks>
public sealed class WorkingCalendar
{
    private readonly FrozenDictionary<int, NamedDay> _named;
    private readonly int[] _breaks;
    private readonly int[] _corrections;
    private readonly FrozenSet<int> _years;

    private WorkingCalendar(IReadOnlyList<NamedDay> days, FrozenSet<int> years)
    {
        _named = days.ToFrozenDictionary(x => x.Date.DayNumber);
        _years = years;
        var breaking = days.Where(x => x.IsWorking == IsWeekend(x.Date)).ToArray();
        _breaks = [.. breaking.Select(x => x.Date.DayNumber)];
        _corrections = new int[breaking.Length + 1];
        for (var i = 0; i < breaking.Length; i++)
        {
            _corrections[i + 1] = _corrections[i] + (breaking[i].IsWorking ? 1 : -1);
        }

        CoveredYears = [.. years.Order()];
        Version = VersionOf(days, CoveredYears);
    }

    /// <summary>The week alone: no notice is loaded.</summary>
    public static WorkingCalendar WeekOnly { get; } = new([], FrozenSet<int>.Empty);

    /// <summary>The years whose notice is loaded, ascending.</summary>
    public IReadOnlyList<int> CoveredYears { get; }

    /// <summary>For example <c>2018-2026.5f0c9a1b2c3d</c>: the covered years and a hash of every named day.</summary>
    public string Version { get; }

    /// <exception cref="ArgumentException">A date is named twice.</exception>
    public static WorkingCalendar Of(IEnumerable<CalendarDay> days)
    {
        var all = days.OrderBy(x => x.Date).ToArray();
        return new WorkingCalendar([.. all.Select(x => new NamedDay(x.Date, x.IsWorking, x.Name))], all.Select(x => x.Year).ToFrozenSet());
    }

    public bool IsWorkingDay(DateOnly day) => _named.TryGetValue(day.DayNumber, out var named) ? named.IsWorking : !IsWeekend(day);

    /// <summary>True when the notice of the day's year is not loaded and the week was used instead: the answer may change.</summary>
    public bool IsProvisional(DateOnly day) => !_years.Contains(day.Year);

    /// <summary>What the notice says of the day, if it names it.</summary>
    public NamedDay? Named(DateOnly day) => _named.GetValueOrDefault(day.DayNumber);

    /// <summary>
    /// The n-th working day after the start. The start day is day 0, whether worked or not; with n = 0 it is returned as it is.
    /// </summary>
    public DateOnly AddWorkingDays(DateOnly start, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n == 0)
        {
            return start;
        }

        var target = CountBefore(start.DayNumber + 1) + n;
        var (low, high) = (start.DayNumber + n, start.DayNumber + (2 * n) + 30);
        while (CountBefore(high + 1) < target)
        {
            high += 30;
        }

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (CountBefore(middle + 1) >= target)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return DateOnly.FromDayNumber(low);
    }

    /// <summary>The working days of the half-open interval [from, to); 0 when it is empty.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => to <= from ? 0 : CountBefore(to.DayNumber) - CountBefore(from.DayNumber);

    /// <summary>Working days after today up to and with the due day; below zero, those that have gone since.</summary>
    public int WorkingDaysLeft(DateOnly today, DateOnly due) =>
        WorkingDaysBetween(today.AddDays(1), due.AddDays(1)) - WorkingDaysBetween(due.AddDays(1), today.AddDays(1));

    /// <summary>The day itself when it is worked, else the first worked day after it.</summary>
    public DateOnly OnOrAfter(DateOnly day) => IsWorkingDay(day) ? day : AddWorkingDays(day, 1);

    /// <summary>Working days before a day number. Day number 0 is a Monday.</summary>
    private int CountBefore(int dayNumber)
    {
        var week = (dayNumber / 7 * 5) + Math.Min(dayNumber % 7, 5);
        var at = Array.BinarySearch(_breaks, dayNumber);
        return week + _corrections[at < 0 ? ~at : at];
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static string VersionOf(IReadOnlyList<NamedDay> days, IReadOnlyList<int> years)
    {
        if (years.Count == 0)
        {
            return "week";
        }

        var text = new StringBuilder();
        foreach (var day in days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{day.Date:yyyyMMdd}{(day.IsWorking ? '+' : '-')}{day.Name}\n");
        }

        foreach (var year in years)
        {
            text.Append(CultureInfo.InvariantCulture, $"{year}\n");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 6));
        return string.Create(CultureInfo.InvariantCulture, $"{years[0]}-{years[^1]}.{hash}");
    }
}

/// <summary>A day named by a notice: 国庆节 off, or worked in exchange.</summary>
public sealed record NamedDay(DateOnly Date, bool IsWorking, string Name);
