using Zhengtong.Cases.CasePage;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Clock;

/// <summary>One clock of a case, day by day, each day with the reason why it counts or not (03.19).</summary>
/// <param name="Run">A correction starts the acceptance clock anew: each start is an account of its own.</param>
internal sealed record ClockAccount(ClockKind Kind, string Title, ClockRule Rule, DeadlineState State, IReadOnlyList<DeadlineDay> Days, int DaysLeft, int Run)
{
    public static IReadOnlyList<ClockAccount> Of(Dossier d) =>
    [
        .. from kind in (ClockKind[])[ClockKind.Promised, ClockKind.Statutory, ClockKind.Acceptance, ClockKind.Delivery]
           let rule = ClockRules.For(d.Item, kind)
           where rule is not null
           from run in Runs([.. d.Ledger.Where(l => l.Clock == kind).Select(l => l.AsMove())])
           select Account(d, rule, run.Moves, run.Number),
    ];

    /// <summary>The weeks that the days fall into, Monday first, for a calendar.</summary>
    public IEnumerable<IReadOnlyList<DeadlineDay?>> Weeks()
    {
        if (Days.Count == 0)
        {
            yield break;
        }

        var byDate = Days.ToDictionary(x => x.Date);
        for (var monday = Monday(Days[0].Date); monday <= Days[^1].Date; monday = monday.AddDays(7))
        {
            yield return [.. Enumerable.Range(0, 7).Select(i => byDate.GetValueOrDefault(monday.AddDays(i)))];
        }
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static ClockAccount Account(Dossier d, ClockRule rule, IReadOnlyList<ClockMove> moves, int run)
    {
        var state = Deadline.Of(rule, d.Calendar, moves, d.Today);
        var title = run > 1 ? $"{rule.Kind.Name()}时限（补正后重新计算）" : $"{rule.Kind.Name()}时限";
        // A stopped clock counts no further than its stop.
        var days = Deadline.Explain(rule, d.Calendar, moves, d.Today).Where(x => state.StoppedOn is not { } stopped || x.Date <= stopped);
        return new ClockAccount(rule.Kind, title, rule, state, [.. days], state.DaysLeft(d.Today), run);
    }

    private static IEnumerable<(IReadOnlyList<ClockMove> Moves, int Number)> Runs(List<ClockMove> moves)
    {
        var number = 0;
        var run = new List<ClockMove>();
        foreach (var move in moves)
        {
            if (move.Kind == ClockMoveKind.Start && run.Any(m => m.Kind == ClockMoveKind.Stop))
            {
                yield return (run, ++number);
                run = [];
            }

            run.Add(move);
        }

        if (run.Count > 0)
        {
            yield return (run, ++number);
        }
    }
}
