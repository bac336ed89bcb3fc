using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Desk;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Halls;

/// <summary>The clerk's list of a day: who is to come when, arrival, and on to the application.</summary>
public sealed class DayListTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("11.17")]
    public async Task A_clerk_finds_a_visitor_by_code_or_name_records_him_and_begins(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var (second, first) = (await stage.BookedAsync("lisi", slot: 600, item: HallStage.ItemCode), await stage.BookedAsync("zhangsan"));
        stage.GoTo(HallStage.Tuesday, 9, 10);
        using var clerk = await stage.Host.BrowserAsync("clerk1");

        var all = await clerk.PageAsync("/desk/bookings");
        Assert.Equal([first.Code, second.Code], all.QuerySelectorAll("#visitors tr").Select(r => r.QuerySelectorAll("td")[4].TextContent));
        Assert.DoesNotContain("张三", all.QuerySelector("#visitors")!.TextContent, StringComparison.Ordinal);
        var typed = second.Code.ToLowerInvariant();
        async Task<string> FindAsync(string words) => (await clerk.SubmitAsync("/desk/bookings", new() { ["words"] = words }, "Find")).Headers.Location!.OriginalString;
        Assert.Single((await clerk.PageAsync(await FindAsync(typed))).QuerySelectorAll("#visitors tr"));
        // A name is found, and stands in no address.
        var found = await FindAsync("李四");
        Assert.DoesNotContain("李四", Uri.UnescapeDataString(found), StringComparison.Ordinal);
        Assert.Single((await clerk.PageAsync(found)).QuerySelectorAll("#visitors tr"));
        Assert.Empty((await clerk.PageAsync(await FindAsync("王五"))).QuerySelectorAll("#visitors tr"));

        using var arrived = await clerk.SubmitAsync(await FindAsync(typed), [], "Arrive");
        Assert.Equal(HttpStatusCode.Redirect, arrived.StatusCode);
        var after = await clerk.PageAsync(await FindAsync(typed));
        Assert.Equal($"/desk/apply?code={HallStage.ItemCode}", after.QuerySelectorAll("#visitors a").Single(a => a.TextContent == "开始办理").GetAttribute("href"));
        Assert.Equal(BookingState.Arrived, (await stage.BookingAsync(second.Id)).State);
    }

    [Theory, EachDatabase]
    public async Task Clerks_of_other_regions_and_other_posts_see_and_change_nothing(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var booking = await stage.BookedAsync("zhangsan");
        stage.GoTo(HallStage.Tuesday, 9);

        Assert.Equal("halls.booking-unknown", (await stage.DoAsync<RecordArrival, Outcome>(r => r.HandleAsync(booking.Id, stage.ByClerk("511603"), Ct))).Problems[0].Code);
        Assert.Empty((await stage.DoAsync<DayList, DayList.Page>(l => l.PageAsync(stage.ByClerk("511603").Actor.Post!, booking.HallId, HallStage.Tuesday, null, null, Ct))).Rows);
        foreach (var login in (string[])["reviewer1", "admin1", "zhangsan"])
        {
            using var browser = await stage.Host.BrowserAsync(login);
            using var refused = await browser.GetAsync(new Uri("/desk/bookings", UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var clerk = await stage.Host.BrowserAsync("clerk1");
        using var elsewhere = await clerk.GetAsync(new Uri($"/desk/bookings?hall={Guid.NewGuid()}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        using var unknown = await clerk.PostWithTokenOfAsync("/desk/bookings", "/desk/bookings?handler=Arrive", new() { ["id"] = "没有" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory, EachDatabase]
    public async Task Arrival_counts_on_the_day_and_once(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var booking = await stage.BookedAsync("zhangsan");

        async Task<Outcome> Arrive() => await stage.DoAsync<RecordArrival, Outcome>(r => r.HandleAsync(booking.Id, stage.ByClerk(), Ct));

        Assert.Equal("halls.other-day", (await Arrive()).Problems[0].Code);
        stage.GoTo(HallStage.Tuesday, 11);
        var both = await Task.WhenAll(Task.Run(Arrive), Task.Run(Arrive));
        Assert.Single(both, b => b.Ok);
        Assert.Equal("halls.arrived-already", (await Arrive()).Problems[0].Code);
    }

    [Theory, EachDatabase]
    public async Task Pages_hold_every_visitor_once_in_one_statement_each(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        await stage.SetCapacityAsync(20);
        for (var i = 0; i < DayList.PageSize + 5; i++)
        {
            Assert.True((await stage.BookAsync(stage.By(Guid.CreateVersion7(), $"甲{i}"), slot: 540 + (30 * (i % 6)))).Ok);
        }

        stage.GoTo(HallStage.Tuesday, 9);
        using var clerk = await stage.Host.BrowserAsync("clerk1");
        using var person = await stage.Host.BrowserAsync("zhangsan");
        await clerk.PageAsync("/desk/bookings");
        Assert.Equal(2, (await stage.Sql.DuringAsync(() => clerk.PageAsync("/desk/bookings"), "halls_")).Count);
        await person.PageAsync("/my/bookings");
        Assert.Single(await stage.Sql.DuringAsync(() => person.PageAsync("/my/bookings"), "halls_"));
        Assert.Equal(3, (await stage.Sql.DuringAsync(() => stage.Host.Browser().PageAsync("/book"), "halls_")).Count);

        var first = await clerk.PageAsync("/desk/bookings");
        var second = await clerk.PageAsync(first.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        var codes = new[] { first, second }.SelectMany(p => p.QuerySelectorAll("#visitors tr").Select(r => r.QuerySelectorAll("td")[4].TextContent)).ToList();
        Assert.Equal(await stage.Host.InDatabaseAsync(db => db.Set<Booking>().CountAsync(Ct)), codes.Distinct().Count());
        Assert.Equal(codes.Distinct().Count(), codes.Count);
        Assert.Null(second.QuerySelector(".zt-pager a"));
    }
}
