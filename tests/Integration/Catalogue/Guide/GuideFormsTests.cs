using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Browse;

namespace Zhengtong.Tests.Integration.Catalogue.Guide;

/// <summary>The forms a guide has: piloted short ones, the least one of a simple service, plain remarks, special steps in the picture.</summary>
public sealed class GuideFormsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("02.11")]
    public async Task A_manager_switches_the_short_guide_by_item_and_by_region(Engine engine)
    {
        await using var host = await StartAsync(engine);
        await SomeItems.PublishAsync(host, "Z-P-1", "食品经营许可");
        await SomeItems.PublishAsync(host, "Z-P-2", "公共场所卫生许可");
        await SomeItems.PublishAsync(host, "Z-P-3", "山东的许可", region: "37");
        using var manager = await host.BrowserAsync("manager1");
        var browser = host.Browser();
        async Task<string> Offered() => string.Concat(await Task.WhenAll(((string[])["1", "2", "3"]).Select(async n =>
            (await browser.GetAsync(new Uri($"/items/Z-P-{n}/brief", UriKind.Relative), Ct)).StatusCode == HttpStatusCode.OK ? n : "-")));
        Assert.Equal("123", await Offered());

        using var unknown = await manager.SubmitAsync("/office/guides/pilots", new() { ["What"] = "Z-P-3" });
        Assert.Contains("请填写本地区的事项编码", await unknown.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var started = await manager.SubmitAsync("/office/guides/pilots", new() { ["What"] = "Z-P-1" });
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("1-3", await Offered());
        Assert.Null((await browser.PageAsync("/items/Z-P-2")).QuerySelector("a[href='/items/Z-P-2/brief']"));

        using var region = await manager.SubmitAsync("/office/guides/pilots", new() { ["What"] = "511602" });
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("123", await Offered());

        var page = await manager.PageAsync("/office/guides/pilots");
        foreach (var pilot in page.QuerySelectorAll("input[name=pilot]").Select(i => i.GetAttribute("value")!).Skip(0).ToList())
        {
            using var ended = await manager.PostWithTokenOfAsync("/office/guides/pilots", "/office/guides/pilots?handler=End", new() { ["pilot"] = pilot });
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        }

        Assert.Equal(2, (await manager.PageAsync("/office/guides/pilots")).QuerySelectorAll("tbody tr").Length);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("--3", await Offered());
    }

    [Theory, EachDatabase, Requirement("02.11")]
    public async Task Two_managers_who_begin_the_same_pilot_at_once_begin_one(Engine engine)
    {
        var meanwhile = new Meanwhile();
        var sql = new SqlCounter();
        var host = await SignInKit.StartDemoAsync(engine, b =>
        {
            meanwhile.Attach(b);
            sql.Attach(b);
        });
        await using var stage = new ExchangeStage(host, sql);
        await SomeItems.PublishAsync(host, "Z-P-1", "食品经营许可");
        async Task<Outcome> BeginAsync(string login) => await stage.DoAsync<SetPilot, Outcome>(async p => await p.StartAsync("Z-P-1", await stage.ActAsync(login), Ct));
        var first = Outcome.Done();
        meanwhile.After("FROM \"?catalogue_guide_pilot", async () => first = await BeginAsync("manager1"));

        var second = await BeginAsync("manager2");

        Assert.Equal(("", "catalogue.pilot-running"), (ExchangeStage.Code(first), ExchangeStage.Code(second)));
        Assert.Equal("manager1", await host.InDatabaseAsync(db => db.Set<GuidePilot>().Select(p => p.StartedByName).SingleAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.42")]
    public async Task A_simple_service_is_published_with_the_least_set_and_its_guide_shows_no_more(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var simple = new ItemContent
        {
            TypeCode = SimpleItems.PublicService,
            TypeName = "公共服务",
            Simple = true,
            LegalBasis = ["某通知"],
            Conditions = ["无"],
            HandleForms = ["1", "2", "3"],
            Materials = [new ItemMaterial { Key = "m1", Name = "居民身份证", SourceCode = "20" }],
            Places = [new ServicePlace("金安大道168号", "工作日 9:00-17:00")],
            ConsultPhone = "0826-1111111",
            Fee = new FeeTerms { Charged = false },
            Steps = [new("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk), new("issue", "出件", StepKind.Issue, 2, Roles.IssueClerk)],
        };
        await SomeItems.PublishAsync(host, "Z-S-1", "老年人优待证查询", simple);
        await Assert.ThrowsAsync<InvalidOperationException>(() => SomeItems.PublishAsync(host, "Z-S-2", "只能到窗口的服务", simple with { HandleForms = ["1"] }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => SomeItems.PublishAsync(host, "Z-S-3", "一般的许可", simple with { Simple = false }));

        var page = await host.Browser().PageAsync("/items/Z-S-1");
        Assert.Equal(["materials", "process", "fees", "places", "questions"], page.QuerySelectorAll(".zt-guide__nav a").Select(a => a.GetAttribute("href")![1..]));
        Assert.All((string[])["conditions", "result", "basis"], id => Assert.Null(page.QuerySelector("#" + id)));
        Assert.Contains("居民身份证", page.QuerySelector("#materials")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='/apply/Z-S-1']"));
    }

    [Theory, EachDatabase, Requirement("02.05", "02.12", "03.20", "03.21")]
    public async Task Remarks_stand_beside_the_element_and_special_steps_with_their_limits_in_the_picture_and_the_list(Engine engine)
    {
        await using var host = await StartAsync(engine);
        await SomeItems.PublishAsync(host, "Z-F-1", "食品经营许可", SomeItems.Plain with
        {
            Conditions = ["有与经营的食品品种、数量相适应的场所"],
            Remarks = new Dictionary<string, string> { ["conditions"] = "有个干净的店面就行", ["materials"] = "手机拍照也可以", ["visits"] = "全程网上办，不用跑", ["manual"] = "给窗口看的话" },
            StatutoryLimit = new TimeLimit(3, LimitUnit.CalendarMonths),
            Situations = [new("own", "自有房屋", "")],
            Materials = [new ItemMaterial { Key = "m1", Name = "不动产权证", SourceCode = "20", Situations = ["own"] }],
            SpecialSteps =
            [
                new SpecialStep("现场勘验", "厨房勘验", 7, "《食品经营许可和备案管理办法》第十九条"),
                new SpecialStep("听证论证", "听证", 20, "《中华人民共和国行政许可法》第四十五条", Counted: false, Charged: true, ChargeBasis: "某价目表"),
            ],
            UncountedSteps = [new UncountedStep("公示", "某办法第一条", 10, "向社会公示")],
        });

        var page = await host.Browser().PageAsync("/items/Z-F-1");
        string Text(string selector) => string.Join(" ", page.QuerySelectorAll(selector).Select(x => x.TextContent));
        Assert.Contains("通俗说明 有个干净的店面就行", Text("#conditions"), StringComparison.Ordinal);
        Assert.Contains("限情形：自有房屋", (await host.Browser().PageAsync("/items/Z-F-1/brief")).QuerySelector(".zt-brief ol li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("6 个工作日", Text("#process .zt-guide__facts"), StringComparison.Ordinal);
        Assert.Contains("有与经营的食品品种、数量相适应的场所", Text("#conditions"), StringComparison.Ordinal);
        Assert.Contains("手机拍照也可以", Text("#materials"), StringComparison.Ordinal);
        Assert.Contains("全程网上办，不用跑", Text("#remarks"), StringComparison.Ordinal);
        Assert.DoesNotContain("给窗口看的话", Text("body"), StringComparison.Ordinal);
        Assert.Contains("3 个月", Text("#process .zt-guide__facts"), StringComparison.Ordinal);
        Assert.DoesNotContain("3 个工作日", Text("#process .zt-guide__facts"), StringComparison.Ordinal);
        Assert.Equal(["收件受理", "审查", "现场核查", "厨房勘验", "听证", "决定", "制证出件"], page.QuerySelectorAll("#process svg .zt-flow__title").Select(x => x.TextContent));
        Assert.Contains("5 个工作日", Text("#process svg .zt-flow__detail"), StringComparison.Ordinal);
        Assert.Contains("时间另计 · 7 个工作日", Text("#process svg .zt-flow__detail"), StringComparison.Ordinal);
        Assert.Contains("厨房勘验", Text("#process ol.zt-flow__list"), StringComparison.Ordinal);
        Assert.Contains("时间另计 · 7 个工作日", Text("#process ol.zt-flow__list"), StringComparison.Ordinal);
        Assert.Contains("第四十五条", Text("#process table"), StringComparison.Ordinal);
        Assert.Contains("收费：某价目表", Text("#process table"), StringComparison.Ordinal);
        Assert.Contains("公示", Text("#process table"), StringComparison.Ordinal);
    }

    private static async Task<TestHost> StartAsync(Engine engine)
    {
        var host = await SignInKit.StartDemoAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        return host;
    }
}
