using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>The inspection of everything.</summary>
public sealed class InspectAllTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.20", "02.08", "02.09")]
    public async Task Everything_imported_is_inspected_once_and_a_second_run_finds_nothing_new(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.Host.ImportAllAsync(Ct);
        var items = await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(i => i.Status == ItemStatus.InUse || i.Status == ItemStatus.GuideOnly, Ct));

        var first = await stage.RunAsync();
        var second = await stage.RunAsync();

        Assert.Equal((items, items), (first.Checked, second.Checked));
        Assert.True(first.Found > 1000, $"{first.Found}");
        Assert.Equal((0, 0), (second.Found, second.Closed));
        Assert.Equal(first.Found, await stage.Host.InDatabaseAsync(db => db.Set<Finding>().CountAsync(f => f.ClosedAt == null, Ct)));
        using var manager = await stage.Host.BrowserAsync("manager1");
        var board = (await manager.PageAsync("/office/inspection/board")).Body!.TextContent;
        Assert.Contains("整改率", board, StringComparison.Ordinal);
        Assert.Contains("全部事项", board, StringComparison.Ordinal);
        Assert.Contains("| 没有兜底性条款（`catch-all`） | 阻止发布 |", await stage.Host.InScopeAsync(s => InspectCommand.TableAsync(s, second, Ct)), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("02.09")]
    public async Task A_run_that_was_cut_off_goes_on_and_one_between_looks_only_at_what_changed(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        var whole = await stage.RunAsync();
        await stage.Host.InDatabaseAsync(db => db.Set<InspectionRun>().ExecuteUpdateAsync(s => s.SetProperty(r => r.EndedAt, (DateTime?)null).SetProperty(r => r.Reached, Guid.Empty).SetProperty(r => r.Checked, 0), Ct));

        var again = await stage.RunAsync();
        Assert.Equal((whole.Id, 1), (again.Id, again.Checked));

        stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await stage.RunAsync(full: false)).Checked);
        stage.Host.Clock.Advance(TimeSpan.FromHours(1));
        await stage.PublishAsync(InspectStage.Good);
        Assert.Equal(1, (await stage.RunAsync(full: false)).Checked);
    }

    [Theory, EachDatabase]
    [Requirement("02.08", "02.14")]
    public async Task The_nightly_job_looks_at_everything_once_a_day_also_at_what_changed_around_an_item(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        for (var i = 0; i < 3; i++)
        {
            await NightAsync();
        }

        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<InspectionRun>().CountAsync(Ct)));
        Assert.DoesNotContain(await stage.FindingsAsync(), f => f.RuleKey == "step-unstaffed");

        // Nobody published anything; the issue desk of the region has nobody any more.
        await stage.Host.InDatabaseAsync(db => db.Set<StaffPost>().Where(p => p.Role == Roles.IssueClerk).ExecuteUpdateAsync(s => s.SetProperty(p => p.Until, new DateOnly(2026, 1, 1)), Ct));
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        await NightAsync();
        Assert.Equal((2, 2), await stage.Host.InDatabaseAsync(async db => (await db.Set<InspectionRun>().CountAsync(Ct), await db.Set<InspectionRun>().CountAsync(r => r.Full, Ct))));
        Assert.Contains(await stage.FindingsAsync(), f => f.RuleKey == "step-unstaffed");

        Task NightAsync() => stage.Host.InScopeAsync(s => ActivatorUtilities.CreateInstance<InspectNightly>(s).RunAsync(Ct));
    }
}
