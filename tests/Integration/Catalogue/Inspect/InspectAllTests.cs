using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
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
    [Requirement("01.10", "02.08", "02.09")]
    public async Task A_version_that_waits_is_judged_on_its_day_and_until_then_findings_speak_of_what_people_go_by(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        var day = LegalDay.Today(stage.Host.Clock).AddDays(2);
        var item = await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        await stage.PublishAsync(InspectStage.Good with { LegalBasis = [] }, name: "娱乐场所设立许可", effective: day);
        var found = await stage.Host.InDatabaseAsync(async db =>
        {
            var known = await db.Set<Finding>().AsNoTracking().FirstAsync(Ct);
            var finding = new Finding
            {
                Id = Guid.CreateVersion7(stage.Host.Clock.GetUtcNow()), ItemId = item, ItemCode = known.ItemCode, ItemName = known.ItemName, Version = 1, RuleKey = "m-test", RuleVersion = 1, Place = "",
                Element = "conditions", Blocks = false, Message = "条件没有材料证明", Origin = FindingOrigin.Manual, OrganisationId = known.OrganisationId, OrganisationName = known.OrganisationName,
                RegionCode = known.RegionCode, FoundAt = known.FoundAt, DueOn = known.DueOn,
            };
            db.Add(finding);
            await db.SaveChangesAsync(Ct);
            return finding.Id;
        });

        Assert.Equal(1, (await stage.RunAsync()).Checked);
        Assert.Equal([("licence-questions", 1, "娱乐场所设立审批")], await FoundAsync());
        Assert.Equal("catalogue.finding-no-version", (await SayMendedAsync()).Problems[0].Code);
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await stage.RunAsync(full: false)).Checked);

        // The job of the day tells of it like a publishing; a run between would find it too.
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(PassPlanDates.JobName, Ct)).Ok);
        while (await stage.Host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }

        Assert.Equal([("legal-basis-missing", 2, "娱乐场所设立许可")], await FoundAsync());
        Assert.Equal(2, (await stage.FindingsAsync(open: false)).Single(f => f.RuleKey == "licence-questions").MendedVersion);
        Assert.Equal(1, (await stage.RunAsync(full: false)).Checked);
        Assert.Equal([("legal-basis-missing", 2, "娱乐场所设立许可")], await FoundAsync());
        Assert.True((await SayMendedAsync()).Ok);

        async Task<List<(string, int, string)>> FoundAsync() =>
            [.. (await stage.FindingsAsync()).Where(f => f.RuleKey is "licence-questions" or "legal-basis-missing").Select(f => (f.RuleKey, f.Version, f.ItemName))];

        Task<Outcome> SayMendedAsync() => stage.Host.InScopeAsync(s => s.GetRequiredService<WorkOnFinding>().SayMendedAsync(found, "已经补充", stage.Host.Act(), Ct));
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
