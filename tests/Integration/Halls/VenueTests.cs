using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Demo;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Venues;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Halls;

/// <summary>The register of venues: kept by the administrator of the region, shown to everybody.</summary>
public sealed class VenueTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Facts(string name = "广安区政务服务中心北区", string hours = "09:00-12:00", string closed = "") => new()
    {
        ["Input.RegionCode"] = "511602",
        ["Input.Name"] = name,
        ["Input.AlsoNamed"] = "党群服务中心",
        ["Input.Address"] = "北区一路1号",
        ["Input.Phone"] = "0826-1234567",
        ["Input.Hours[0]"] = hours,
        ["Input.Hours[1]"] = hours,
        ["Input.Hours[6]"] = "",
        ["Input.ClosedOn"] = closed,
        ["Input.Open"] = "true",
    };

    [Theory, EachDatabase]
    [Requirement("11.01", "11.17")]
    public async Task An_administrator_registers_a_hall_with_a_window_and_it_can_be_booked(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        using var admin = await stage.Host.BrowserAsync("admin1");

        using var saved = await admin.SubmitAsync("/office/halls/hall", Facts());
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var self = saved.Headers.Location!.OriginalString;
        using var added = await admin.SubmitAsync(self + "/windows", new() { ["Input.Name"] = "社会事务窗口", ["Input.Capacity"] = "4", ["Input.OrganisationId"] = "", ["Input.Open"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Contains("社会事务窗口", (await admin.PageAsync(self)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("北区", (await admin.PageAsync("/office/halls")).Body!.TextContent, StringComparison.Ordinal);

        var shown = await stage.Host.Browser().PageAsync("/book");
        Assert.Contains("党群服务中心", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("星期一至星期二：09:00-12:00", shown.Body.TextContent, StringComparison.Ordinal);
        var window = await stage.WindowAsync("广安区政务服务中心北区", "社会事务窗口");
        Assert.True((await stage.BookAsync(await stage.ByAsync("zhangsan"), window: window.Id)).Ok);
        Assert.Equal("halls.slot-unknown", (await stage.BookAsync(await stage.ByAsync("zhangsan"), HallStage.Tuesday.AddDays(1), window: window.Id)).Problems[0].Code);

        var hall = await stage.HallAsync("广安区政务服务中心北区");
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(hall.Id, Ct));
        Assert.Equal(["hall-added", "window-added"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(hall, trace));
    }

    [Theory, EachDatabase]
    [Requirement("11.01")]
    public async Task Names_are_uniform_by_tier_and_wrong_facts_are_told_at_their_field(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        using var admin = await stage.Host.BrowserAsync("admin1");

        async Task<string> Told(Dictionary<string, string> facts)
        {
            using var answer = await admin.SubmitAsync("/office/halls/hall", facts);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("这一级的场所请使用“政务服务中心”", await Told(Facts("广安区办事大厅")), StringComparison.Ordinal);
        Assert.Contains("请填写大厅名称", await Told(Facts("")), StringComparison.Ordinal);
        foreach (var hours in (string[])["九点到五点", "12:00-09:00", "09:00-12:00 11:00-13:00", "9:00-25:00"])
        {
            Assert.Contains("请按“09:00-12:00 13:30-17:00”填写", await Told(Facts(hours: hours)), StringComparison.Ordinal);
        }

        Assert.Contains("请每行写一个日期", await Told(Facts(closed: "三月五日")), StringComparison.Ordinal);
        var far = Facts();
        far["Input.RegionCode"] = "511603";
        Assert.Contains("请选择您管理范围内的区划", await Told(far), StringComparison.Ordinal);
        Assert.Contains("本地区已有同名的大厅", await Told(Facts(HallStage.Centre)), StringComparison.Ordinal);
        Assert.Equal(3, await stage.Host.InDatabaseAsync(db => db.Set<Hall>().CountAsync(Ct)));

        var hall = await stage.HallAsync();
        foreach (var places in (string[])["0", "-1", "很多", "201", ""])
        {
            using var wrong = await admin.SubmitAsync($"/office/halls/hall/{hall.Id}/windows", new() { ["Input.Name"] = "窗口", ["Input.Capacity"] = places });
            Assert.Contains("请填写每半小时可预约的人数", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    public async Task A_hall_belongs_to_the_administrators_of_its_region(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var hall = await stage.HallAsync();
        var far = new Act(CaseWorld.Staff(20, "外区管理", Roles.Administrator, CaseWorld.OtherOrganisation, "511603"), null, End.Pc, "", Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime));
        var command = new SaveHall.Command { RegionCode = "511603", Name = "外区政务服务中心", Address = "路", Phone = "1" };

        Assert.Equal("halls.hall-unknown", (await stage.DoAsync<SaveHall, Outcome<Guid>>(s => s.HandleAsync(hall.Id, command, far, Ct))).Problems[0].Code);
        Assert.Equal("halls.hall-unknown", (await stage.DoAsync<SaveWindow, Outcome>(s => s.HandleAsync(hall.Id, null, new() { Name = "窗口", Capacity = 1 }, far, Ct))).Problems[0].Code);
        foreach (var login in (string[])["clerk1", "zhangsan"])
        {
            using var browser = await stage.Host.BrowserAsync(login);
            foreach (var address in (string[])["/office/halls", $"/office/halls/hall/{hall.Id}", $"/office/halls/hall/{hall.Id}/windows"])
            {
                using var refused = await browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }
        }
    }

    [Theory, EachDatabase]
    public async Task Who_is_booked_on_a_day_that_closes_is_told_and_not_blamed(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var (gone, kept) = (await stage.BookedAsync("zhangsan"), await stage.BookedAsync("zhangsan", HallStage.Tuesday.AddDays(1)));
        using var admin = await stage.Host.BrowserAsync("admin1");
        var hall = await stage.HallAsync();
        var facts = Facts(hall.Name, "09:00-12:00 13:30-17:00", "2026-03-03");
        facts["Input.Hours[2]"] = "09:00-12:00";

        using var saved = await admin.SubmitAsync($"/office/halls/hall/{hall.Id}", facts);

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal((BookingState.Cancelled, BookingState.Booked), ((await stage.BookingAsync(gone.Id)).State, (await stage.BookingAsync(kept.Id)).State));
        var message = await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().SingleAsync(m => m.Title == "预约已取消，请改约", Ct));
        Assert.Contains(gone.Code, message.Body, StringComparison.Ordinal);
        Assert.Equal("halls.slot-unknown", (await stage.BookAsync(await stage.ByAsync("lisi"))).Problems[0].Code);
    }

    [Theory, EachDatabase]
    public async Task The_demo_makes_its_halls_once_and_says_that_they_are_invented(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        await stage.DoAsync<SeedDemoHalls, Outcome>(s => s.RunAsync(Ct));

        var names = await stage.Host.InDatabaseAsync(db => db.Set<Hall>().Select(h => h.Name).ToListAsync(Ct));

        Assert.Equal(3, names.Count);
        Assert.All(names, n => Assert.Contains("（演示）", n, StringComparison.Ordinal));
    }
}
