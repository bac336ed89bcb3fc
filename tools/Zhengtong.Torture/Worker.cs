using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zhengtong.Cases.Seed;
using Zhengtong.Platform.Access;

namespace Zhengtong.Torture;

/// <summary>The process that is killed: four hands play whole cases through the acts, the product's own background services run beside them.</summary>
internal static class Worker
{
    private const int Hands = 4;

    public static async Task<int> RunAsync(string connection, int seed)
    {
        await using var app = TortureHost.Build(connection);
        await app.StartAsync();
        var prepared = await app.Services.GetRequiredService<SeedCases>().PlanAsync(new(400, 0, TortureHost.Region), CancellationToken.None);
        var plan = prepared.Value;
        await using var said = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var saying = TextWriter.Synchronized(said);
        await saying.WriteLineAsync("ready");
        await Task.WhenAll(Enumerable.Range(0, Hands).Select(hand => Task.Run(() => WorkAsync(app.Services, plan, seed + (hand * 1_000_003), saying))));
        return 0;
    }

    private static async Task WorkAsync(IServiceProvider services, SeedPlan plan, int number, TextWriter said)
    {
        var hand = new RealHand(services.GetRequiredService<IServiceScopeFactory>());
        var clock = services.GetRequiredService<TimeProvider>();
        for (; ; number++)
        {
            var planned = plan.Case(number);
            planned = planned with { Received = Now(planned.Received) };
            var draft = planned.Draft();
            if (!await hand.SaveAsync(draft, CancellationToken.None))
            {
                // A hand before, or beside, has the applicant's draft for this item.
                continue;
            }

            var submitted = await hand.SubmitAsync(draft.Id, planned.Received, CancellationToken.None);
            await said.WriteLineAsync($"made {draft.Id:N} {submitted.Value.CaseId:N} {submitted.Value.Number}");
            foreach (var move in planned.Moves)
            {
                var done = await hand.DoAsync(submitted.Value.CaseId, move with { Act = Now(move.Act) }, planned.Party.PersonName, CancellationToken.None);
                if (!done.Ok)
                {
                    throw new InvalidOperationException($"{move.StepKey}: {done.Problems[0].Code} {done.Problems[0].Message}");
                }

                await said.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"done {submitted.Value.CaseId:N} {move.StepKey}"));
            }
        }

        Act Now(Act act) => act with { At = Act.Micro(clock.GetUtcNow().UtcDateTime) };
    }
}
