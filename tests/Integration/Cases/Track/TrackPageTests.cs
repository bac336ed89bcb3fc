using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Track;

/// <summary>Progress by number and name, without signing in.</summary>
public sealed class TrackPageTests
{
    [Theory, EachDatabase]
    [Requirement("03.08", "12.03")]
    public async Task Number_and_name_together_show_the_progress_masked(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AcceptAsync(@case);
        await stage.DecideAsync(@case, grant: false);
        using var browser = stage.Host.Browser();

        Assert.Equal(@case.Number, (await browser.PageAsync($"/track?number={@case.Number}")).QuerySelector("input[name=Number]")!.GetAttribute("value"));
        var page = await AskAsync(browser, $" {@case.Number.ToLowerInvariant()} ", "张三 (演示)");

        Assert.Contains("受理", page.QuerySelector(".zt-timeline")!.TextContent, StringComparison.Ordinal);
        var found = page.QuerySelector("section[aria-labelledby=found]")!.TextContent;
        Assert.Contains("张***", found, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", found, StringComparison.Ordinal);
        Assert.DoesNotContain("场所不符合要求", found, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("a[href*='/cases/'][href$='.pdf']"));
    }

    [Theory, EachDatabase]
    public async Task A_wrong_name_and_an_unknown_number_get_the_same_answer_after_the_same_work(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        var unknown = Zhengtong.Cases.Rules.CaseNumber.Format("511602", new DateOnly(2026, 3, 1), 77);
        using var browser = stage.Host.Browser();
        await AskAsync(browser, unknown, "张三");

        IHtmlDocument? wrong = null, none = null, mistyped = null;
        var wrongSql = await stage.Sql.DuringAsync(async () => wrong = await AskAsync(browser, @case.Number, "李四"), "cases_");
        var noneSql = await stage.Sql.DuringAsync(async () => none = await AskAsync(browser, unknown, "李四"), "cases_");
        var slip = @case.Number[..^1] + (@case.Number[^1] == 'A' ? 'B' : 'A');
        var slipSql = await stage.Sql.DuringAsync(async () => mistyped = await AskAsync(browser, slip, "李四"), "cases_");

        Assert.Equal(wrongSql, noneSql);
        Assert.Single(wrongSql);
        Assert.Equal(wrong!.QuerySelector(".zt-errors")!.TextContent, none!.QuerySelector(".zt-errors")!.TextContent);
        Assert.Null(wrong.QuerySelector(".zt-timeline"));
        Assert.Empty(slipSql);
        Assert.Contains("编号有误", mistyped!.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task One_address_cannot_try_number_after_number(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine, b => b.Configuration["Track:PerMinute"] = "3");
        using var browser = stage.Host.Browser();
        for (var i = 0; i < 3; i++)
        {
            using var let = await PostAsync(browser, "123", "张三");
            Assert.Equal(HttpStatusCode.OK, let.StatusCode);
        }

        using var refused = await PostAsync(browser, "123", "张三");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("操作太频繁", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var opened = await browser.GetAsync(new Uri("/track", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, string number, string name) =>
        browser.SubmitAsync("/track", new() { ["Number"] = number, ["ApplicantName"] = name });

    private static async Task<IHtmlDocument> AskAsync(HttpClient browser, string number, string name)
    {
        using var answer = await PostAsync(browser, number, name);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
