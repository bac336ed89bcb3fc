using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Privacy;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Identity.SingleSignOn;
using Zhengtong.Tests.Integration.Identity.Space;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>The privacy notice: public in all its versions, agreed to at registering, and anew when a version changes what is done with the data (18.13).</summary>
public sealed class PrivacyTests
{
    private const string Page = NoticePageModel.Path;
    private const string Ask = AgreePageModel.Path;
    private static readonly string Number = "51160219900101998" + CheckCharacter.Mod11Minus2("51160219900101998");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.13", "08.16")]
    public async Task Who_registers_ticks_the_version_that_is_named_and_it_is_kept(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        var form = await browser.PageAsync("/account/register");
        Assert.False(form.QuerySelector("input[name='Input.Agrees']")!.HasAttribute("checked"));
        Assert.Contains(form.QuerySelectorAll("main a"), a => a.GetAttribute("href") == Page && a.TextContent.Contains("第 1 版", StringComparison.Ordinal));

        Assert.Contains("勾选同意后再注册", await (await FillAsync(browser)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var other = await FillAsync(browser, ("Input.Agrees", "true"), ("Input.Notice", "7"));
        Assert.Contains("刚刚更新", await other.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("/account/code", (await FillAsync(browser, ("Input.Agrees", "true"))).Headers.Location?.OriginalString);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/my", (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/my", UriKind.Relative), Ct)).StatusCode);

