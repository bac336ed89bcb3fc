using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>Whoever is not known by name fills in, proves himself and hands in; what he typed waits for him (08.08).</summary>
public sealed class RealNameFirstTests
{
    [Theory, EachDatabase]
    [Requirement("08.08")]
    public async Task An_application_is_handed_in_by_somebody_known_by_name_and_nothing_typed_is_lost(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await stage.Host.UnproveAsync("zhangsan");
        var browser = await stage.SignedInAsync("zhangsan");
        Assert.Contains("提交前需要实名认证", (await browser.PageAsync($"/apply/{Code}")).Body!.TextContent, StringComparison.Ordinal);
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        await Good(browser.SubmitAsync(draft + "/delivery", new() { ["Delivery"] = "courier", ["DeliveryAddress"] = "广安区金安大道1号 张三" }));

        // The page says where to go; a form sent all the same, or the interface, hands nothing in.
        var way = $"/account/real-name?returnUrl={Uri.EscapeDataString(draft + "/check")}";
        var check = await browser.PageAsync(draft + "/check");
        Assert.NotNull(check.QuerySelector($"main a[href='{way}']"));
        Assert.Null(check.QuerySelector("main form"));
        var revision = (await stage.DraftAsync(draft)).Revision;
        var sent = await browser.PostWithTokenOfAsync(draft + "/delivery", draft + "/check", new() { ["Revision"] = $"{revision}" });
        Assert.Equal(way, sent.Headers.Location?.OriginalString);
        var token = (await browser.PageAsync(draft + "/delivery")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var program = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/applications/{draft["/apply/draft/".Length..]}/submit", UriKind.Relative)) { Content = JsonContent.Create(new { revision }) };
        program.Headers.Add("X-Form-Token", token);
        program.Headers.Add("Idempotency-Key", "real-name-first");
        var refused = await browser.SendAsync(program);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("cases.real-name-first", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Case>().CountAsync()));

        Assert.Contains("已填写的内容都已保存", (await browser.PageAsync(way)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(draft + "/check", (await browser.SubmitAsync(way, [])).Headers.Location?.OriginalString);
        Assert.Contains("申请开办食品经营店。", (await browser.PageAsync(draft + "/check")).Body!.TextContent, StringComparison.Ordinal);
        await SubmitAsync(browser, draft);
    }
}
