using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Persistence;

/// <summary>The guards of what is written once.</summary>
public sealed class AppendOnlyGuardsTests
{
    private const int Nodes = 8;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Nodes_that_start_together_all_make_the_guards_and_each_table_has_them_once(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var before = await CountAsync(host);

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(
                async () =>
                {
                    await using var scope = host.Services.CreateAsyncScope();
                    await AppendOnlyGuards.EnsureAsync(scope.ServiceProvider.GetRequiredService<Database>(), Ct);
                },
                Ct)));
        }

        Assert.True(before > 0);
        Assert.Equal(before, await CountAsync(host));
        Assert.Equal(0, await HeldAsync(host));
    }

    private static Task<int> CountAsync(TestHost host) => host.InDatabaseAsync(db => db.Database.SqlQueryRaw<int>(db.IsSqlite
        ? "select count(*) as \"Value\" from sqlite_master where type = 'trigger' and (name like '%\\_no\\_update' escape '\\' or name like '%\\_no\\_delete' escape '\\')"
        : "select count(*)::int as \"Value\" from pg_trigger where tgname like '%written_once'").SingleAsync(Ct));

    /// <summary>Locks that somebody forgot to give back.</summary>
    private static Task<int> HeldAsync(TestHost host) => host.InDatabaseAsync(db => db.IsSqlite
        ? Task.FromResult(0)
        : db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from pg_locks where locktype = 'advisory' and objsubid = 1 and classid = 1515472725").SingleAsync(Ct));
}
