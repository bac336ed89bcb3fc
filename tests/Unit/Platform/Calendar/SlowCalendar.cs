using System.Globalization;

namespace Zhengtong.Tests.Unit.Platform.Calendar;

/// <summary>An independent reading of the same file, one day after the other: the oracle of everything that counts days.</summary>
internal static class SlowCalendar
{
    private static readonly Dictionary<DateOnly, bool> Off = RealCalendar.Csv
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .Select(x => x.Split(','))
        .ToDictionary(x => DateOnly.ParseExact(x[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), x => x[2] == "true");

    public static bool Works(DateOnly day) => Off.TryGetValue(day, out var off) ? !off : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    public static int Count(DateOnly from, DateOnly to)
    {
        var count = 0;
        for (var day = from; day < to; day = day.AddDays(1))
        {
            count += Works(day) ? 1 : 0;
        }

        return count;
    }

    public static DateOnly Add(DateOnly start, int n)
    {
        var day = start;
        while (n > 0)
        {
            day = day.AddDays(1);
            n -= Works(day) ? 1 : 0;
        }

        return day;
    }
}
