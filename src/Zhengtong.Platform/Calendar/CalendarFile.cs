using System.Globalization;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Calendar;

/// <summary>
/// Reads a file of holidays and shifted days: <c>date,name,isOffDay,year,source_paper</c>, whole years. Every row is checked, every fault is
/// told with its line, and one fault refuses the file: half a calendar would give wrong deadlines in silence.
/// </summary>
public static class CalendarFile
{
    private const string Header = "date,name,isOffDay,year,source_paper";

    /// <summary>Days that 全国年节及纪念日放假办法 fixes by date. A year without them is not whole.</summary>
    private static readonly (int Month, int Day, string Name)[] Fixed = [(1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节")];

    public static async Task<Outcome<CalendarDay[]>> ReadAsync(TextReader csv, Act act, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var days = new Dictionary<DateOnly, (CalendarDay Day, int Line)>();
        if ((await csv.ReadLineAsync(ct))?.TrimStart('\uFEFF').Trim() != Header)
        {
            return Problem.Invalid("platform.calendar-header", $"文件第一行应为：{Header}。请按模板整理后重新导入。");
        }

        for (var line = 2; await csv.ReadLineAsync(ct) is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var row = Read(text, act);
            if (row.Day is not { } day)
            {
                problems.Add(Fault(line, row.Fault!));
            }
            else if (!days.TryAdd(day.Date, (day, line)))
            {
                problems.Add(Fault(line, $"{day.Date:yyyy-MM-dd} 与第 {days[day.Date].Line} 行重复，请只保留一行。"));
            }
        }

        problems.AddRange(Contradictions(days));
        problems.AddRange(MissingFestivals(days));
        if (days.Count == 0 && problems.Count == 0)
        {
            return Problem.Invalid("platform.calendar-empty", "文件里没有日期，请检查后重新导入。");
        }

        return problems.Count > 0 ? Outcome<CalendarDay[]>.Because(problems) : days.Values.Select(x => x.Day).ToArray();
    }

    private static (CalendarDay? Day, string? Fault) Read(string text, Act act)
    {
        var cells = text.Split(',').Select(x => x.Trim()).ToArray();
        if (cells.Length != 5)
        {
            return (null, $"应有 5 列，实际 {cells.Length} 列。");
        }

        if (!DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return (null, $"日期“{cells[0]}”不存在或格式不对，应如 2027-01-01。");
        }

        if (cells[1].Length is 0 or > 40)
        {
            return (null, "节日名称不能为空，且不超过 40 个字。");
        }

        if (cells[2] is not ("true" or "false"))
        {
            return (null, $"isOffDay 应为 true（放假）或 false（上班），实际为“{cells[2]}”。");
        }

        if (!int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || !Belongs(date, year))
        {
            return (null, $"年度“{cells[3]}”与日期 {cells[0]} 不符。");
        }

        return cells[4].Length is 0 or > 500
            ? (null, "source_paper 应填写放假通知的出处，且不超过 500 个字。")
            : (new CalendarDay
            {
                Date = date, IsWorking = cells[2] == "false", Name = cells[1], Source = cells[4], Year = year, ImportedAt = act.At, ImportedBy = act.Actor.Name,
            }, null);
    }

    /// <summary>A notice speaks of its own year, of the end of December before it and of the first days of January after it.</summary>
    private static bool Belongs(DateOnly date, int year) =>
        date.Year == year || (date.Year == year - 1 && date is { Month: 12, Day: >= 20 }) || (date.Year == year + 1 && date is { Month: 1, Day: <= 10 });

    private static IEnumerable<Problem> Contradictions(Dictionary<DateOnly, (CalendarDay Day, int Line)> days)
    {
        foreach (var (day, line) in days.Values.Where(x => x.Day.IsWorking))
        {
            if (Fixed.Any(x => (x.Month, x.Day) == (day.Date.Month, day.Date.Day)))
            {
                yield return Fault(line, $"{day.Date:yyyy-MM-dd} 是法定节日，不能标为上班。");
            }
            else if (day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsReturnToWork(day.Date, days))
            {
                yield return Fault(line, $"{day.Date:yyyy-MM-dd} 是{LegalDay.Weekday(day.Date)}，本来就上班，不应标为调休上班；如为放假请改为 true。");
            }
        }
    }

    /// <summary>A notice may restate the day work begins again (2020-02-03 after the prolonged Spring Festival): right behind the holiday, not inside it.</summary>
    private static bool IsReturnToWork(DateOnly date, Dictionary<DateOnly, (CalendarDay Day, int Line)> days) =>
        days.TryGetValue(date.AddDays(-1), out var before) && !before.Day.IsWorking && !(days.TryGetValue(date.AddDays(1), out var after) && !after.Day.IsWorking);

    private static IEnumerable<Problem> MissingFestivals(Dictionary<DateOnly, (CalendarDay Day, int Line)> days) =>
        from year in days.Values.Select(x => x.Day.Year).Distinct().Order()
        from festival in Fixed
        where !days.ContainsKey(new DateOnly(year, festival.Month, festival.Day))
        select Problem.Invalid("platform.calendar-incomplete", $"{year} 年缺少 {festival.Month} 月 {festival.Day} 日（{festival.Name}）。请导入该年度完整的放假安排。");

    private static Problem Fault(int line, string what) => Problem.Invalid("platform.calendar-row", string.Create(CultureInfo.InvariantCulture, $"第 {line} 行：{what}"), $"line-{line}");
}
