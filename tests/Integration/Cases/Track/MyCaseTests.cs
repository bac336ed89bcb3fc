using System.Net;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Track;

/// <summary>An applicant's space over HTTP: what he sees of his cases, and that nobody else does.</summary>
public sealed class MyCaseTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.08", "03.32", "12.03")]
    public async Task The_applicant_follows_a_case_from_receipt_to_result(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var address = $"/my/cases/{@case.Id}";

        var page = await browser.PageAsync(address);
        Assert.Contains(@case.Number, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("提交申请，已登记收件", page.QuerySelector(".zt-timeline .is-past")!.TextContent, StringComparison.Ordinal);
        var now = page.QuerySelector(".zt-timeline .is-now")!.TextContent;
        Assert.Contains("收件受理", now, StringComparison.Ordinal);
        Assert.Contains("3月9日前(还剩 5 个工作日)", now, StringComparison.Ordinal);
        Assert.Equal(["审查", "决定", "出件"], page.QuerySelectorAll(".zt-timeline .is-next .zt-timeline__title").Select(t => t.FirstChild!.TextContent));

        await stage.AcceptAsync(@case);
        page = await browser.PageAsync(address);
        Assert.Contains("3月16日前", page.QuerySelector(".zt-timeline .is-now")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll(".zt-timeline a[href$='.pdf']"), a => a.TextContent.Contains("受理通知书", StringComparison.Ordinal));

        await stage.DecideAsync(@case);
        page = await browser.PageAsync(address);
        Assert.Contains("取件码", page.QuerySelector("aside[aria-label=可以做的事]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("内部意见", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/cases/{@case.Id}/result.pdf']"));

        await stage.HandOverAsync(@case);
        page = await browser.PageAsync(address);
        Assert.NotNull(page.QuerySelector($"a[href='/rate/{@case.Id}']"));
        Assert.Null(page.QuerySelector("a[href$='/withdraw']"));
        Assert.Empty(page.QuerySelectorAll(".zt-timeline .is-now, .zt-timeline .is-next"));
    }

    [Theory, EachDatabase]
    public async Task The_list_and_the_case_cost_few_statements_however_much_there_is(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var closed = await stage.ClosedAsync("zhangsan");
        for (var i = 0; i < 6; i++)
        {
            await stage.AcceptAsync(await stage.ReceivedAsync("zhangsan"));
        }

        using var browser = await stage.Host.BrowserAsync("zhangsan");
        foreach (var address in (string[])["/my", "/my/cases", $"/my/cases/{closed.Id}"])
        {
            await browser.PageAsync(address);
        }

        Assert.InRange((await stage.Sql.DuringAsync(() => browser.PageAsync("/my/cases"))).Count, 1, 3);
        Assert.InRange((await stage.Sql.DuringAsync(() => browser.PageAsync($"/my/cases/{closed.Id}"))).Count, 1, 8);
        Assert.InRange((await stage.Sql.DuringAsync(() => browser.PageAsync("/my"))).Count, 1, 9);
    }

    [Theory, EachDatabase]
    public async Task Another_persons_case_is_not_found(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AskAsync(@case, new AskCorrection.Deficiency("id-card", "照片看不清"));
        using var stranger = await stage.Host.BrowserAsync("lisi");
        using var clerk = await stage.Host.BrowserAsync("clerk1");

        foreach (var page in (string[])["", "/correction", "/withdraw"])
        {
            using var answer = await stranger.GetAsync(new Uri($"/my/cases/{@case.Id}{page}", UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            using var staff = await clerk.GetAsync(new Uri($"/my/cases/{@case.Id}{page}", UriKind.Relative), Ct);
            Assert.NotEqual(HttpStatusCode.OK, staff.StatusCode);
        }

        using var forged = await stranger.PostWithTokenOfAsync("/track", $"/my/cases/{@case.Id}/withdraw", new() { ["Sure"] = "true" });
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        Assert.Equal(CaseStatus.AwaitingCorrection, (await stage.ReadAsync(@case.Id)).Status);
        Assert.DoesNotContain(@case.Number, (await stranger.PageAsync("/my/cases")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task An_agent_sees_the_companys_cases_only_while_acting_for_it(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("company1", forCompany: true);
        var address = new Uri($"/my/cases/{@case.Id}", UriKind.Relative);
        using var self = await stage.Host.BrowserAsync("company1");
        using (var alone = await self.GetAsync(address, Ct))
        {
            Assert.Equal(HttpStatusCode.NotFound, alone.StatusCode);
        }

        using var acting = await stage.ForCompanyAsync("company1");
        using var seen = await acting.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Contains(@case.Number, (await acting.PageAsync("/my/cases")).Body!.TextContent, StringComparison.Ordinal);
        using var other = await stage.ForCompanyAsync("company2");
        using var foreign = await other.GetAsync(address, Ct);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Theory, EachDatabase]
    public async Task Cases_are_found_by_state_number_and_words_and_paged_by_key(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var first = await stage.ClosedAsync("zhangsan");
        for (var i = 0; i < 20; i++)
        {
            stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            await stage.ReceivedAsync("zhangsan");
        }

        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var page = await browser.PageAsync("/my/cases");
        Assert.Equal(20, page.QuerySelectorAll("#cases tr").Length);
        var next = await browser.PageAsync(page.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        Assert.Contains(first.Number, Assert.Single(next.QuerySelectorAll("#cases tr")).TextContent, StringComparison.Ordinal);
        Assert.Null(next.QuerySelector(".zt-pager a"));

        Assert.Single((await browser.PageAsync("/my/cases?state=ended")).QuerySelectorAll("#cases tr"));
        Assert.Equal(20, (await browser.PageAsync("/my/cases?state=open")).QuerySelectorAll("#cases tr").Length);
        Assert.Single((await browser.PageAsync($"/my/cases?q={first.Number.ToLowerInvariant()}")).QuerySelectorAll("#cases tr"));
        Assert.NotNull((await browser.PageAsync("/my/cases?q=没有这件事")).QuerySelector(".zt-empty"));
    }

    [Theory, EachDatabase]
    public async Task The_first_page_says_what_waits_for_one(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        Assert.Contains("没有需要您处理的事", (await browser.PageAsync("/my")).Body!.TextContent, StringComparison.Ordinal);

        var toCorrect = await stage.ReceivedAsync("zhangsan");
        await stage.AskAsync(toCorrect, new AskCorrection.Deficiency("id-card", "照片看不清"));
        var toFetch = await stage.ReceivedAsync("zhangsan");
        await stage.AcceptAsync(toFetch);
        await stage.DecideAsync(toFetch);
        var toRate = await stage.ClosedAsync("zhangsan");
        var tolerated = await stage.ReceivedAsync("zhangsan", mode: Mode.Tolerance);
        await stage.DispatchAsync();

        var page = await browser.PageAsync("/my");
        foreach (var href in (string[])[$"/my/cases/{toCorrect.Id}/correction", $"/my/cases/{tolerated.Id}/correction", $"/my/cases/{toFetch.Id}", $"/rate/{toRate.Id}"])
        {
            Assert.NotNull(page.QuerySelector($"section[aria-labelledby=waiting] a[href='{href}']"));
        }

        Assert.NotEmpty(page.QuerySelectorAll("section[aria-labelledby=unread] li"));
    }
}
