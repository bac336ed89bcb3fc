using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Track;

namespace Zhengtong.Tests.Integration.Cases.Tell;

/// <summary>Every turn of a case is told once, to whom it concerns.</summary>
public sealed class TellPartiesTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.08")]
    public async Task Each_event_is_told_once_although_the_dispatcher_runs_twice(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AcceptAsync(@case);
        await stage.DecideAsync(@case);
        await stage.HandOverAsync(@case);

        await stage.DispatchAsync();
        await stage.Host.InDatabaseAsync(db => db.Set<OutboxEvent>().ExecuteUpdateAsync(
            s => s.SetProperty(e => e.DoneAt, (DateTime?)null).SetProperty(e => e.NextAttemptAt, e => e.At), Ct));
        await Task.WhenAll(stage.DispatchAsync(), stage.DispatchAsync());

        var told = await InboxAsync(stage, @case.ApplicantId);
        string[] wanted = ["申请已提交", "申请已受理", "已作出准予决定", "结果可以领取了", "办件已办结", "请评价这次服务"];
        Assert.Equal(wanted.Order(StringComparer.Ordinal), told.Select(m => m.Title.Split('：')[0]).Order(StringComparer.Ordinal));
        Assert.Contains("2026年3月16日(星期一)前办结", told.Single(m => m.Title.StartsWith("申请已受理", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        Assert.All(told.Where(m => !m.Title.StartsWith("请评价", StringComparison.Ordinal)), m => Assert.Equal($"/my/cases/{@case.Id}", m.Link));
        Assert.Equal(4, await stage.Host.InDatabaseAsync(db => db.Set<MessageDispatch>().CountAsync(d => d.Channel == Channel.Sms, Ct)));
    }

    [Theory, EachDatabase]
    public async Task The_agent_of_a_company_is_told_too(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("company1", forCompany: true);
        await stage.AskAsync(@case, new AskCorrection.Deficiency("id-card", "看不清"));
        await stage.DispatchAsync();

        var company = await InboxAsync(stage, @case.ApplicantId);
        var agent = await InboxAsync(stage, (await stage.PersonAsync("company1")).Id);
        Assert.Equal(2, company.Count);
        Assert.Equal(2, agent.Count);
        Assert.Contains(agent, m => m.Title.StartsWith("请补正材料", StringComparison.Ordinal) && m.Body.Contains("广安演示餐饮有限公司", StringComparison.Ordinal));
        Assert.Contains(company, m => m.Link == $"/my/cases/{@case.Id}/correction" && m.Body.Contains("2026年5月1日(星期五)", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task The_inbox_shows_unread_first_and_opening_reads(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.DispatchAsync();
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.AcceptAsync(@case);
        await stage.DispatchAsync();
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        using var stranger = await stage.Host.BrowserAsync("lisi");

        var inbox = await browser.PageAsync("/my/messages");
        var newest = inbox.QuerySelector("#messages a")!;
        Assert.StartsWith("申请已受理", newest.TextContent, StringComparison.Ordinal);
        using (var foreign = await stranger.GetAsync(new Uri(newest.GetAttribute("href")!, UriKind.Relative), Ct))
        {
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        }

        Assert.NotNull((await browser.PageAsync(newest.GetAttribute("href")!)).QuerySelector($"a[href='/my/cases/{@case.Id}']"));
        inbox = await browser.PageAsync("/my/messages");
        Assert.StartsWith("申请已提交", inbox.QuerySelector("#messages a")!.TextContent, StringComparison.Ordinal);
        (await browser.SubmitAsync("/my/messages", [], "ReadAll")).Dispose();
        Assert.All(await InboxAsync(stage, @case.ApplicantId), m => Assert.NotNull(m.ReadAt));
        Assert.Single(await stage.Sql.DuringAsync(() => browser.PageAsync("/my/messages"), "platform_message"));
    }

    private static Task<List<Message>> InboxAsync(TrackStage stage, Guid party) =>
        stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().Where(m => m.PartyId == party).OrderBy(m => m.Id).ToListAsync(Ct));
}
