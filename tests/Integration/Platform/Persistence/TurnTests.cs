using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Persistence;

/// <summary>The writers of SQLite's one file wait for each other here, not in its busy loop.</summary>
public sealed class TurnTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_updated_and_deleted_in_turn_with_the_other_writers()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        await host.InDatabaseAsync(db =>
        {
            db.Add(new Counter { Name = "one", Next = 1 });
            return db.SaveChangesAsync(Ct);
        });

        Task<int> updated = Task.FromResult(0), deleted = Task.FromResult(0);
        Assert.False(await host.DoneOutOfTurnAsync(() => updated = host.InDatabaseAsync(db => db.UpdateAsync(db.Set<Counter>().Where(c => c.Name == "one"), s => s.SetProperty(c => c.Next, 2), Ct))));
        Assert.False(await host.DoneOutOfTurnAsync(() => deleted = host.InDatabaseAsync(db => db.DeleteAsync(db.Set<Counter>().Where(c => c.Name == "one" && c.Next == 2), Ct))));

        Assert.Equal((1, 1), (await updated, await deleted));
    }

    [Fact]
    public async Task Within_a_transaction_nobody_waits_for_the_turn_that_another_has()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        await host.InDatabaseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            Task<int> OfOtherAsync(Func<Task<int>> write) => host.InDatabaseAsync(other => other.WriteAsync(write, Ct)).WaitAsync(TimeSpan.FromSeconds(20), Ct);
            await OfOtherAsync(() => db.UpdateAsync(db.Set<Counter>(), s => s.SetProperty(c => c.Next, 2), Ct));
            return await OfOtherAsync(() => db.DeleteAsync(db.Set<Counter>(), Ct));
        });
    }
}
