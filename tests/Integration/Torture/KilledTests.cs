using Xunit;
using Zhengtong.TestKit;
using Zhengtong.Torture;

namespace Zhengtong.Tests.Integration.Torture;

/// <summary>A working process is killed at random moments; its store keeps every acknowledged write, once and whole. Many kills: tools/Zhengtong.Torture.</summary>
public sealed class KilledTests
{
    private const int Kills = 3;

    [Theory, EachDatabase]
    public async Task Killed_workers_lose_double_and_leave_half_done_nothing(Engine engine)
    {
        await using var database = await (await TestDatabase.CreateAsync(engine)).WithoutKeysAsync();
        var report = await Torturer.RunAsync(database.Connection, Kills, seed: 20261122, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(report.Faults.Count == 0, report.ToString());
        Assert.True(report.Acknowledged > Kills, report.ToString());
    }
}
