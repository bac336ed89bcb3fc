using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Facilities;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Venues;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Catalogue;
using Zhengtong.Tests.Integration.Identity.Staff;

namespace Zhengtong.Tests.Integration.Halls;

/// <summary>Accessible facilities and supplies: stated by who keeps the hall, seen by everybody, watched by who supervises.</summary>
public sealed class FacilityTests
{
    private const string Branch = "广安区政务服务中心城南分中心（演示）";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.06")]
    public async Task What_a_hall_has_is_stated_shown_filtered_by_and_printed_on_the_slip(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        using var admin = await stage.Host.BrowserAsync("admin1");
        var self = $"/office/halls/hall/{(await stage.HallAsync(Branch)).Id}/facilities";

        async Task<string> ToldAsync(string kind, params (string Name, string Value)[] fields)
        {
            using var answer = await admin.SubmitAsync($"{self}?kind={kind}", fields.ToDictionary(f => "Input." + f.Name, f => f.Value));
            return answer.StatusCode == HttpStatusCode.Redirect ? "" : await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("请填写数量", await ToldAsync("Wheelchair", ("Number", "很多"), ("Place", "服务台")), StringComparison.Ordinal);
        Assert.Contains("请写明在哪里能找到", await ToldAsync("Wheelchair", ("Number", "2")), StringComparison.Ordinal);
        Assert.Contains("从哪一天起不能使用", await ToldAsync("Wheelchair", ("Number", "2"), ("Place", "服务台"), ("Out", "true"), ("OutSince", "2026-03-03")), StringComparison.Ordinal);
        Assert.Contains("不能早于停用的日期", await ToldAsync("Wheelchair", ("Number", "2"), ("Place", "服务台"), ("Out", "true"), ("OutSince", "2026-03-02"), ("OutUntil", "2026-03-01")), StringComparison.Ordinal);
        Assert.Equal("", await ToldAsync("Wheelchair", ("Number", "2"), ("Place", "一楼服务台")));
        Assert.Equal("", await ToldAsync("Defibrillator", ("Number", "0"), ("Place", "")));

        using var anybody = stage.Host.Browser();
        async Task<string[]> HallsAsync(string has) => [.. (await anybody.PageAsync("/book?has=" + has)).QuerySelectorAll(".zt-card__title").Select(t => t.TextContent)];
        Assert.Equal([HallStage.Centre, Branch], await HallsAsync("Wheelchair"));
        Assert.Equal([HallStage.Centre], await HallsAsync("ReadingGlasses"));
        Assert.Empty(await HallsAsync("Defibrillator"));
        var lift = await anybody.PageAsync("/book?has=Lift");
        Assert.Contains("没有找到无障碍电梯可以使用的大厅", lift.Body!.TextContent, StringComparison.Ordinal);
        var all = (await anybody.PageAsync("/book")).Body!.TextContent;
        Assert.Contains("无障碍电梯检修中，预计 3月9日恢复", all, StringComparison.Ordinal);
        Assert.DoesNotContain("自动体外除颤仪检修", all, StringComparison.Ordinal);

        var booking = await stage.BookedAsync("zhangsan");
        using var visitor = await stage.Host.BrowserAsync("zhangsan");
        Assert.Contains("无障碍电梯检修中", (await visitor.PageAsync($"/my/bookings/{booking.Id}/print")).Body!.TextContent, StringComparison.Ordinal);
        var centre = $"/office/halls/hall/{(await stage.HallAsync()).Id}/facilities";
        using var mended = await admin.SubmitAsync($"{centre}?kind=Lift", new() { ["Input.Number"] = "1", ["Input.Place"] = "一楼大厅中部" });
        Assert.Equal(HttpStatusCode.Redirect, mended.StatusCode);
        Assert.DoesNotContain("检修", (await visitor.PageAsync($"/my/bookings/{booking.Id}/print")).Body!.TextContent, StringComparison.Ordinal);

        // What was stated before stays, in a chain.
        var hall = await stage.HallAsync();
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(hall.Id, Ct));
        Assert.Null(Trace.Check(hall, trace));
        Assert.Equal(9, trace.Count(t => t.What == KeepFacilities.Stated));
        var history = (await admin.PageAsync(centre)).QuerySelectorAll(".zt-timeline__title").Select(t => t.TextContent).ToList();
        Assert.Equal("无障碍电梯：1 处（件），一楼大厅中部，可以使用", history[0]);
        Assert.Contains(history, h => h.Contains("无障碍电梯：1 处（件），一楼大厅中部，2026年3月1日起不能使用", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    [Requirement("18.06")]
    public async Task What_is_missing_or_not_checked_is_listed_reminded_of_once_and_gone_when_somebody_looked(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        using var supervisor = await stage.Host.BrowserAsync("supervisor1");
        async Task<List<string>> GapsAsync(string hall) => [.. (await supervisor.PageAsync(FacilityGapsPageModel.Path)).QuerySelectorAll("#gaps tr")
            .Where(r => r.QuerySelector("td")!.TextContent.Contains(hall, StringComparison.Ordinal)).SelectMany(r => r.QuerySelectorAll("li")).Select(l => l.TextContent.Trim())];

        Assert.Equal(2, (await stage.Sql.DuringAsync(() => supervisor.PageAsync(FacilityGapsPageModel.Path), "halls_")).Count);
        Assert.Equal(["无障碍电梯：2026年3月1日起不能使用", "自动体外除颤仪：没有登记", "助听器：没有登记"], await GapsAsync(HallStage.Centre));
        Assert.Equal(10, (await GapsAsync(Branch)).Count);
        Assert.DoesNotContain("/office/halls/hall/", await supervisor.GetStringAsync(new Uri(FacilityGapsPageModel.Path, UriKind.Relative), Ct), StringComparison.Ordinal);
        using var sheet = await supervisor.GetAsync(new Uri(FacilityGapsPageModel.Path + "/export", UriKind.Relative), Ct);
        Assert.Equal(3 + 10 + 10, Excel.Read(await sheet.Content.ReadAsByteArrayAsync(Ct)).Count - 1);

        await stage.RunAsync(RemindFacilities.JobName);
        Assert.DoesNotContain("无障碍设施该检查了", await stage.Host.ToldAsync("admin1"));
        stage.GoTo(new DateOnly(2026, 4, 2), 9);
        await stage.RunAsync(RemindFacilities.JobName);
        await stage.RunAsync(RemindFacilities.JobName);
        Assert.Single(await stage.Host.ToldAsync("admin1"), t => t == "无障碍设施该检查了");
        Assert.Single(await stage.Host.ToldAsync("admin2"), t => t == "无障碍设施该检查了");
        using var later = await stage.Host.BrowserAsync("supervisor1");
        Assert.Contains("轮椅：2026年3月2日后没有检查", (await later.PageAsync(FacilityGapsPageModel.Path)).Body!.TextContent, StringComparison.Ordinal);

        using var admin = await stage.Host.BrowserAsync("admin1");
        var hall = await stage.HallAsync();
        var self = $"/office/halls/hall/{hall.Id}/facilities";
        var stale = await admin.FillInAsync(self, [], "Check");
        using var seen = await admin.SubmitAsync(self, [], "Check");
        Assert.Equal(HttpStatusCode.Redirect, seen.StatusCode);
        using var again = await stale();
        Assert.Contains(Database.ChangedMeanwhile.Message, await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.DoesNotContain("轮椅：2026年3月2日后没有检查", (await later.PageAsync(FacilityGapsPageModel.Path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal([new DateOnly(2026, 4, 2)], await stage.Host.InDatabaseAsync(db => db.Set<Facility>().Where(f => f.HallId == hall.Id).Select(f => f.CheckedOn).Distinct().ToListAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("18.06")]
    public async Task Facilities_belong_to_the_administrators_of_the_halls_region(Engine engine)
    {
        await using var stage = await HallStage.OpenAsync(engine);
        var hall = await stage.HallAsync();
        var far = new Act(CaseWorld.Staff(20, "外区管理", Roles.Administrator, CaseWorld.OtherOrganisation, "511603"), null, End.Pc, "", Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime));
        var command = new KeepFacilities.Command { Kind = FacilityKind.Wheelchair, Number = "1", Place = "这里" };
        Assert.Equal(SaveHall.Unknown, (await stage.DoAsync<KeepFacilities, Outcome>(k => k.StateAsync(hall.Id, command, far, Ct))).Problems[0]);
        Assert.Equal(SaveHall.Unknown, (await stage.DoAsync<KeepFacilities, Outcome>(k => k.CheckAllAsync(hall.Id, far, Ct))).Problems[0]);
        Assert.Empty(await stage.DoAsync<FacilityGaps, IReadOnlyList<FacilityGaps.Gap>>(g => g.PageAsync("511603", Guid.Empty, 10, Ct)));
        Assert.Equal(3, (await stage.DoAsync<FacilityGaps, IReadOnlyList<FacilityGaps.Gap>>(g => g.PageAsync(DemoPeople.Region, Guid.Empty, 10, Ct))).Count);
    }
}
