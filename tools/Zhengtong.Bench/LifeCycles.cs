using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Seed;

namespace Zhengtong.Bench;

/// <summary>Whole lives of cases through the acts, with the product's background services running; at an empty and at a full database by turns.</summary>
internal static class LifeCycles
{
    private const int Workers = 8;

    internal sealed record Run(double PerSecond, double P95, int Errors);

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(BenchPostgres server, Lengths length, int cases)
    {
        await using var empty = await BenchHost.StartAsync(server.Connection(Product.Empty), background: true);
        await using var full = await BenchHost.StartAsync(server.Connection(Product.Full), background: true);
        var (plan, other) = (await empty.PlanAsync(), await full.PlanAsync());
        await RunAsync(empty, plan, Lengths.WarmUp, 0);
        await RunAsync(full, other, Lengths.WarmUp, 0);
        var (atEmpty, atFull) = (new List<Run>(), new List<Run>());
        for (var round = 1; round <= Lengths.Rounds; round++)
        {
            atEmpty.Add(await RunAsync(empty, plan, length.Lives, round));
            atFull.Add(await RunAsync(full, other, length.Lives, round));
        }

        var rate = Measure.Median(atFull.Select(r => r.PerSecond));
        var all = atEmpty.Concat(atFull).ToList();
        return
        [
            new Measure(string.Create(CultureInfo.InvariantCulture, $"whole life cycles per second at {cases} cases"), rate, 60, Note: string.Create(CultureInfo.InvariantCulture, $"{Workers} workers, background services running")),
            new Measure("p95 of each write", Measure.Median(atFull.Select(r => r.P95)), 150, " ms", AtMost: true),
            new Measure("errors", all.Sum(r => r.Errors), 0, AtMost: true),
            new Measure(string.Create(CultureInfo.InvariantCulture, $"life cycles at {cases} cases over an empty database"), Measure.Median(atFull.Zip(atEmpty, (f, e) => f.PerSecond / e.PerSecond)), 0.85, Note: string.Create(CultureInfo.InvariantCulture, $"empty: {Measure.Median(atEmpty.Select(r => r.PerSecond)):0.#} per second")),
        ];
    }

    public static async Task<Run> RunAsync(WebApplication app, SeedPlan plan, int seconds, int round)
    {
        var hand = new RealHand(app.Services.GetRequiredService<IServiceScopeFactory>());
        var times = new ConcurrentBag<double>();
        var (lives, errors, watch) = (0, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (var number = (round * 10_000_000) + (worker * 1_000_000); watch.Elapsed.TotalSeconds < seconds; number++)
            {
                var planned = plan.Case(number);
                var draft = planned.Draft();
                if (await hand.SaveAsync(draft, CancellationToken.None))
                {
                    Interlocked.Add(ref errors, await LiveAsync(planned, draft.Id) ? 0 : 1);
                    Interlocked.Increment(ref lives);
                }
            }
        })));
        return new Run(lives / watch.Elapsed.TotalSeconds, Measure.Percentile([.. times], 0.95), errors);

        async Task<bool> LiveAsync(PlannedCase planned, Guid draftId)
        {
            var submitted = await TimedAsync(() => hand.SubmitAsync(draftId, planned.Received.Now(), CancellationToken.None));
            if (!submitted.Ok)
            {
                return false;
            }

            foreach (var move in planned.Moves)
            {
                var done = await TimedAsync(() => hand.DoAsync(submitted.Value.CaseId, move with { Act = move.Act.Now() }, planned.Party.PersonName, CancellationToken.None));
                if (!done.Ok)
                {
                    return false;
                }
            }

            return true;
        }

        async Task<T> TimedAsync<T>(Func<Task<T>> write)
        {
            var from = Stopwatch.GetTimestamp();
            var done = await write();
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            return done;
        }
    }
}
