using System.Runtime.CompilerServices;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Tests.Unit.Platform.Calendar;

/// <summary>The calendar of 2018-2026 as shipped in <c>data/</c>.</summary>
internal static class RealCalendar
{
    public static readonly Act Import = Act.BySystem("test", new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc));

    public static string Csv { get; } = File.ReadAllText(PathOf());

    public static WorkingCalendar Whole { get; } = WorkingCalendar.Of(Read(Csv));

    public static CalendarDay[] Read(string csv) => CalendarFile.ReadAsync(new StringReader(csv), Import, CancellationToken.None).GetAwaiter().GetResult().Value;

    /// <summary>An instant at noon of a legal day.</summary>
    public static DateTime Noon(DateOnly day) => LegalDay.AtUtc(day, new TimeOnly(12, 0));

    private static string PathOf([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!Directory.Exists(Path.Combine(folder, "data", "calendar")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("data/calendar");
        }

        return Path.Combine(folder, "data", "calendar", "holidays-2018-2026.csv");
    }
}