        var person = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Name == "陈某某", Ct));
        var kept = Assert.Single(await AgreementsAsync(host, person.Id));
        var notice = host.Services.GetRequiredService<PrivacyNotices>().All[0];
        Assert.Equal((1, notice.TextHash, End.Pc, host.Clock.GetUtcNow().UtcDateTime), (kept.Version, kept.TextHash, kept.End, kept.AgreedAt));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(person.Id, Ct));
        Assert.Single(trace, t => t.What == "notice-agreed");
        Assert.Null(Trace.Check(person, trace));
        var shown = (await browser.PageAsync("/my/space/consents")).QuerySelector("section[aria-labelledby=notice]")!.TextContent;
        Assert.All((string[])["第 1 版", "网上（电脑）同意"], t => Assert.Contains(t, shown, StringComparison.Ordinal));

        // Nobody changes or takes away what was agreed.
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(db => db.Set<NoticeAgreement>().ExecuteDeleteAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("18.13", "08.16")]
    public async Task A_version_that_changes_a_purpose_asks_once_at_the_next_sign_in_and_other_words_ask_nobody(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine, Further);
        host.Clock.Advance(TimeSpan.FromDays(1));
        var reworded = host.Browser();
        Assert.Equal("/my", (await host.SignInAsync(reworded, "zhangsan")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await reworded.StatusAsync("/my"));

        // Ten minutes before and after midnight: in the middle of a session nobody is interrupted.
        host.Clock.Advance(new TimeSpan(13, 50, 0));
        var running = await host.BrowserAsync("lisi");
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.OK, await running.StatusAsync("/my"));
        var (asked, second, me) = (host.Browser(), host.Browser(), await host.PersonAsync("zhangsan"));
        await host.SignInAsync(asked, "zhangsan");
        await host.SignInAsync(second, "zhangsan");
        Assert.Equal(Ask + "?returnUrl=%2Fmy%2Fcases", await LeadAsync(asked, "/my/cases"));
        var page = (await asked.PageAsync(Ask + "?returnUrl=%2Fmy%2Fcases")).QuerySelector("main")!;
        Assert.All((string[])["您上次同意的是第 1 版", "增加用途：统计", "改了说法", "注销账号"], t => Assert.Contains(t, page.TextContent, StringComparison.Ordinal));
        Assert.False(page.QuerySelector("input[name=Agrees]")!.HasAttribute("checked"));

        // All is closed but what lets him go and take his data along.
        foreach (var closed in (string[])["/my", "/my/profile", "/my/space", "/my/messages"])
        {
            Assert.StartsWith(Ask, await LeadAsync(asked, closed), StringComparison.Ordinal);
        }

        foreach (var open in (string[])["/", Page, "/my/profile/close", "/my/space/copy", "/account/step-up?fresh=true"])
        {
            Assert.Equal(HttpStatusCode.OK, await asked.StatusAsync(open));
        }

        Assert.Contains("请阅读后勾选同意", await (await asked.SubmitAsync(Ask, [])).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("刚刚更新", await (await asked.SubmitAsync(Ask, new() { ["Agrees"] = "true", ["seen"] = "2" })).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Single(await AgreementsAsync(host, me));

        Assert.Equal("/my/cases", (await asked.SubmitAsync(Ask + "?returnUrl=%2Fmy%2Fcases", new() { ["Agrees"] = "true" })).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await asked.StatusAsync("/my/cases"));
        Assert.Equal([1, 3], (await AgreementsAsync(host, me)).Select(a => a.Version));
        Assert.Equal(HttpStatusCode.OK, await second.StatusAsync("/my"));
        Assert.Contains("没有需要您再同意的内容", (await asked.PageAsync(Ask)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var later = host.Browser();
        await host.SignInAsync(later, "zhangsan");
        Assert.Equal(HttpStatusCode.OK, await later.StatusAsync("/my"));
        Assert.Equal(2, (await host.InDatabaseAsync(db => db.TraceOfAsync(me, Ct))).Count(t => t.What == "notice-agreed"));

        // Staff are told and not asked.
        var clerk = host.Browser();
        await host.SignInAsync(clerk, "clerk1");
        Assert.NotNull((await clerk.PageAsync("/desk")).QuerySelector($"a[href='{Page}']"));
    }

    [Theory, EachDatabase]
    [Requirement("18.13")]
    public async Task An_answer_on_two_screens_at_once_counts_once_and_a_session_left_behind_finds_its_way(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine, Further);
        host.Clock.Advance(TimeSpan.FromDays(2));
        var (one, two, me) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("zhangsan"), await host.PersonAsync("zhangsan"));
        var (first, other) = (await one.FillInAsync(Ask, new() { ["Agrees"] = "true" }), await two.FillInAsync(Ask, new() { ["Agrees"] = "true" }));
        var answers = await Task.WhenAll(first(), other());
        Assert.All(answers, a => Assert.Equal("/my", a.Headers.Location?.OriginalString));
        Assert.Equal([1, 3], (await AgreementsAsync(host, me)).Select(a => a.Version));

        // The answer was kept and the session not yet opened when the process ended: the page opens it and leads on.
        var late = await host.BrowserAsync("zhangsan");
        await host.InDatabaseAsync(db => db.Set<Session>().Where(s => s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.NoticeDue, true), Ct));
        Assert.StartsWith(Ask, await LeadAsync(late, "/my"), StringComparison.Ordinal);
        Assert.Equal("/my/cases", await LeadAsync(late, Ask + "?returnUrl=%2Fmy%2Fcases"));
        Assert.Equal(HttpStatusCode.OK, await late.StatusAsync("/my/cases"));
    }

    [Theory, EachDatabase]
    [Requirement("18.13", "08.14")]
    public async Task The_copy_of_all_data_holds_what_was_agreed_to(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine, Further);
        host.Clock.Advance(TimeSpan.FromDays(2));
        var browser = await host.BrowserAsync("zhangsan", strong: true);
        // It may be taken along before he agrees.
        await browser.SubmitAsync("/my/space/copy", [], "Ask");
        await host.MakeCopiesAsync();
        using var answer = await browser.GetAsync(new Uri("/my/space/copy/file", UriKind.Relative), Ct);
        await using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
        await using var part = await zip.GetEntry("data/privacy.json")!.OpenAsync(Ct);
        using var read = await JsonDocument.ParseAsync(part, cancellationToken: Ct);
        Assert.Equal("个人信息保护规则第 1 版", Assert.Single(read.RootElement.EnumerateArray()).GetProperty("title").GetString());
    }

    [Fact]
    [Requirement("18.13")]
    public async Task Every_version_can_be_read_by_anybody_from_every_shell()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite, Further);
        var browser = host.Browser();
        foreach (var shell in (string[])["/", "/account/sign-in", "/account/register"])
        {
            Assert.NotNull((await browser.PageAsync(shell)).QuerySelector($"a[href='{Page}']"));
        }

        var page = await browser.PageAsync(Page);
        Assert.Contains("第 1 版", page.QuerySelector(".zt-lead")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["现行", "2026年3月3日起施行", "2026年3月4日起施行"], page.QuerySelectorAll("td[data-label=状态]").Select(c => c.TextContent).Reverse());
        Assert.True(page.QuerySelectorAll(".zt-prose h2").Length > 8);
        foreach (var link in page.QuerySelectorAll("td a").Select(a => a.GetAttribute("href")!))
        {
            Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(link));
        }

        Assert.Contains("还没有施行", (await browser.PageAsync(Page + "?version=3")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await browser.StatusAsync(Page + "?version=4"));
        var own = await host.BrowserAsync("zhangsan");
        foreach (var link in page.QuerySelectorAll(".zt-prose a[href^='/']").Select(a => a.GetAttribute("href")!))
        {
            Assert.Equal(HttpStatusCode.OK, await own.StatusAsync(link));
        }

        var kiosk = await host.Browser(new Cookie("zt-kiosk", "1", "/", "localhost")).PageAsync(Page);
        Assert.NotNull(kiosk.QuerySelector("body.zt-body--kiosk"));
        host.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Contains("第 3 版", (await browser.PageAsync(Page)).QuerySelector(".zt-lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("以前的版本", (await browser.PageAsync(Page + "?version=1")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("18.13", "08.01")]
    public async Task Nobody_gets_into_a_departments_system_before_he_has_answered(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine, Further);
        var (system, _) = await stage.RegisterAsync(SsoStage.Facts());
        stage.Host.Clock.Advance(TimeSpan.FromDays(2));
        using var browser = await stage.BrowserAsync("zhangsan");
        var address = $"/sso/authorize?client_id={system.ClientId}&response_type=code&scope=openid&redirect_uri={Uri.EscapeDataString(SsoStage.RedirectUri)}&state=s&nonce=n"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        var lead = await LeadAsync(browser, address);
        Assert.StartsWith(Ask + "?returnUrl=", lead, StringComparison.Ordinal);
        var back = (await browser.SubmitAsync(lead!, new() { ["Agrees"] = "true" })).Headers.Location!.OriginalString;
        Assert.StartsWith("/sso/authorize", back, StringComparison.Ordinal);
        Assert.Contains("/sso/authorize", (await browser.PageAsync(back)).QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content")!, StringComparison.Ordinal);
        Assert.StartsWith(SsoStage.RedirectUri, await LeadAsync(browser, address), StringComparison.Ordinal);
    }

    /// <summary>The day after the tests' Monday the same in other words; the day after that another purpose.</summary>
    private static void Further(WebApplicationBuilder builder)
    {
        var first = PrivacyNotices.Shipped().All[0];
        var monday = DateOnly.FromDateTime(TestHost.Monday.UtcDateTime);
        builder.Services.AddSingleton(new PrivacyNotices(
        [
            first,
            first with { Number = 2, From = monday.AddDays(1), AsksAnew = false, Changes = ["改了说法"], TextHash = new string('2', 64) },
            first with { Number = 3, From = monday.AddDays(2), AsksAnew = true, Changes = ["增加用途：统计"], TextHash = new string('3', 64) },
        ]));
    }

    private static Task<HttpResponseMessage> FillAsync(HttpClient browser, params IEnumerable<(string Name, string Value)> more)
    {
        Dictionary<string, string> fields = new()
        {
            ["Input.Name"] = "陈某某", ["Input.IdNumber"] = Number, ["Input.Phone"] = "13911112222", ["Input.Password"] = "Sunny-Day-77", ["Input.PasswordAgain"] = "Sunny-Day-77",
        };
        foreach (var (name, value) in more)
        {
            fields[name] = value;
        }

        return browser.SubmitAsync("/account/register", fields);
    }

    private static Task<List<NoticeAgreement>> AgreementsAsync(TestHost host, Guid person) =>
        host.InDatabaseAsync(db => db.Set<NoticeAgreement>().AsNoTracking().Where(a => a.PersonId == person).OrderBy(a => a.Id).ToListAsync(Ct));

    private static async Task<string?> LeadAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
        return answer.Headers.Location?.OriginalString;
    }
}
