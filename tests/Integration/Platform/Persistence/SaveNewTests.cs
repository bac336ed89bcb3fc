using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Persistence;

/// <summary>The save beside the change tracker keeps the promises of the ordinary one.</summary>
public sealed class SaveNewTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task New_rows_and_changed_rows_are_saved_together(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await AddAsync(host, "old", 1);
        var saved = await host.InDatabaseAsync(async db =>
        {
            (await db.Set<Counter>().SingleAsync(c => c.Name == "old", Ct)).Next = 7;
            return await db.SaveNewAsync([new Counter { Name = "new", Next = 3 }], Ct);
        });
        Assert.True(saved.Ok);
        Assert.Equal([("new", 3L), ("old", 7L)], await AllAsync(host));
    }

    [Theory, EachDatabase]
    public async Task A_row_changed_meanwhile_keeps_everything_out(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await AddAsync(host, "old", 1);
        var saved = await host.InDatabaseAsync(async db =>
        {
            var read = await db.Set<Counter>().SingleAsync(c => c.Name == "old", Ct);
            await host.InDatabaseAsync(other => other.Set<Counter>().ExecuteUpdateAsync(s => s.SetProperty(c => c.Next, 2), Ct));
            read.Next = 7;
            return await db.SaveNewAsync([new Counter { Name = "new", Next = 3 }], Ct);
        });
        Assert.Equal("platform.changed-meanwhile", Assert.Single(saved.Problems).Code);
        Assert.Equal([("old", 2L)], await AllAsync(host));
    }

    [Theory, EachDatabase]
    public async Task A_key_that_is_taken_keeps_everything_out(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await AddAsync(host, "old", 1);
        var saved = await host.InDatabaseAsync(db => db.SaveNewAsync([new Counter { Name = "new", Next = 3 }, new Counter { Name = "old", Next = 9 }], Ct));
        Assert.Equal("platform.already-there", Assert.Single(saved.Problems).Code);
        Assert.Equal([("old", 1L)], await AllAsync(host));
    }

    [Theory, EachDatabase]
    public async Task A_page_met_by_another_writer_is_staged_again_from_what_is_there_then(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var stagings = 0;
        await host.InDatabaseAsync(async db =>
        {
            await db.SavePageAsync(
                async () =>
                {
                    var there = await db.Set<Counter>().SingleOrDefaultAsync(c => c.Name == "met", Ct);
                    if (++stagings == 1)
                    {
                        await AddAsync(host, "met", 1);
                    }

                    if (there is null)
                    {
                        db.Add(new Counter { Name = "met", Next = 5 });
                    }
                    else
                    {
                        there.Next += 5;
                    }
                },
                Ct);
            return true;
        });
        Assert.Equal(2, stagings);
        Assert.Equal([("met", 6L)], await AllAsync(host));
    }

    [Theory, EachDatabase]
    public async Task A_page_that_is_met_every_time_is_given_up_with_an_error(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await AddAsync(host, "met", 1);
        await host.InDatabaseAsync(async db =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SavePageAsync(
                () =>
                {
                    db.Add(new Counter { Name = "met", Next = 5 });
                    return Task.CompletedTask;
                },
                Ct));
            return true;
        });
        Assert.Equal([("met", 1L)], await AllAsync(host));
    }

    private static Task<int> AddAsync(TestHost host, string name, long next) => host.InDatabaseAsync(db =>
    {
        db.Add(new Counter { Name = name, Next = next });
        return db.SaveChangesAsync(Ct);
    });

    private static async Task<List<(string Name, long Next)>> AllAsync(TestHost host) =>
        [.. (await host.InDatabaseAsync(db => db.Set<Counter>().AsNoTracking().OrderBy(c => c.Name).ToListAsync(Ct))).Select(c => (c.Name, c.Next))];
}
