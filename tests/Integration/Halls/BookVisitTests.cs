using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Halls.Book;
using Zhengtong.Halls.Desk;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Halls;

/// <summary>Booking a visit: from the guide over hall, day and half hour to the slip; the last place; moving, giving up, missing.</summary>
public sealed class BookVisitTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("11.17")]
    public async Task From_the_guide_to_the_slip_a_visit_is_booked_moved_and_given_up(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        using var browser = await stage.Host.BrowserAsync("zhangsan");

        var guide = await browser.PageAsync($"/items/{HallStage.ItemCode}");
        var link = guide.QuerySelectorAll("a").First(a => a.TextContent.Contains("预约到窗口办理", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Contains("预约是自愿的", guide.Body!.TextContent, StringComparison.Ordinal);
        var venues = await browser.PageAsync(link);
        Assert.Contains("预约是自愿的", venues.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("星期一至星期五：09:00-12:00 13:30-17:00", venues.Body.TextContent, StringComparison.Ordinal);
        // The market office's own window does not take an item of another organisation, nor does a town's hall.
        Assert.Equal([HallStage.General, HallStage.General], venues.QuerySelectorAll(".zt-picks span").Select(x => x.TextContent));
        var window = (await stage.WindowAsync()).Id;
        var choose = venues.QuerySelectorAll(".zt-picks a").Select(a => a.GetAttribute("href")!).Single(h => h.StartsWith($"/book/{window}", StringComparison.Ordinal));

        using var booked = await browser.SubmitAsync($"{choose}&day=2026-03-03", new() { ["Slot"] = "540" });
        Assert.Equal(HttpStatusCode.Redirect, booked.StatusCode);
        var self = booked.Headers.Location!.OriginalString;
        var page = await browser.PageAsync(self);
        Assert.Contains("2026年3月3日(星期二) 09:00-09:30", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("居民身份证", page.Body.TextContent, StringComparison.Ordinal);
        var booking = await stage.Host.InDatabaseAsync(db => db.Set<Booking>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal(booking.Code, BookingCode.Parse(booking.Code));
        var slip = await browser.PageAsync(self + "/print");
        Assert.NotNull(slip.QuerySelector("svg.qr"));
        Assert.Contains(booking.Code, slip.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(booking.Code, (await browser.PageAsync("/my")).Body!.TextContent, StringComparison.Ordinal);

        using var moved = await browser.SubmitAsync(self + "/change?day=2026-03-04", new() { ["Slot"] = "600" });
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Contains("3月4日(星期三) 10:00-10:30", (await browser.PageAsync("/my/bookings")).Body!.TextContent, StringComparison.Ordinal);
        using var cancelled = await browser.SubmitAsync(self, [], "Cancel");
        Assert.Equal(HttpStatusCode.Redirect, cancelled.StatusCode);
        Assert.Contains("已取消", (await browser.PageAsync("/my/bookings")).Body!.TextContent, StringComparison.Ordinal);

        var ended = await stage.BookingAsync(booking.Id);
        Assert.Equal((BookingState.Cancelled, null, null), (ended.State, ended.Seat, ended.HolderId));
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(booking.Id, Ct));
        Assert.Equal(["booked", "moved", "cancelled"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(ended, trace));
        Assert.Equal(3, await stage.Host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync(e => e.Type == "BookingChanged", Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("11.17")]
    public async Task Many_reach_for_the_last_places_and_the_late_ones_are_told_what_is_left(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var window = (await stage.WindowAsync()).Id;
        var people = Enumerable.Range(0, 8).Select(i => stage.By(Guid.CreateVersion7(), $"甲{i}")).ToList();

        var outcomes = await Task.WhenAll(people.Select(p => Task.Run(() => stage.BookAsync(p, window: window))));

        Assert.Equal(3, outcomes.Count(o => o.Ok));
        Assert.All(outcomes.Where(o => !o.Ok), o =>
        {
            Assert.Equal("halls.slot-full", o.Problems[0].Code);
            Assert.Contains("还可以约：3月3日 09:30-10:00（剩 3 个）", o.Problems[0].Message, StringComparison.Ordinal);
        });
        var seats = await stage.Host.InDatabaseAsync(db => db.Set<Booking>().Where(b => b.Seat != null).Select(b => b.Seat!.Value).ToListAsync(Ct));
        Assert.Equal([1, 2, 3], seats.Order());

        var first = outcomes.First(o => o.Ok).Value;
        var owner = people[Array.IndexOf(outcomes, outcomes.First(o => o.Ok))];
        Assert.True((await stage.DoAsync<CancelBooking, Outcome>(c => c.HandleAsync(first, owner, Ct))).Ok);
        Assert.True((await stage.BookAsync(stage.By(Guid.CreateVersion7(), "乙"))).Ok);
    }

    [Theory, EachDatabase]
    public async Task The_page_of_the_one_who_came_second_says_so_plainly(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        await stage.SetCapacityAsync(1);
        var window = (await stage.WindowAsync()).Id;
        using var browser = await stage.Host.BrowserAsync("lisi");
        await browser.PageAsync($"/book/{window}?day=2026-03-03");
        await stage.BookedAsync("zhangsan");

        using var late = await browser.PostWithTokenOfAsync($"/book/{window}?day=2026-03-03", $"/book/{window}", new() { ["day"] = "2026-03-03", ["Slot"] = "540" });

        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.Contains("刚刚约满了。还可以约：3月3日 09:30-10:00（剩 1 个）", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task One_person_holds_one_place_at_a_time_however_often_he_presses(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var act = await stage.ByAsync("zhangsan");
        var (here, there) = ((await stage.WindowAsync()).Id, (await stage.WindowAsync("广安区政务服务中心城南分中心（演示）")).Id);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => stage.BookAsync(act, window: i % 2 == 0 ? here : there))));

        Assert.Single(outcomes, o => o.Ok);
        Assert.All(outcomes.Where(o => !o.Ok), o => Assert.Equal("halls.same-time", o.Problems[0].Code));
    }

    [Theory, EachDatabase]
    public async Task Two_who_move_to_the_last_place_do_not_both_get_it(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        await stage.SetCapacityAsync(1);
        var (first, second) = (await stage.BookedAsync("zhangsan"), await stage.BookedAsync("lisi", slot: 570));
        var (zhang, li) = (await stage.ByAsync("zhangsan"), await stage.ByAsync("lisi"));

        var moves = await Task.WhenAll(
            Task.Run(() => stage.DoAsync<ChangeBooking, Outcome>(c => c.HandleAsync(first.Id, HallStage.Tuesday, 600, zhang, Ct))),
            Task.Run(() => stage.DoAsync<ChangeBooking, Outcome>(c => c.HandleAsync(second.Id, HallStage.Tuesday, 600, li, Ct))));

        Assert.Single(moves, m => m.Ok);
        Assert.Equal("halls.slot-full", moves.Single(m => !m.Ok).Problems[0].Code);
        Assert.Single(await stage.Host.InDatabaseAsync(db => db.Set<Booking>().Where(b => b.Slot == 600 && b.Seat != null).ToListAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task Only_open_half_hours_of_the_next_working_days_can_be_booked(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var act = await stage.ByAsync("zhangsan");
        var saturday = new DateOnly(2026, 3, 7);

        async Task<string> Code(DateOnly day, int slot) => (await stage.BookAsync(act, day, slot)) is { Ok: false } refused ? refused.Problems[0].Code : "booked";

        Assert.Equal("halls.slot-unknown", await Code(new DateOnly(2026, 3, 2), 9 * 60)); // over already: it is ten
        Assert.Equal("halls.slot-unknown", await Code(HallStage.Tuesday, 12 * 60)); // noon
        Assert.Equal("halls.slot-unknown", await Code(HallStage.Tuesday, 9 * 60 + 10)); // no half hour
        Assert.Equal("halls.slot-unknown", await Code(saturday.AddDays(1), 9 * 60)); // Sunday
        Assert.Equal("halls.slot-unknown", await Code(new DateOnly(2026, 3, 23), 9 * 60)); // the fifteenth working day
        Assert.Equal("booked", await Code(new DateOnly(2026, 3, 20), 9 * 60)); // the fourteenth
        Assert.Equal("booked", await Code(saturday, 9 * 60)); // this hall opens on Saturday mornings

        stage.GoTo(new DateOnly(2026, 4, 2), 10);
        var later = await stage.ByAsync("lisi");
        Assert.Equal("halls.slot-unknown", (await stage.BookAsync(later, new DateOnly(2026, 4, 6))).Problems[0].Code); // 清明节
        Assert.True((await stage.BookAsync(later, new DateOnly(2026, 4, 7))).Ok);
    }

    [Theory, EachDatabase]
    public async Task Nobody_sees_moves_or_ends_anothers_booking_and_bad_input_is_told(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var booking = await stage.BookedAsync("zhangsan");
        var window = (await stage.WindowAsync()).Id;
        using var stranger = await stage.Host.BrowserAsync("lisi");
        var page = $"/book/{window}";

        foreach (var address in (string[])["", "/change", "/print"])
        {
            using var seen = await stranger.GetAsync(new Uri($"/my/bookings/{booking.Id}{address}", UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        }

        using var cancel = await stranger.PostWithTokenOfAsync(page, $"/my/bookings/{booking.Id}?handler=Cancel", []);
        using var move = await stranger.PostWithTokenOfAsync(page, $"/my/bookings/{booking.Id}/change", new() { ["day"] = "2026-03-04", ["Slot"] = "540" });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (cancel.StatusCode, move.StatusCode));
        Assert.Equal(BookingState.Booked, (await stage.BookingAsync(booking.Id)).State);

        foreach (var (day, slot) in ((string, string)[])[("", "540"), ("2026-03-03", ""), ("一号", "九点"), ("2026-03-03", "99999999999")])
        {
            using var bad = await stranger.PostWithTokenOfAsync(page, page, new() { ["day"] = day, ["Slot"] = slot });
            Assert.Contains("请先选择日期和时段", await bad.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        using var item = await stranger.PostWithTokenOfAsync(page, $"{page}?item=NO-SUCH-ITEM", new() { ["day"] = "2026-03-03", ["Slot"] = "540" });
        Assert.Contains("这个事项不在这类窗口办理", await item.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var nowhere = await stranger.GetAsync(new Uri($"/book/{Guid.NewGuid()}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using var anonymous = await stage.Host.Browser().GetAsync(new Uri(page, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Redirect, anonymous.StatusCode);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Booking>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task From_the_start_of_the_half_hour_on_nothing_can_be_moved_or_given_up(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var booking = await stage.BookedAsync("zhangsan");
        stage.GoTo(HallStage.Tuesday, 9);
        var act = await stage.ByAsync("zhangsan");

        Assert.Equal("halls.booking-over", (await stage.DoAsync<CancelBooking, Outcome>(c => c.HandleAsync(booking.Id, act, Ct))).Problems[0].Code);
        Assert.Equal("halls.booking-over", (await stage.DoAsync<ChangeBooking, Outcome>(c => c.HandleAsync(booking.Id, HallStage.Tuesday, 600, act, Ct))).Problems[0].Code);
    }

    [Theory, EachDatabase]
    [Requirement("03.30")]
    public async Task Three_missed_visits_pause_booking_for_a_while_and_the_window_serves_all_the_same(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        for (var day = HallStage.Tuesday; day < HallStage.Tuesday.AddDays(3); day = day.AddDays(1))
        {
            await stage.BookedAsync("lisi", day);
            var present = await stage.BookedAsync("zhangsan", day, 600);
            stage.GoTo(day, 10);
            Assert.True((await stage.DoAsync<RecordArrival, Outcome>(r => r.HandleAsync(present.Id, stage.ByClerk(), Ct))).Ok);
            stage.GoTo(day.AddDays(1), 0, 5);
            await stage.RunAsync(CloseDays.JobName);
        }

        stage.GoTo(new DateOnly(2026, 3, 6), 10);
        var next = new DateOnly(2026, 3, 9);
        var refused = await stage.BookAsync(await stage.ByAsync("lisi"), next);
        Assert.Equal("halls.paused", refused.Problems[0].Code);
        Assert.Contains("暂停到 2026年4月4日", refused.Problems[0].Message, StringComparison.Ordinal);
        Assert.True((await stage.BookAsync(await stage.ByAsync("zhangsan"), next)).Ok);

        // At the window he is served without any booking.
        using var clerk = await stage.Host.BrowserAsync("clerk1");
        using var apply = await clerk.GetAsync(new Uri($"/desk/apply?code={HallStage.ItemCode}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, apply.StatusCode);
        stage.GoTo(new DateOnly(2026, 4, 7), 10);
        Assert.True((await stage.BookAsync(await stage.ByAsync("lisi"), new DateOnly(2026, 4, 8))).Ok);
    }

    [Theory, EachDatabase]
    public async Task A_hall_that_recorded_nobody_proves_nothing_against_anybody(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var booking = await stage.BookedAsync("lisi");
        stage.GoTo(HallStage.Tuesday.AddDays(1), 1);

        await stage.RunAsync(CloseDays.JobName);

        Assert.Equal(BookingState.Lapsed, (await stage.BookingAsync(booking.Id)).State);
    }

    [Theory, EachDatabase]
    [Requirement("11.17")]
    public async Task The_day_before_everybody_booked_is_reminded_once(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var wednesday = HallStage.Tuesday.AddDays(1);
        var booking = await stage.BookedAsync("zhangsan", wednesday);
        var given = await stage.BookedAsync("lisi", wednesday);
        await stage.DoAsync<CancelBooking, Outcome>(async c => await c.HandleAsync(given.Id, await stage.ByAsync("lisi"), Ct));

        async Task<List<Message>> Sent() => await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().Where(m => m.Title.StartsWith("明天")).ToListAsync(Ct));

        stage.GoTo(HallStage.Tuesday, 8, 30);
        await stage.RunAsync(RemindVisitors.JobName);
        Assert.Empty(await Sent());
        stage.GoTo(HallStage.Tuesday, 9);
        await stage.RunAsync(RemindVisitors.JobName);
        await stage.RunAsync(RemindVisitors.JobName);

        var message = Assert.Single(await Sent());
        Assert.Equal((await stage.ByAsync("zhangsan")).Actor.Id, message.PartyId);
        Assert.Contains(booking.Code, message.Body, StringComparison.Ordinal);
        Assert.Contains("2026年3月4日(星期三) 09:00-09:30", message.Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_person_keeps_no_stock_of_places(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine, b => b.Configuration["Halls:MostLive"] = "2");
        await stage.BookedAsync("zhangsan");
        await stage.BookedAsync("zhangsan", slot: 570);

        Assert.Equal("halls.too-many", (await stage.BookAsync(await stage.ByAsync("zhangsan"), slot: 600)).Problems[0].Code);
    }
}
