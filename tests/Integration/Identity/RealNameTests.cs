using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>实名核验 against a system over a real socket: right, wrong, slow and not at all (08.08).</summary>
public sealed class RealNameTests
{
    private const string Page = RealNamePageModel.Path;
    private static readonly string Number = "51160219900101998" + CheckCharacter.Mod11Minus2("51160219900101998");
    private static readonly string Zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.04", "08.08")]
    public async Task Whoever_registers_is_checked_and_his_profile_says_by_whom(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        system.Know(Number, "阿依古丽·买买提");
        var browser = host.Browser();
        Assert.Equal("/my", await RegisterAsync(browser, "阿依古丽•买买提", DocumentKinds.ResidentCard, Number, "13911112222"));
        Assert.Equal($$"""{"kind":"111","number":"{{Number}}","name":"\u963F\u4F9D\u53E4\u4E3D\u00B7\u4E70\u4E70\u63D0"}""", system.Question);

        var person = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Name == "阿依古丽·买买提", Ct));
        var proof = Assert.Single(await host.ProofsAsync(person.Id));
        Assert.Equal((ProofKind.RealName, "四川省实名核验平台（演示）", "P-1"), (proof.Kind, proof.Source, proof.Reference));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(person.Id, Ct));
        Assert.Equal(["account-opened", "notice-agreed", "real-name-proved"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(person, trace));
        var profile = (await browser.PageAsync("/my/profile")).QuerySelector("main")!.TextContent;
        Assert.All((string[])["已实名认证", "姓名和证件号码核验一致", "四川省实名核验平台（演示）", "居民身份证"], t => Assert.Contains(t, profile, StringComparison.Ordinal));

        // A foreigner, by passport; the same number on another kind of document is another person.
        system.Know("E1234567", "ANNE O'BRIEN");
        Assert.Equal("/my", await RegisterAsync(host.Browser(), "ANNE O'BRIEN", DocumentKinds.Passport, "e1234567", "13911113333"));
        Assert.Contains("已经登记", await FailAsync(host.Browser(), "Anne O'Brien", DocumentKinds.Passport, "E1234567", "13911114444"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.08")]
    public async Task Whose_name_and_number_do_not_belong_together_takes_nobodys_place(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        var before = await host.InDatabaseAsync(db => db.Set<Person>().CountAsync(Ct));
        Assert.Contains("没有查到这个证件号码", await FailAsync(host.Browser(), "陈某某", DocumentKinds.ResidentCard, Number, "13911112222"), StringComparison.Ordinal);
        system.Know(Number, "王某某");
        Assert.Contains("姓名与证件号码不一致", await FailAsync(host.Browser(), "陈某某", DocumentKinds.ResidentCard, Number, "13911112223"), StringComparison.Ordinal);
        system.Know(Number, "陈某某", ended: true);
        Assert.Contains("登记已经注销", await FailAsync(host.Browser(), "陈某某", DocumentKinds.ResidentCard, Number, "13911112224"), StringComparison.Ordinal);
        Assert.Equal(before, await host.InDatabaseAsync(db => db.Set<Person>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.08")]
    public async Task When_the_system_is_away_the_account_is_opened_and_the_check_is_made_up_for_later(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        system.Know(Number, "陈某某");
        system.Mood = RealNameMood.Down;
        var browser = host.Browser();
        var first = await RegisterAsync(browser, "陈某某", DocumentKinds.ResidentCard, Number, "13911112222", "/apply/x");
        Assert.Equal($"{Page}?new=true&returnUrl=%2Fapply%2Fx", first);
        Assert.Contains("实名认证还没有完成", (await browser.PageAsync(first!)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("暂时没有应答", await TextAsync(await browser.SubmitAsync(first!, [])), StringComparison.Ordinal);

        system.Mood = RealNameMood.Well;
        Assert.Equal("/apply/x", (await browser.SubmitAsync(first!, [])).Headers.Location?.OriginalString);
        Assert.Contains("您已完成实名认证", (await browser.PageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, await host.InDatabaseAsync(db => db.Set<RealNameCheck>().CountAsync(Ct)));
    }

    /// <summary>Whatever is not its word, in time and for this question, is nothing.</summary>
    [Fact]
    [Requirement("08.08")]
    public async Task What_the_system_did_not_say_proves_nobody()
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite, system.Attach);
        system.Know(Zhang, "张三（演示）");
        await host.UnproveAsync("zhangsan");
        foreach (var mood in Enum.GetValues<RealNameMood>().Except([RealNameMood.Well, RealNameMood.Luring]))
        {
            host.Clock.Advance(TimeSpan.FromHours(2));
            system.Mood = mood;
            var answer = await TextAsync(await (await host.BrowserAsync("zhangsan")).SubmitAsync(Page, []));
            Assert.Contains(mood switch { RealNameMood.Declining => "没有受理", RealNameMood.Down or RealNameMood.Silent or RealNameMood.Breaking => "暂时没有应答", _ => "应答无法识别" }, answer, StringComparison.Ordinal);
        }

        Assert.Empty(await host.ProofsAsync(await host.PersonAsync("zhangsan")));
        Assert.Equal(9, system.Asked);
        system.Mood = RealNameMood.Well;
        Assert.Equal(Page, (await (await host.BrowserAsync("zhangsan")).SubmitAsync(Page, [])).Headers.Location?.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.08")]
    public async Task Nobody_tries_out_names_all_day(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        system.Know(Zhang, "另有其人");
        await host.UnproveAsync("zhangsan");
        for (var i = 0; i < RealNameRule.AnswersADay; i++)
        {
            Assert.Contains("姓名与证件号码不一致", await TextAsync(await (await host.BrowserAsync("zhangsan")).SubmitAsync(Page, [])), StringComparison.Ordinal);
            host.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Contains("今天的核验次数已经用完", await TextAsync(await (await host.BrowserAsync("zhangsan")).SubmitAsync(Page, [])), StringComparison.Ordinal);
        Assert.Equal(RealNameRule.AnswersADay, system.Asked);
        host.Clock.Advance(TimeSpan.FromHours(12));
        system.Know(Zhang, "张三（演示）");
        Assert.Equal(Page, (await (await host.BrowserAsync("zhangsan")).SubmitAsync(Page, [])).Headers.Location?.OriginalString);
    }

    [Theory, EachDatabase]
    public async Task Two_presses_in_one_moment_prove_once(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.UnproveAsync("zhangsan");
        var presses = new[] { await (await host.BrowserAsync("zhangsan")).FillInAsync(Page, []), await (await host.BrowserAsync("zhangsan")).FillInAsync(Page, []) };
        var answers = await Task.WhenAll(presses.Select(p => Task.Run(p)));
        Assert.All(answers, a => Assert.Equal(Page, a.Headers.Location?.OriginalString));
        Assert.Single(await host.ProofsAsync(await host.PersonAsync("zhangsan")));
    }

    [Theory, EachDatabase]
    [Requirement("08.04", "08.08")]
    public async Task A_company_is_what_the_register_says_or_is_not_registered(Engine engine)
    {
        var code = "91511602MA6TEXT01" + SocialCreditCode.CheckOf("91511602MA6TEXT01");
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        var boss = await host.BrowserAsync("zhangsan");
        Task<HttpResponseMessage> TryAsync() => boss.SubmitAsync("/my/companies/register", new()
        {
            ["Input.CreditCode"] = code, ["Input.Name"] = "测试有限公司", ["Input.LegalRepresentative"] = "张三（演示）", ["Input.IdNumber"] = Zhang,
        });
        Assert.Contains("没有查到", await TextAsync(await TryAsync()), StringComparison.Ordinal);
        system.Know(code, "测试有限公司/另有其人");
        Assert.Contains("与登记机关的登记信息不一致", await TextAsync(await TryAsync()), StringComparison.Ordinal);
        system.Know(code, "测试有限公司/张三（演示）", ended: true);
        Assert.Contains("已经注销", await TextAsync(await TryAsync()), StringComparison.Ordinal);
        Assert.False(await host.InDatabaseAsync(db => db.Set<Company>().AnyAsync(c => c.CreditCode == code, Ct)));

        // The register cannot be asked: registered, proved by nothing, and asked again later.
        system.Mood = RealNameMood.Forged;
        var agents = (await TryAsync()).Headers.Location!.OriginalString.Split('?')[0];
        var company = await host.InDatabaseAsync(db => db.Set<Company>().AsNoTracking().SingleAsync(c => c.CreditCode == code, Ct));
        Assert.Empty(await host.ProofsAsync(company.Id));
        Assert.Contains("登记信息还没有核验", (await boss.PageAsync(agents)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("应答无法识别", await TextAsync(await boss.SubmitAsync(agents, [], "Prove")), StringComparison.Ordinal);
        system.Mood = RealNameMood.Well;
        system.Know(code, "测试有限公司/张三（演示）");
        Assert.Equal(agents + "?done=proved", (await boss.SubmitAsync(agents, [], "Prove")).Headers.Location?.OriginalString);
        Assert.Equal(ProofKind.Register, Assert.Single(await host.ProofsAsync(company.Id)).Kind);
        Assert.Contains("登记信息核验一致：四川省实名核验平台", (await boss.PageAsync(agents)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> CodeAsync(HttpClient browser, string name, string kind, string number, string phone, string? returnUrl)
    {
        var filled = await browser.SubmitAsync("/account/register" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl)), new()
        {
            ["Input.Name"] = name, ["Input.IdKind"] = kind, ["Input.IdNumber"] = number, ["Input.Phone"] = phone, ["Input.Password"] = "Sunny-Day-77", ["Input.PasswordAgain"] = "Sunny-Day-77",
            ["Input.Agrees"] = "true",
        });
        Assert.Equal("/account/code", filled.Headers.Location?.OriginalString);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        return await browser.SubmitAsync("/account/code", new() { ["Code"] = code });
    }

    private static async Task<string?> RegisterAsync(HttpClient browser, string name, string kind, string number, string phone, string? returnUrl = null) =>
        (await CodeAsync(browser, name, kind, number, phone, returnUrl)).Headers.Location?.OriginalString;

    private static async Task<string> FailAsync(HttpClient browser, string name, string kind, string number, string phone) => await TextAsync(await CodeAsync(browser, name, kind, number, phone, null));

    private static Task<string> TextAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Content.ReadAsStringAsync(Ct);
    }
}
