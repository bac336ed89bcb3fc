using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Events;

public sealed class PurgeDoneEventsTests
{
    [Theory, EachDatabase]
    public async Task Done_events_go_with_their_receipts_after_seven_days_and_open_ones_stay(Engine engine)
    {
        var script = new Script { First = (e, _) => e.Number == 9 ? throw new InvalidOperationException("still open") : Task.CompletedTask };
        await using var host = await OutboxStage.StartAsync(engine, script);
        var jobs = host.Services.GetRequiredService<RecurringJobs>();
        await host.RingAsync(1, 9);
        await host.Dispatcher().DispatchDueAsync(CancellationToken.None);

        host.Clock.Advance(TimeSpan.FromDays(6));
        Assert.True((await jobs.RunOnceAsync("platform.purge-done-events", CancellationToken.None)).Ok);
        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync()));

        host.Clock.Advance(TimeSpan.FromDays(2));
        Assert.True((await jobs.RunOnceAsync("platform.purge-done-events", CancellationToken.None)).Ok);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync()));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<HandledEvent>().CountAsync()));
    }
}
