using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Halls.Rules;

/// <summary>A span of opening; times of Beijing.</summary>
internal sealed record OpenSpan(TimeOnly From, TimeOnly To)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH:mm}-{To:HH:mm}");
}

/// <summary>The opening hours of a week (办公时间), day by day. A day without a span is closed.</summary>
internal sealed partial class OpeningHours
{
    private const char BetweenDays = '|';
    private const char BetweenSpans = ',';

    /// <summary>As a week is read here: Monday first.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private readonly IReadOnlyList<OpenSpan>[] _days;

    private OpeningHours(IReadOnlyList<OpenSpan>[] days) => _days = days;

    public IReadOnlyList<OpenSpan> On(DayOfWeek day) => _days[(int)day];

    /// <summary>09:00-12:00 13:30-17:00; empty when closed.</summary>
    public string TextOf(DayOfWeek day) => string.Join(' ', On(day));

    /// <summary>As it is stored: the days from Monday on.</summary>
    public override string ToString() => string.Join(BetweenDays, Week.Select(d => string.Join(BetweenSpans, On(d))));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static OpeningHours Of(string stored) => Parse([.. stored.Split(BetweenDays)], "").Value;

    /// <summary>Reads seven typed days, Monday first.</summary>
    public static Outcome<OpeningHours> Parse(IReadOnlyList<string?> typed, string field)
    {
        var days = new IReadOnlyList<OpenSpan>[7];
        Array.Fill(days, []);
        for (var i = 0; i < Math.Min(7, typed.Count); i++)
        {
            if (ParseDay(typed[i]) is not { } spans)
            {
                return Problem.Invalid("halls.hours", "请按“09:00-12:00 13:30-17:00”填写，时段从早到晚、不重叠；不开门请留空。", $"{field}[{i}]");
            }

            days[(int)Week[i]] = spans;
        }

        return new OpeningHours(days);
    }

    private static List<OpenSpan>? ParseDay(string? text)
    {
        var spans = new List<OpenSpan>();
        foreach (var part in (text ?? "").Replace('：', ':').Split([' ', '　', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries))
        {
            var match = Span().Match(part);
            if (!match.Success || !TimeOnly.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var from)
                || !TimeOnly.TryParse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var to)
                || to <= from || (spans.Count > 0 && from < spans[^1].To))
            {
                return null;
            }

            spans.Add(new OpenSpan(from, to));
        }

        return spans;
    }

    [GeneratedRegex("^([0-9]{1,2}:[0-9]{2})[-–—~～至]([0-9]{1,2}:[0-9]{2})$")]
    private static partial Regex Span();
}
