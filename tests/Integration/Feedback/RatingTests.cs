using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Feedback.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rate;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Track;

namespace Zhengtong.Tests.Integration.Feedback;

/// <summary>Ratings: one a matter online, one a visit at a window, by the party of the case.</summary>
public sealed class RatingTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("10.04", "10.05", "12.03")]
    public async Task A_matter_handled_online_is_rated_once_when_it_has_ended(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var open = await stage.ReceivedAsync("zhangsan");
        var closed = await stage.ClosedAsync("zhangsan");
        await stage.DispatchAsync();
        using var browser = await stage.Host.BrowserAsync("zhangsan");

        Assert.Contains("还不能评价", (await browser.PageAsync($"/rate/{open.Id}")).Body!.TextContent, StringComparison.Ordinal);
        using var none = await browser.SubmitAsync($"/rate/{closed.Id}", []);
        Assert.Equal(HttpStatusCode.OK, none.StatusCode);
        using var rated = await browser.SubmitAsync($"/rate/{closed.Id}", new() { ["Level"] = "2", ["Indicators[guide]"] = "1", ["Text"] = "很方便" });
        Assert.Equal(HttpStatusCode.Redirect, rated.StatusCode);
        var page = await browser.PageAsync($"/rate/{closed.Id}");
        Assert.Contains("满意（4 星）", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form[method=post]"));

        using var again = await browser.PostWithTokenOfAsync("/track", $"/rate/{closed.Id}", new() { ["Occasion"] = "matter", ["Level"] = "5" });
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var kept = await stage.Host.InDatabaseAsync(db => db.Set<Rating>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((2, "很方便", """{"guide":1}""", "2019-51"), (kept.Level, kept.Text, kept.Indicators, kept.IndicatorVersion));
        Assert.DoesNotContain("/rate/", (await browser.PageAsync("/my")).QuerySelector("section[aria-labelledby=waiting]")!.InnerHtml, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("10.05")]
    public async Task At_a_window_each_visit_is_rated_and_the_handlers_see_it_only_after_the_end(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAtWindowAsync("zhangsan");
        await stage.DispatchAsync();
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        using var intake = await browser.SubmitAsync($"/rate/{@case.Id}", new() { ["Level"] = "4" });
        Assert.Equal(HttpStatusCode.Redirect, intake.StatusCode);
        Assert.Empty(await OfCaseAsync(stage, @case.Id, CaseWorld.Clerk));
        Assert.Single(await OfCaseAsync(stage, @case.Id, CaseWorld.Staff(8, "监察", Roles.Supervisor, CaseWorld.Organisation)));
        Assert.Null((await browser.PageAsync($"/rate/{@case.Id}")).QuerySelector("main form[method=post]"));

        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        await stage.AcceptAsync(@case);
        await stage.DecideAsync(@case);
        await stage.HandOverAsync(@case);
        await stage.DispatchAsync();
        using var again = await stage.Host.BrowserAsync("zhangsan");
        using var pickup = await again.SubmitAsync($"/rate/{@case.Id}", new() { ["Level"] = "1", ["Indicators[attitude]"] = "1" });

        Assert.Equal(HttpStatusCode.Redirect, pickup.StatusCode);
        Assert.Equal(["visit-intake", "visit-pickup"], (await OfCaseAsync(stage, @case.Id, CaseWorld.Clerk)).Select(r => r.Occasion));
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<Invitation>().CountAsync(i => i.CaseId == @case.Id, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("10.05")]
    public async Task Submitting_many_times_at_once_leaves_one_rating_and_sums_that_agree(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var cases = new List<Case>();
        for (var i = 0; i < 4; i++)
        {
            cases.Add(await stage.ClosedAsync("zhangsan"));
        }

        var person = await stage.PersonAsync("zhangsan");
        var act = new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), null, End.Pc, "", Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime));
        var outcomes = await Task.WhenAll(cases.SelectMany((c, i) => Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            stage.World.DoAsync<RateCase, Outcome>(r => r.HandleAsync(new(c.Id, "matter", i + 1, new Dictionary<string, int>(), ""), act, Ct))))));

        Assert.Equal(4, outcomes.Count(o => o.Ok));
        Assert.All(outcomes.Where(o => !o.Ok), o => Assert.Equal("feedback.rated-already", o.Problems[0].Code));
        var average = await stage.Host.InScopeAsync(s => s.GetRequiredService<IRatings>().OfItemAsync(cases[0].ItemId, Ct));
        Assert.Equal(new RatingAverage(3.5m, 4, 1), average);
        Assert.Equal(average, await stage.Host.InScopeAsync(s => s.GetRequiredService<IRatings>().OfOrganisationAsync(cases[0].OrganisationId, Ct)));
    }

    [Theory, EachDatabase]
    public async Task Nobody_rates_another_persons_case(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var closed = await stage.ClosedAsync("zhangsan");
        using var stranger = await stage.Host.BrowserAsync("lisi");

        using var seen = await stranger.GetAsync(new Uri($"/rate/{closed.Id}", UriKind.Relative), Ct);
        using var posted = await stranger.PostWithTokenOfAsync("/track", $"/rate/{closed.Id}", new() { ["Occasion"] = "matter", ["Level"] = "5" });

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (seen.StatusCode, posted.StatusCode));
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Rating>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task Bad_ratings_of_the_region_are_listed_for_supervision_and_nobody_else(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var (bad, good) = (await stage.ClosedAsync("zhangsan"), await stage.ClosedAsync("zhangsan"));
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        (await browser.SubmitAsync($"/rate/{bad.Id}", new() { ["Level"] = "5", ["Text"] = "跑了三趟" })).Dispose();
        (await browser.SubmitAsync($"/rate/{good.Id}", new() { ["Level"] = "1" })).Dispose();
        using var supervisor = await stage.Host.BrowserAsync("supervisor1");
        using var clerk = await stage.Host.BrowserAsync("clerk1");

        var rows = (await supervisor.PageAsync("/office/ratings")).QuerySelectorAll("#ratings tr");
        Assert.Contains("跑了三趟", Assert.Single(rows).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await supervisor.PageAsync("/office/ratings?all=true")).QuerySelectorAll("#ratings tr").Length);
        Assert.Single(await stage.Sql.DuringAsync(() => supervisor.PageAsync("/office/ratings"), "feedback_"));
        Assert.Equal(["跑了三趟"], (await Cases.Track.ExportTests.RowsAsync(supervisor, "/office/ratings/export")).Select(r => r["意见"]));
        var exported = await Cases.Track.ExportTests.RowsAsync(supervisor, "/office/ratings/export?all=true");
        Assert.Equal(2, exported.Count);
        Assert.All(exported, r => Assert.DoesNotContain("张三", string.Concat(r.Values), StringComparison.Ordinal));
        using var unexported = await clerk.GetAsync(new Uri("/office/ratings/export", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, unexported.StatusCode);
        using var refused = await clerk.GetAsync(new Uri("/office/ratings", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static Task<IReadOnlyList<CaseRating>> OfCaseAsync(TrackStage stage, Guid caseId, Actor asker) =>
        stage.Host.InScopeAsync(s => s.GetRequiredService<IRatings>().OfCaseAsync(caseId, asker, Ct));
}
