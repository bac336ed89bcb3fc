using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>Findings of items that are paused, cancelled, or mere guides.</summary>
public sealed class FindingRestTests
{
    private const string Guide = "ST0001";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("02.08")]
    public async Task What_the_public_said_of_an_item_outlives_it_until_it_is_answered(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        var item = await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        using var person = await stage.Host.BrowserAsync("zhangsan");
        using var editor = await stage.Host.BrowserAsync("editor1");
        await RemarkAsync(person, InspectStage.Code, "电话打不通");

        await BecomeAsync(stage, item, ItemStatus.Cancelled);
        await stage.RunAsync();

        Assert.Equal(FindingEnd.ItemEnded, (await stage.FindingsAsync(open: false)).Single(f => f.RuleKey == "licence-questions").ClosedAs);
        var open = Assert.Single(await stage.FindingsAsync());
        Assert.Equal(FindingOrigin.Public, open.Origin);

        // It is not explained away either: the page offers an answer, and nothing else ends it.
        var page = "/office/inspection/" + open.Id;
        using var explained = await editor.PostWithTokenOfAsync(page, page + "?handler=Explain", new() { ["Reason"] = "已经停办" });
        Assert.Equal(HttpStatusCode.NotFound, explained.StatusCode);
        using var answered = await editor.SubmitAsync(page, new() { ["Reply"] = "这个事项已经取消，不再办理。" }, "Answer");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Contains("这个事项已经取消", (await person.PageAsync("/my/guide-feedback")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("02.08", "02.09")]
    public async Task A_guide_of_the_nation_is_inspected_and_goes_to_the_managers_of_the_highest_region_there_is(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.Host.InScopeAsync(async s =>
        {
            var content = InspectStage.Good with { LegalBasis = [], Steps = [] };
            var request = new PublishRequest(Guide, "护照签发", Guid.Empty, "国家移民管理局", "", "全国", content, "test") { GuideOnly = true };
            return (await s.GetRequiredService<PublishItemVersion>().PublishAsync(request, stage.Host.Act(), Ct)).Value;
        });
        using var province = await stage.Host.BrowserAsync("province1");
        using var person = await stage.Host.BrowserAsync("zhangsan");

        Assert.Equal(1, (await stage.RunAsync()).Checked);
        var found = Assert.Single(await stage.FindingsAsync(), f => f.RuleKey == "legal-basis-missing");
        Assert.Equal("51", found.RegionCode);
        Assert.Contains("没有设定依据", (await province.PageAsync("/office/inspection")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("全量检测发现新问题", (await province.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);

        await RemarkAsync(person, Guide, "办理地点写错了");
        var said = Assert.Single(await stage.FindingsAsync(), f => f.Origin == FindingOrigin.Public);
        Assert.Equal(0, (await stage.RunAsync()).Closed);
        using var again = await province.SubmitAsync($"/office/inspection/{found.Id}", [], "Recheck");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(new[] { found.Id, said.Id }.Order(), (await stage.FindingsAsync()).Select(f => f.Id).Where(id => id == found.Id || id == said.Id).Order());
        using var answered = await province.SubmitAsync("/office/inspection/" + said.Id, new() { ["Reply"] = "已经更正。" }, "Answer");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Contains("已经更正", (await person.PageAsync("/my/guide-feedback")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("02.09")]
    public async Task What_was_found_of_a_paused_item_rests_and_goes_on_with_the_days_that_were_left(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        var item = await stage.PublishAsync(InspectStage.Good with { Questions = [], Materials = [] });
        using var person = await stage.Host.BrowserAsync("zhangsan");
        await RemarkAsync(person, InspectStage.Code, "电话打不通");
        stage.Host.Clock.Advance(TimeSpan.FromDays(3));
        var before = (await stage.FindingsAsync()).ConvertAll(f => (f.Id, f.DueOn));
        var page = $"/office/inspection/{(await stage.FindingsAsync()).Single(f => f.RuleKey == "no-materials").Id}";
        using var editor = await stage.Host.BrowserAsync("editor1");

        await BecomeAsync(stage, item, ItemStatus.Paused);
        await stage.RunAsync();
        using var pressed = await editor.SubmitAsync(page, [], "Recheck");
        Assert.Contains("暂停办理期间不复检", await pressed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(before, (await stage.FindingsAsync()).ConvertAll(f => (f.Id, f.DueOn)));

        // Long after every limit: nobody is reminded of what rests, nor is it counted; who spoke from outside still waits for his answer.
        var paused = LegalDay.Today(stage.Host.Clock);
        stage.Host.Clock.Advance(TimeSpan.FromDays(90));
        await stage.RunAsync();
        await stage.RemindAsync();
        using var later = await stage.Host.BrowserAsync("editor1");
        var late = (await later.PageAsync("/office/inspection?show=late")).QuerySelector("#findings")!.TextContent;
        Assert.Contains("电话打不通", late, StringComparison.Ordinal);
        Assert.DoesNotContain("没有常见问题", late, StringComparison.Ordinal);
        Assert.Contains("没有常见问题", (await later.PageAsync("/office/inspection?show=resting")).QuerySelector("#findings")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("停止计算，恢复后还有", (await later.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await LateToldAsync(stage));
        Assert.Equal((1, 1), await CountedAsync(stage));

        await BecomeAsync(stage, item, ItemStatus.InUse);
        await stage.RunAsync();
        var after = await stage.FindingsAsync();
        Assert.Equal(before.Select(f => f.Id), after.Select(f => f.Id));
        var (calendar, resumed) = (await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkingCalendars>().CurrentAsync(Ct).AsTask()), LegalDay.Today(stage.Host.Clock));
        foreach (var (finding, was) in after.Zip(before).Where(x => x.First.Origin == FindingOrigin.Machine))
        {
            Assert.Equal(DaysBetween(paused, was.DueOn), DaysBetween(resumed, finding.DueOn));
            Assert.Null(Trace.Check(finding, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(finding.Id, Ct))));
        }

        Assert.Equal(before.Single(f => f.Id == Public().Id).DueOn, Public().DueOn);
        Assert.Equal((after.Count, 1), await CountedAsync(stage));

        Finding Public() => after.Single(f => f.Origin == FindingOrigin.Public);

        // Counted day by day, not as the product does.
        int DaysBetween(DateOnly from, DateOnly due) => Enumerable.Range(1, due.DayNumber - from.DayNumber).Count(i => calendar.IsWorkingDay(from.AddDays(i)));
    }

    /// <summary>How many findings the overdue reminders tell of.</summary>
    private static async Task<int> LateToldAsync(InspectStage stage) => (await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == "有问题超过整改期限").Select(m => m.Body).ToListAsync(Ct)))
        .Sum(body => int.Parse(new string([.. body.SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit)]), System.Globalization.CultureInfo.InvariantCulture));

    private static Task<(int Open, int Overdue)> CountedAsync(InspectStage stage)
    {
        var today = LegalDay.Today(stage.Host.Clock);
        return stage.Host.InDatabaseAsync(async db => ValueTuple.Create(
            await db.Set<InspectionDay>().Where(d => d.Day == today).SumAsync(d => d.Open, Ct), await db.Set<InspectionDay>().Where(d => d.Day == today).SumAsync(d => d.Overdue, Ct)));
    }

    private static async Task RemarkAsync(HttpClient person, string code, string text)
    {
        using var sent = await person.SubmitAsync("/guide-feedback/" + code, new() { ["Input.Element"] = "consult", ["Input.Text"] = text });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    /// <summary>As it happens: the status changes, and the event is heard.</summary>
    private static Task BecomeAsync(InspectStage stage, Guid item, ItemStatus status) => stage.Host.InScopeAsync(async s =>
    {
        var done = await s.GetRequiredService<BecomeItems>().HandleAsync(InspectStage.Code, status, stage.Host.Act(), Ct);
        Assert.True(done.Ok);
        await s.GetRequiredService<RecheckItem>().HandleAsync(new ItemPublished(item, Guid.Empty, InspectStage.Code), Guid.NewGuid(), Ct);
        await s.GetRequiredService<Zhengtong.Platform.Persistence.Database>().SaveChangesAsync(Ct);
    });
}
