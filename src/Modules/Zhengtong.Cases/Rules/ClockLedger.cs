using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// A clock's ledger read as legal days: start, end, extensions, and the days that are not counted. The order in which lines are given does
/// not matter: they are put in the order of their instants.
/// </summary>
/// <remarks>
/// A pause is half-open, [day of pause, day of resumption): the day work resumes counts again. Pauses may overlap (two special procedures
/// at once); the days they cover are united. The first start and the first stop count; lines after the stop do not. A resume without an
/// open pause changes nothing. An open pause of a stopped clock ends with it.
/// </remarks>
internal sealed class ClockLedger
{
    private ClockLedger(DateOnly startedOn, DateOnly? stoppedOn, IReadOnlyList<Extension> extensions, IReadOnlyList<Interval> pauses)
    {
        StartedOn = startedOn;
        StoppedOn = stoppedOn;
        Extensions = extensions;
        Pauses = pauses;
        Closed = Unite(pauses.Where(x => x.To is not null));
        OpenFrom = pauses.Where(x => x.To is null).Select(x => (DateOnly?)x.From).Min();
    }

    public DateOnly StartedOn { get; }

    public DateOnly? StoppedOn { get; }

    public IReadOnlyList<Extension> Extensions { get; }

    /// <summary>As written, with their grounds, in order of their beginning.</summary>
    public IReadOnlyList<Interval> Pauses { get; }

    /// <summary>The ended pauses, united and ascending.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly To)> Closed { get; }

    /// <summary>Since when the clock stands still, if it does.</summary>
    public DateOnly? OpenFrom { get; }

    /// <returns>Null when the clock was never started.</returns>
    public static ClockLedger? Read(IEnumerable<ClockMove> moves)
    {
        var ordered = moves.OrderBy(x => x.At).ThenBy(x => x.Kind).ThenBy(x => x.Ground, StringComparer.Ordinal).ThenBy(x => x.Days).ToArray();
        if (ordered.FirstOrDefault(x => x.Kind == ClockMoveKind.Start) is not { } start)
        {
            return null;
        }

        var stop = ordered.FirstOrDefault(x => x.Kind == ClockMoveKind.Stop && x.At >= start.At);
        var valid = ordered.Where(x => stop is null || x.At <= stop.At).ToArray();
        var stoppedOn = stop is null ? (DateOnly?)null : LegalDay.Of(stop.At);
        var extensions = valid.Where(x => x.Kind == ClockMoveKind.Extend).Select(x => new Extension(LegalDay.Of(x.At), x.Days));
        return new ClockLedger(LegalDay.Of(start.At), stoppedOn, [.. extensions], PausesOf(valid, stoppedOn));
    }

    /// <summary>The same ledger as if every open pause ended on a day.</summary>
    public ClockLedger ResumedOn(DateOnly day) => new(
        StartedOn, StoppedOn, Extensions, [.. Pauses.Select(x => x.To is null ? x with { To = day > x.From ? day : x.From } : x)]);

    public bool IsPausedOn(DateOnly day) => Pauses.Any(x => x.Holds(day));

    private static List<Interval> PausesOf(IEnumerable<ClockMove> moves, DateOnly? stoppedOn)
    {
        var open = new List<ClockMove>();
        var pauses = new List<Interval>();
        foreach (var move in moves)
        {
            if (move.Kind == ClockMoveKind.Pause)
            {
                open.Add(move);
            }
            else if (move.Kind == ClockMoveKind.Resume && open.Count > 0)
            {
                var ended = open.Find(x => x.Ground == move.Ground) ?? open[0];
                open.Remove(ended);
                pauses.Add(new Interval(LegalDay.Of(ended.At), LegalDay.Of(move.At), ended.Ground));
            }
        }

        pauses.AddRange(open.Select(x => new Interval(LegalDay.Of(x.At), stoppedOn, x.Ground)));
        pauses.Sort((a, b) => a.From.CompareTo(b.From));
        return pauses;
    }

    private static List<(DateOnly From, DateOnly To)> Unite(IEnumerable<Interval> ended)
    {
        var united = new List<(DateOnly From, DateOnly To)>();
        foreach (var (from, end, _) in ended.OrderBy(x => x.From))
        {
            var to = end!.Value;
            if (to <= from)
            {
                continue;
            }

            if (united.Count > 0 && from <= united[^1].To)
            {
                united[^1] = (united[^1].From, to > united[^1].To ? to : united[^1].To);
            }
            else
            {
                united.Add((from, to));
            }
        }

        return united;
    }

    internal sealed record Extension(DateOnly On, int Days);

    /// <summary>[From, To), open-ended while <see cref="To"/> is null.</summary>
    internal sealed record Interval(DateOnly From, DateOnly? To, string Ground)
    {
        public bool Holds(DateOnly day) => day >= From && (To is null || day < To);
    }
}
