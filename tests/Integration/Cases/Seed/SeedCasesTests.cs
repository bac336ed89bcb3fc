using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Seed;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Cases.Seed;

/// <summary>Seeding: what is loaded in bulk is what the acts would have saved.</summary>
public sealed class SeedCasesTests
{
    private const int Cases = 60;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Bulk_loading_gives_the_rows_that_the_acts_save(Engine engine)
    {
        await using var played = await SeededAsync(engine, bulk: false);
        await using var loaded = await SeededAsync(engine, bulk: true);

        var (left, right) = (await SeededRows.ReadAsync(played, Ct), await SeededRows.ReadAsync(loaded, Ct));

        Assert.Equal(left.Keys, right.Keys);
        Assert.All(left, table =>
        {
            Assert.NotEmpty(table.Value);
            Assert.Equal(table.Value, right[table.Key]);
        });
    }

    [Theory, EachDatabase]
    [Requirement("03.06")]
    public async Task Loaded_cases_have_whole_traces_leave_no_events_and_take_numbers_that_no_later_case_gets(Engine engine)
    {
        await using var host = await SeededAsync(engine, bulk: true);

        var cases = await host.InDatabaseAsync(db => db.Set<Case>().AsNoTracking().ToListAsync(Ct));
        Assert.Equal(Cases, cases.Count);
        Assert.InRange(cases.Count(c => c.Open), 1, Cases - 1);
        foreach (var one in cases)
        {
            Assert.Null(Trace.Check(one, await host.InDatabaseAsync(db => db.TraceOfAsync(one.Id, Ct))));
            Assert.Equal(one.Open, await host.InDatabaseAsync(db => db.Set<CaseStep>().AnyAsync(s => s.CaseId == one.Id && s.CompletedAt == null, Ct)));
        }

        Assert.False(await host.InDatabaseAsync(db => db.Set<OutboxEvent>().AnyAsync(e => e.Type == "CaseReceived" || e.Type == "CaseAccepted", Ct)));
        var last = cases.MaxBy(c => c.Number)!;
        var serial = await host.Services.GetRequiredService<Counters>().NextAsync($"case-{CaseWorld.Region}-{last.Number[6..14]}", Ct);
        Assert.True(serial > int.Parse(last.Number.AsSpan(14, 7), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Seeding_without_published_items_says_what_to_do()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var done = await host.Services.GetRequiredService<SeedCases>().RunAsync(new(5), null, Ct);
        Assert.Equal("cases.seed-no-items", Assert.Single(done.Problems).Code);
    }

    private static async Task<TestHost> SeededAsync(Engine engine, bool bulk)
    {
        var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        await world.PublishAsync("511602-SEED-1", CaseWorld.Content(joint: true));
        await world.PublishAsync("511602-SEED-2", CaseWorld.Content(instant: true));
        var done = await host.Services.GetRequiredService<SeedCases>().RunAsync(new(Cases, 30, Bulk: bulk), null, Ct);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
        return host;
    }
}
