using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Seed;

/// <summary>Fills a database with invented cases of a region, for demonstrations, training and load tests.</summary>
internal sealed class SeedCases(IServiceScopeFactory scopes, WorkingCalendars calendars, TimeProvider clock)
{
    /// <summary>Up to so many are played through the acts; more are loaded in bulk.</summary>
    public const int MostPlayed = 2000;
    private const int Portion = 1000;

    /// <param name="Bulk">null: by the number.</param>
    internal sealed record Wish(int Cases, int OpenPercent = 5, string Region = "511602", bool? Bulk = null)
    {
        public bool InBulk => Bulk ?? Cases > MostPlayed;
    }

    /// <returns>How many cases were made.</returns>
    public async Task<Outcome<int>> RunAsync(Wish wish, IProgress<int>? progress, CancellationToken ct)
    {
        var prepared = await PlanAsync(wish, ct);
        if (!prepared.TryGet(out var plan))
        {
            return Outcome<int>.Because(prepared.Problems);
        }

        var order = plan.InOrder(wish.Cases);
        if (wish.InBulk)
        {
            await LoadAsync(plan, order, progress, ct);
        }
        else
        {
            var hand = new RealHand(scopes);
            for (var i = 0; i < order.Length; i++)
            {
                await hand.PlayAsync(plan.Case(order[i]), ct);
                progress?.Report(i + 1);
            }
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Database>().Database.ExecuteSqlRawAsync("analyze", ct);
        return order.Length;
    }

    /// <summary>The items, applicants and days that cases are drawn from.</summary>
    public async Task<Outcome<SeedPlan>> PlanAsync(Wish wish, CancellationToken ct)
    {
        var act = Act.BySystem("演示数据", clock.GetUtcNow().UtcDateTime);
        var parties = await new SeedParties(scopes).EnsureAsync(Math.Clamp(wish.Cases / 20, 20, 5000), act, ct);
        await using var scope = scopes.CreateAsyncScope();
        var today = LegalDay.Of(act.At);
        var items = await ActivatorUtilities.CreateInstance<SeedItems>(scope.ServiceProvider).OfAsync(wish.Region, today, parties[0], parties[3], ct);
        return items.Count == 0
            ? Problem.NotFound("cases.seed-no-items", $"区划 {wish.Region} 没有可以申请的已发布事项。请先启动一次系统，或运行 import 命令导入事项。")
            : new SeedPlan(items, parties, new SeedStaff(), await calendars.CurrentAsync(ct), today, wish.OpenPercent);
    }

    /// <summary>One hand makes portions while the other writes them.</summary>
    private async Task LoadAsync(SeedPlan plan, int[] order, IProgress<int>? progress, CancellationToken ct)
    {
        SeedSerials serials;
        await using (var scope = scopes.CreateAsyncScope())
        {
            serials = await SeedSerials.ReserveAsync(scope.ServiceProvider.GetRequiredService<Database>(), order.Select(plan.Case), ct);
        }

        var calendar = await calendars.CurrentAsync(ct);
        var portions = Channel.CreateBounded<BulkRows>(2);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var making = Task.Run(
            async () =>
            {
                try
                {
                    foreach (var chunk in order.Chunk(Portion))
                    {
                        var rows = new BulkRows();
                        var hand = new BulkHand(rows, calendar, serials.NextFor);
                        Array.ForEach(chunk, number => hand.Play(plan.Case(number)));
                        await portions.Writer.WriteAsync(rows, either.Token);
                    }

                    portions.Writer.Complete();
                }
                catch (Exception e)
                {
                    portions.Writer.Complete(e);
                    throw;
                }
            },
            either.Token);
        try
        {
            await WriteAsync(portions.Reader, progress, ct);
        }
        finally
        {
            await either.CancelAsync();
        }

        await making;
    }

    private async Task WriteAsync(ChannelReader<BulkRows> portions, IProgress<int>? progress, CancellationToken ct)
    {
        var written = 0;
        await foreach (var rows in portions.ReadAllAsync(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            await rows.LoadAsync(scope.ServiceProvider.GetRequiredService<Database>(), ct);
            written += rows.Cases;
            progress?.Report(written);
        }
    }
}
