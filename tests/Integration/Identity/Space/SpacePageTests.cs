using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Identity.Space;

/// <summary>一人一档、一企一档: one page for whoever one acts as.</summary>
public sealed class SpacePageTests
{
    /// <summary>Proof, person or company, known values, readings, copy, messages, cases, materials.</summary>
    private const int Statements = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.14", "08.15", "08.16")]
    public async Task The_space_shows_the_latest_of_everything_with_as_many_statements_however_much_there_is(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        var host = stage.Host;
        var (me, company) = (await host.PersonAsync("zhangsan"), await host.CompanyOfAsync("company1"));
        var (own, firm) = (await host.BrowserAsync("zhangsan"), await host.ForCompanyAsync("company1", company));
        foreach (var browser in new[] { own, firm })
        {
            await browser.PageAsync(SpaceKit.Page);
            await AsFewAsync(browser);
        }

        for (var i = 0; i < 5; i++)
        {
            await stage.ApplyAsync(shop: "小店" + i);
            await host.StateAsync(me, "earlier.shop.name" + i, "店名" + i, "小店" + i);
            await ReadAsync(host, me, await stage.ActAsync("clerk1", "核对" + i));
        }

        await host.DispatchAsync();
        await AsFewAsync(own);
        var cards = (await own.PageAsync(SpaceKit.Page)).QuerySelectorAll("article.zt-card");
        Assert.Equal(["基本资料", "常用信息", "办件", "材料", "消息", "谁看过我的数据", "同意和授权", "下载全部信息"], cards.Select(c => c.QuerySelector("h2")!.TextContent.Trim()));
        Assert.All(cards.Skip(1).Take(5), c => Assert.Equal(3, c.QuerySelectorAll("li").Length));
        foreach (var card in cards)
        {
            Assert.Equal(HttpStatusCode.OK, await own.StatusAsync(card.QuerySelectorAll("a")[^1].GetAttribute("href")!));
        }

        Assert.Contains("张*", cards[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("窗口核对本人和证件", cards[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("（5 项）", cards[1].TextContent, StringComparison.Ordinal);
        Assert.NotNull((await own.PageAsync("/my")).QuerySelector($".zt-sidenav a[href='{SpaceKit.Page}']"));

        // Nothing of it in another's, his company's neither.
        foreach (var browser in new[] { firm, await host.BrowserAsync("company1"), await host.BrowserAsync("lisi") })
        {
            Assert.DoesNotContain("店名", await browser.GetStringAsync(new Uri(SpaceKit.Page, UriKind.Relative), Ct), StringComparison.Ordinal);
        }

        async Task AsFewAsync(HttpClient browser)
        {
            // The head of every page reads the divisions, of which there are none here to be remembered.
            var sent = (await sql.DuringAsync(() => browser.PageAsync(SpaceKit.Page))).Where(s => !s.Contains("platform_region", StringComparison.Ordinal)).ToList();
            Assert.True(sent.Count == Statements, string.Join("\n\n", sent));
        }
    }

    [Theory, EachDatabase]
    [Requirement("08.14", "18.13")]
    public async Task Who_looked_at_ones_data_stands_there_with_place_post_and_purpose_page_by_page(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, me) = (stage.Host, await stage.Host.PersonAsync("zhangsan"));
        var clerk = await stage.ActAsync("clerk1", "核对申请人身份");
        clerk = clerk with { Actor = clerk.Actor with { Post = clerk.Actor.Post! with { OrganisationName = "广安区行政审批局" } } };
        await ReadAsync(host, me, clerk);
        var system = new Act(new Actor(Guid.CreateVersion7(), "社保网上大厅", ActorKind.System), null, End.System, "核对参保人", host.Clock.GetUtcNow().UtcDateTime.AddMinutes(1));
        await host.InDatabaseAsync(db =>
        {
            db.RecordReading(me, system, "单点登录：姓名", "广安市人社局");
            return db.SaveChangesAsync(Ct);
        });

        var browser = await host.BrowserAsync("zhangsan");
        var rows = (await browser.PageAsync(SpaceKit.Page + "/readings")).QuerySelectorAll("#readings tr");
        Assert.Equal(["社保网上大厅（广安市人社局的系统）", "核对参保人"], Cells(rows[0], 1, 3));
        Assert.Equal(["广安区行政审批局 窗口人员 窗***", "核对申请人身份"], Cells(rows[1], 1, 3));
        Assert.DoesNotContain("窗口甲", (await browser.PageAsync(SpaceKit.Page + "/readings")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await browser.PageAsync(SpaceKit.Page + "/readings")).QuerySelector("main a[href='/enquiries/ask']"));

        for (var i = 0; i < 35; i++)
        {
            await ReadAsync(host, me, clerk with { At = clerk.At.AddMinutes(-1 - i), Reason = "以前" + i });
        }

        var first = await browser.PageAsync(SpaceKit.Page + "/readings");
        var second = await browser.PageAsync(first.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        var purposes = first.QuerySelectorAll("#readings tr").Concat(second.QuerySelectorAll("#readings tr")).Select(r => Cells(r, 3)[0]).ToList();
        Assert.Equal((30, 7, 37), (first.QuerySelectorAll("#readings tr").Length, second.QuerySelectorAll("#readings tr").Length, purposes.Distinct().Count()));
        Assert.Equal("以前34", purposes[^1]);
        using var sheet = await browser.GetAsync(new Uri(SpaceKit.Page + "/readings/export", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        Assert.Null((await (await host.BrowserAsync("lisi")).PageAsync(SpaceKit.Page + "/readings")).QuerySelector("#readings"));
    }

    [Theory, EachDatabase]
    [Requirement("08.14", "08.11")]
    public async Task What_one_agreed_to_and_whom_one_lets_act_stands_in_one_place_and_leads_to_its_end(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, me) = (stage.Host, await stage.Host.PersonAsync("zhangsan"));
        var given = await stage.GiveAsync("lisi");
        await stage.GiveAsync("zhangsan", from: "company2");
        await host.InDatabaseAsync(db =>
        {
            db.Add(new SsoConsent
            {
                Id = Guid.CreateVersion7(), PersonId = me, SystemId = Guid.CreateVersion7(), Scopes = "profile phone", TextVersion = 1, GivenAt = host.Clock.GetUtcNow().UtcDateTime,
                Terms = System.Text.Json.JsonSerializer.Serialize(new GiveConsent.Terms("社保网上大厅", "广安市人社局", "核对参保人", "两年")),
            });
            return db.SaveChangesAsync(Ct);
        });

        var browser = await host.BrowserAsync("zhangsan");
        var page = (await browser.PageAsync(SpaceKit.Page + "/consents")).QuerySelector("main")!;
        Assert.Contains("社保网上大厅（广安市人社局）", page.QuerySelector("section[aria-labelledby=consents]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("告知内容第 1 版", page.QuerySelector("section[aria-labelledby=consents]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("李*", page.QuerySelector("section[aria-labelledby=given]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("赵六", page.QuerySelector("section[aria-labelledby=taken]")!.TextContent, StringComparison.Ordinal);
        foreach (var link in page.QuerySelectorAll("section p.zt-actions a"))
        {
            Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(link.GetAttribute("href")!));
        }

        await browser.SubmitAsync($"/my/delegations/{given}", new() { ["Sure"] = "true" }, "End");
        Assert.DoesNotContain("李*", (await browser.PageAsync(SpaceKit.Page + "/consents")).QuerySelector("section[aria-labelledby=given]")!.TextContent, StringComparison.Ordinal);
    }

    private static Task<int> ReadAsync(TestHost host, Guid party, Act act) => host.InDatabaseAsync(db =>
    {
        db.RecordReading(party, act, "办件的申请表");
        return db.SaveChangesAsync(Ct);
    });

    private static string[] Cells(AngleSharp.Dom.IElement row, params int[] which) => [.. which.Select(i => row.QuerySelectorAll("td")[i].TextContent.Trim())];
}
