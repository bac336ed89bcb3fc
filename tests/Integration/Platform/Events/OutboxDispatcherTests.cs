using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Events;

public sealed class OutboxDispatcherTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachDatabase]
    public async Task Every_subscriber_gets_every_event_once_and_in_order(Engine engine)
    {
        await using var host = await OutboxStage.StartAsync(engine);
        await host.RingAsync(1, 2, 3);

        Assert.Equal(3, await host.Dispatcher().DispatchDueAsync(Ct));
        Assert.Equal(0, await host.Dispatcher().DispatchDueAsync(Ct));

        Assert.Equal(["1", "2", "3"], await host.HeardAsync("first"));
        Assert.Equal(["1", "2", "3"], await host.HeardAsync("second"));
        Assert.Equal(0, await host.OpenAsync());
    }

    [Theory, EachDatabase]
    public async Task Rows_of_a_handler_that_throws_are_not_kept_and_the_retry_adds_them_once(Engine engine)
    {
        var failures = 1;
        var script = new Script { AfterRow = (_, _) => failures-- > 0 ? throw new InvalidOperationException("broken bell") : Task.CompletedTask };
        await using var host = await OutboxStage.StartAsync(engine, script);
        await host.RingAsync(1);

        await host.Dispatcher().DispatchDueAsync(Ct);

        Assert.Empty(await host.HeardAsync("first"));
        var failed = await host.InDatabaseAsync(db => db.Set<OutboxEvent>().SingleAsync());
        Assert.Contains("broken bell", failed.LastError, StringComparison.Ordinal);
        Assert.Contains("Tests.Integration.FirstListener", failed.LastError, StringComparison.Ordinal);
        Assert.Null(failed.DoneAt);
        Assert.Equal(0, await host.Dispatcher().DispatchDueAsync(Ct));

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await host.Dispatcher().DispatchDueAsync(Ct);

        Assert.Equal(["1"], await host.HeardAsync("first"));
        Assert.Equal(["1"], await host.HeardAsync("second"));
        Assert.Equal(0, await host.OpenAsync());
    }

    [Theory, EachDatabase]
    public async Task A_poison_event_blocks_neither_later_events_nor_other_subscribers(Engine engine)
    {
        var script = new Script { First = (e, _) => e.Number == 1 ? throw new InvalidOperationException("poison") : Task.CompletedTask };
        await using var host = await OutboxStage.StartAsync(engine, script);
        await host.RingAsync(1, 2, 3);

        for (var hour = 0; hour < 12; hour++)
        {
            await host.Dispatcher().DispatchDueAsync(Ct);
            host.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["2", "3"], await host.HeardAsync("first"));
        Assert.Equal(["1", "2", "3"], await host.HeardAsync("second"));
        var poison = await host.InDatabaseAsync(db => db.Set<OutboxEvent>().SingleAsync(e => e.DoneAt == null));
        Assert.Equal(12, poison.Attempts);
    }

    [Theory, EachDatabase]
    public async Task A_death_between_handling_and_the_done_mark_repeats_nothing(Engine engine)
    {
        await using var host = await OutboxStage.StartAsync(engine);
        await host.RingAsync(1, 2);
        await host.Dispatcher().DispatchDueAsync(Ct);
        await host.ReopenAsync();

        Assert.Equal(2, await host.Dispatcher().DispatchDueAsync(Ct));

        Assert.Equal(["1", "2"], await host.HeardAsync("first"));
        Assert.Equal(["1", "2"], await host.HeardAsync("second"));
        Assert.Equal(0, await host.OpenAsync());
    }

    [Theory, EachDatabase]
    public async Task Events_of_a_node_that_died_with_them_are_taken_over_when_its_lease_ends(Engine engine)
    {
        await using var host = await OutboxStage.StartAsync(engine);
        await host.RingAsync(1);
        var now = host.Clock.GetUtcNow().UtcDateTime;
        await host.InDatabaseAsync(db => db.ClaimDueAsync<OutboxEvent>(10, now, TimeSpan.FromMinutes(1), Ct));

        Assert.Equal(0, await host.Dispatcher().DispatchDueAsync(Ct));
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, await host.Dispatcher().DispatchDueAsync(Ct));

        Assert.Equal(["1"], await host.HeardAsync("first"));
    }

    [Theory, EachDatabase]
    public async Task Two_nodes_in_the_same_event_leave_the_rows_of_one(Engine engine)
    {
        TestHost? host = null;
        var calls = 0;
        var script = new Script
        {
            First = async (_, _) =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    // The first node stalls in the handler; its lease ends and the second node does everything.
                    await host!.ReopenAsync();
                    await host!.Dispatcher().DispatchDueAsync(Ct);
                }
            },
        };
        await using (host = await OutboxStage.StartAsync(engine, script))
        {
            await host.RingAsync(1);

            await host.Dispatcher().DispatchDueAsync(Ct);

            Assert.Equal(2, calls);
            Assert.Equal(["1"], await host.HeardAsync("first"));
            Assert.Equal(["1"], await host.HeardAsync("second"));
            Assert.Equal(0, await host.OpenAsync());
        }
    }

    [Fact]
    public async Task Two_dispatchers_at_once_share_the_events_without_doubles()
    {
        var calls = 0;
        var script = new Script
        {
            First = (_, _) =>
            {
                Interlocked.Increment(ref calls);
                return Task.CompletedTask;
            },
        };
        await using var host = await OutboxStage.StartAsync(Engine.Postgres, script);
        var numbers = Enumerable.Range(1, 400).ToArray();
        await host.RingAsync(numbers);

        var shares = await Task.WhenAll(DrainAsync(host), DrainAsync(host));

        Assert.Equal(400, shares.Sum());
        Assert.All(shares, share => Assert.True(share > 0));
        Assert.Equal(400, calls);
        Assert.Equal(numbers, (await host.HeardAsync("first")).Select(int.Parse).Order());
        Assert.Equal(0, await host.OpenAsync());
    }

    [Theory, EachDatabase]
    public async Task An_event_without_subscribers_is_done(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.RingAsync(1);

        await host.Dispatcher().DispatchDueAsync(Ct);

        Assert.Equal(0, await host.OpenAsync());
    }

    [Theory, EachDatabase]
    public async Task A_save_wakes_the_worker_without_waiting_for_the_poll(Engine engine)
    {
        var heard = new TaskCompletionSource();
        var script = new Script
        {
            First = (_, _) =>
            {
                heard.TrySetResult();
                return Task.CompletedTask;
            },
        };
        await using var host = await OutboxStage.StartAsync(engine, script);
        using var worker = ActivatorUtilities.CreateInstance<OutboxWorker>(host.Services);
        await worker.StartAsync(Ct);

        // The test's clock stands still, so the poll never comes.
        await host.RingAsync(1);

        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        await worker.StopAsync(Ct);
    }

    private static async Task<int> DrainAsync(TestHost host)
    {
        await Task.Yield();
        var dispatcher = ActivatorUtilities.CreateInstance<OutboxDispatcher>(host.Services);
        var (sum, taken) = (0, 0);
        do
        {
            sum += taken = await dispatcher.DispatchDueAsync(Ct);
        }
        while (taken > 0);
        return sum;
    }
}
