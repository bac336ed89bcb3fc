using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Halls.Demo;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.TestKit.StandIns;
using Zhengtong.Tests.Integration.Cases.Fees;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Halls;

/// <summary>One person and one item, online from the first question to the parcel: asks, books, applies, is pre-reviewed, is handled, follows, pays, gets the result by courier and rates it.</summary>
public sealed class OnlineChainTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("03.23")]
    public async Task The_same_person_asks_books_applies_is_pre_reviewed_and_handled_pays_and_gets_the_result_sent(Engine engine)
    {
        await using var gateway = await PaymentStandIn.StartAsync();
        await using var host = await StageAsync(engine, gateway);
        using var person = await host.BrowserAsync("zhangsan");
        using var reviewer = await host.BrowserAsync("reviewer1");
        var guide = await person.PageAsync("/items/" + Code);
        string Link(string text) => guide.QuerySelectorAll("a").First(a => a.TextContent.Trim().Contains(text, StringComparison.Ordinal)).GetAttribute("href")!;

        // 网上咨询
        var enquiry = await LocationAsync(person.SubmitAsync(Link("咨询这个事项"), new() { ["Text"] = "平面图可以手绘吗？" }));
        await LocationAsync(reviewer.SubmitAsync(enquiry.Replace("/my/", "/office/", StringComparison.Ordinal), new() { ["Text"] = "可以，标明尺寸即可。", ["Section"] = "materials" }, "Answer"));
        Assert.Contains("标明尺寸即可", await TextAsync(person, enquiry), StringComparison.Ordinal);

        // 网上预约
        var venues = await person.PageAsync(Link("预约到窗口办理"));
        var window = venues.QuerySelectorAll(".zt-picks a").First(a => a.TextContent.Contains("市场监管窗口", StringComparison.Ordinal)).GetAttribute("href")!;
        var booking = await LocationAsync(person.SubmitAsync(window + "&day=2026-03-03", new() { ["Slot"] = "540" }));
        Assert.Contains("3月3日(星期二) 09:00-09:30", await TextAsync(person, booking), StringComparison.Ordinal);

        // 网上申报: the booking binds nobody, he applies from home.
        await LocationAsync(person.SubmitAsync(booking, [], "Cancel"));
        var draft = await LocationAsync(person.SubmitAsync(Link("在线办理"), new() { ["Mode"] = "Normal" }));
        await FillPersonAsync(person, draft);
        await FillMaterialsAsync(person, draft);
        await Good(person.SubmitAsync(draft + "/delivery", new() { ["Delivery"] = "courier", ["DeliveryAddress"] = "广安区金安大道1号 张三" }));

        // 网上预审
        using var clerk = await host.BrowserAsync("clerk1");
        await LocationAsync(person.SubmitAsync(draft + "/pre-review", []));
        var review = await host.InDatabaseAsync(db => db.Set<PreReviewRequest>().Select(p => p.Id).SingleAsync(Ct));
        await LocationAsync(clerk.SubmitAsync($"/desk/pre-reviews/{review}", new() { ["answer"] = "Ready", ["text"] = "可以提交" }, "Answer"));
        Assert.Contains("可以提交", await TextAsync(person, draft), StringComparison.Ordinal);
        var id = await SubmitAsync(person, draft);

        // 网上办理
        await LocationAsync(clerk.SubmitAsync($"/desk/cases/{await StepAsync(host, id)}", [], "Accept"));
        await LocationAsync(reviewer.SubmitAsync($"/office/cases/{await StepAsync(host, id)}", new() { ["review.choice"] = "for", ["review.opinion"] = "符合条件" }, "Review"));
        using var approver = await host.BrowserAsync("approver1");
        await LocationAsync(approver.SubmitAsync($"/office/cases/{await StepAsync(host, id)}", new() { ["decide.choice"] = "for", ["decide.reason"] = "符合条件" }, "Decide"));

        // 网上反馈: progress and messages without asking anybody.
        await DispatchAsync(host);
        var progress = await TextAsync(person, $"/my/cases/{id}");
        Assert.All((string[])["受理", "审查", "决定"], step => Assert.Contains(step, progress, StringComparison.Ordinal));
        Assert.Contains("您的咨询有答复了", await TextAsync(person, "/my/messages"), StringComparison.Ordinal);

        // 在线支付
        await LocationAsync(clerk.SubmitAsync($"/fees/cases/{id}", new() { ["quantity-0"] = "1" }, "Raise"));
        await LocationAsync(person.SubmitAsync($"/my/cases/{id}/pay", [], "Start"));
        var order = gateway.Orders.Keys.Single();
        gateway.Pay(order);
        using (var network = host.Browser())
        using (var told = await network.SendAsync(gateway.Notification(order), Ct))
        {
            Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        }

        Assert.Contains("缴费成功", await TextAsync(person, $"/my/cases/{id}"), StringComparison.Ordinal);

        // 结果寄送
        using var issuer = await host.BrowserAsync("issuer1");
        var desk = $"/desk/issue/{await StepAsync(host, id)}";
        await LocationAsync(issuer.SubmitAsync(desk, new() { ["send.courier"] = "EMS", ["send.trackingNumber"] = "EX123456789CN" }, "Send"));
        Assert.Contains("EX123456789CN", await TextAsync(person, $"/my/cases/{id}"), StringComparison.Ordinal);
        await LocationAsync(issuer.SubmitAsync(desk, new() { ["signed.signedBy"] = "张三" }, "Signed"));
        using var result = await person.GetAsync(new Uri($"/cases/{id}/result.pdf", UriKind.Relative), Ct);
        Assert.Equal("application/pdf", result.Content.Headers.ContentType?.MediaType);

        await DispatchAsync(host);
        await LocationAsync(person.SubmitAsync($"/rate/{id}", new() { ["Level"] = "1", ["Text"] = "没有跑一趟" }));
        Assert.Contains("非常满意（5 星）", await TextAsync(person, $"/rate/{id}"), StringComparison.Ordinal);
    }

    private static async Task<TestHost> StageAsync(Engine engine, PaymentStandIn gateway)
    {
        var host = await SignInKit.StartDemoAsync(engine, gateway.Attach);
        gateway.Clock = host.Clock;
        await new CaseWorld(host).LoadCalendarAsync();
        await host.InScopeAsync(async s =>
        {
            await s.GetRequiredService<Templates>().EnsureSeededAsync(Ct);
            await s.GetRequiredService<SeedDemoHalls>().RunAsync(Ct);
            var market = await s.GetRequiredService<Zhengtong.Platform.Persistence.Database>().Set<Organisation>().SingleAsync(o => o.Name == DemoPeople.MarketOffice, Ct);
            var published = await s.GetRequiredService<PublishItemVersion>().PublishAsync(
                new PublishRequest(Code, "食品经营许可（新办）", market.Id, market.Name, DemoPeople.Region, "四川省广安市广安区", CaseWorld.Content() with { Fee = FeeStage.Fees }, "test"),
                Act.BySystem("test", host.Clock.GetUtcNow().UtcDateTime), Ct);
            Assert.True(published.Ok);
        });
        return host;
    }

    private static Task<Guid> StepAsync(TestHost host, Guid id) =>
        host.InDatabaseAsync(db => db.Set<CaseStep>().Where(x => x.CaseId == id && x.CompletedAt == null).Select(x => x.Id).SingleAsync(Ct));

    private static async Task<string> LocationAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<string> TextAsync(HttpClient browser, string address) => (await browser.PageAsync(address)).QuerySelector("main")!.TextContent;

    private static async Task DispatchAsync(TestHost host)
    {
        while (await host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }
    }
}
