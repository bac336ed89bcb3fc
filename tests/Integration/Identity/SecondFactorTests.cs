using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Recovering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;
using Zhengtong.Tests.Integration.Identity.Staff;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>Whoever set up more than a phone is not entered by a phone alone, and gets back in when what he set up is lost.</summary>
[Requirement("08.01", "08.02", "18.07")]
public sealed class SecondFactorTests
{
    private const string Phone = "19900000001";
    private static readonly string Zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_text_message_alone_does_not_open_an_account_with_an_authenticator(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await AuthenticatorAsync(host);
        var thief = host.Browser();
        Assert.Equal("/account/code", await ByPhoneAsync(thief));
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        var page = await thief.PageAsync("/account/code");
        Assert.Contains("输入动态口令", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href='/account/recover/phone']"));
        Assert.Equal(HttpStatusCode.OK, (await thief.SubmitAsync("/account/code", new() { ["Code"] = "000000" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);

        Assert.Equal("/my", (await thief.SubmitAsync("/account/code", new() { ["Code"] = Shown(page) })).Headers.Location?.OriginalString);
        var session = await host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((MethodStrength.SmsAndTotp, AssuranceLevel.Checked), (session.Method, session.Carries));
    }

    [Theory, EachDatabase]
    public async Task A_recovered_password_does_not_get_round_it(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await AuthenticatorAsync(host);
        var browser = host.Browser();
        Assert.Equal("/account/code", await RecoverAsync(browser));
        // The step names no new password yet, whatever address is typed.
        Assert.StartsWith("/account/sign-in", (await browser.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal("/account/password", (await browser.SubmitAsync("/account/code", new() { ["Code"] = Shown(await browser.PageAsync("/account/code")) })).Headers.Location?.OriginalString);
        Assert.Equal("/my", (await browser.SubmitAsync("/account/password", new() { ["Input.Password"] = "Sunny-Day-77", ["Input.PasswordAgain"] = "Sunny-Day-77" })).Headers.Location?.OriginalString);
        Assert.True((await AccountAsync(host)).HasTotp);
    }

    [Theory, EachDatabase]
    public async Task Who_has_a_passkey_shows_it_besides_phone_and_document(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var device = new SoftAuthenticator();
        await PasskeyTests.RegisterAsync(await host.BrowserAsync("zhangsan", strong: true), device, "我的手机");
        using var his = new SoftAuthenticator();
        await PasskeyTests.RegisterAsync(await host.BrowserAsync("lisi", strong: true), his, "李四的手机");

        var thief = host.Browser();
        Assert.Equal("/account/code", await ByPhoneAsync(thief));
        var page = await thief.PageAsync("/account/code");
        Assert.Null(page.QuerySelector("input[name=Code]"));
        Assert.NotNull(page.QuerySelector("form[action='/account/passkey']"));
        await thief.PostWithTokenOfAsync("/account/code", "/account/code", new() { ["Code"] = "000000" });
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal("/my", (await PasskeyTests.EnterAsync(thief, device)).Headers.Location?.OriginalString);

        // Somebody else's key signs in somebody else, and sets nobody's password.
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        var stranger = host.Browser();
        Assert.Equal("/account/code", await RecoverAsync(stranger));
        Assert.Equal("/my", (await PasskeyTests.EnterAsync(stranger, his)).Headers.Location?.OriginalString);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        var owner = host.Browser();
        Assert.Equal("/account/code", await RecoverAsync(owner));
        Assert.Equal("/account/password", (await PasskeyTests.EnterAsync(owner, device)).Headers.Location?.OriginalString);
        Assert.Equal("/my", (await owner.SubmitAsync("/account/password", new() { ["Input.Password"] = "Sunny-Day-77", ["Input.PasswordAgain"] = "Sunny-Day-77" })).Headers.Location?.OriginalString);
    }

    [Theory, EachDatabase]
    public async Task Lost_keys_go_after_the_waiting_time_unless_they_are_used_in_it(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        system.Know(Zhang, "张三（演示）");
        await AuthenticatorAsync(host);
        using var device = new SoftAuthenticator();
        await PasskeyTests.RegisterAsync(await host.BrowserAsync("zhangsan", strong: true), device, "我的手机");

        await LostAsync(host);
        Assert.Contains("并移除动态口令、通行密钥和数字证书", (await SentAsync(host))[^1], StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await PasskeyTests.EnterAsync(host.Browser(), device);
        host.Clock.Advance(TimeSpan.FromHours(72));
        await RunAsync(host);
        Assert.Equal(RecoveryEnding.KeysInUse, (await host.InDatabaseAsync(db => db.Set<PhoneRecovery>().AsNoTracking().SingleAsync(Ct))).Ending);
        Assert.True((await AccountAsync(host)).HasTotp);

        await LostAsync(host);
        host.Clock.Advance(TimeSpan.FromHours(73));
        await RunAsync(host);
        Assert.False((await AccountAsync(host)).HasTotp);
        Assert.Equal(HttpStatusCode.OK, (await PasskeyTests.EnterAsync(host.Browser(), device)).StatusCode);
        Assert.Equal("/my", await ByPhoneAsync(host.Browser()));
    }

    [Theory, EachDatabase]
    [Requirement("08.13")]
    public async Task A_clerk_who_sees_person_and_document_takes_lost_keys_away(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (clerk, open) = (await host.BrowserAsync("clerk1"), await host.BrowserAsync("zhangsan"));
        Assert.Contains("不用移除", await ResetAsync(clerk), StringComparison.Ordinal);
        await AuthenticatorAsync(host);
        foreach (var (name, seen, because) in new[] { ("张四", "true", "没有找到与证件一致的账号"), ("张三（演示）", "false", "核对一致后勾选") })
        {
            Assert.Contains(because, await ResetAsync(clerk, name, seen), StringComparison.Ordinal);
        }

        Assert.True((await AccountAsync(host)).HasTotp);
        await ResetAsync(clerk);
        Assert.False((await AccountAsync(host)).HasTotp);
        Assert.Equal(HttpStatusCode.Redirect, (await open.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal("/my", await ByPhoneAsync(host.Browser()));
        var me = await host.PersonAsync("zhangsan");
        Assert.Equal(("keys-reset-at-counter", "手机丢失"), (await host.InDatabaseAsync(db => db.TraceOfAsync(me, Ct))).Select(t => (t.What, t.Reason)).Last());
        Assert.Contains(await SentAsync(host), body => body.Contains("移除了您账号的动态口令", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.BrowserAsync("reviewer1")).GetAsync(new Uri(CounterKeysPageModel.Path, UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task An_administrator_takes_every_lost_key_of_a_member_and_the_member_is_told(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var clerk = await host.StaffAsync("clerk1");
        using var device = new SoftAuthenticator();
        await PasskeyTests.RegisterAsync(await host.BrowserAsync("clerk1", strong: true), device, "窗口电脑");
        Assert.Equal("/desk", (await PasskeyTests.EnterAsync(host.Browser(), device)).Headers.Location?.OriginalString);
        Assert.Equal("ok", (await host.DoAsync<EditAccount, Outcome<Guid?>>("admin1", (e, act) => e.ResetSecondFactorAsync(clerk, act, Ct), "手机丢失")).Code());
        Assert.Equal(HttpStatusCode.OK, (await PasskeyTests.EnterAsync(host.Browser(), device)).StatusCode);
        Assert.Contains("您的动态口令、通行密钥和数字证书已重置", await host.ToldAsync("clerk1"));
        Assert.Equal("second-factor-reset", (await host.InDatabaseAsync(db => db.TraceOfAsync(clerk, Ct)))[^1].What);
    }

    private static string Shown(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("[data-demo-code]")!.TextContent;

    /// <summary>The phone is in hand, whoever's hand that is.</summary>
    private static async Task<string?> ByPhoneAsync(HttpClient browser)
    {
        Assert.Equal("/account/code", (await browser.SubmitAsync("/account/sign-in", new() { ["Phone"] = Phone }, "Code")).Headers.Location?.OriginalString);
        return (await browser.SubmitAsync("/account/code", new() { ["Code"] = Shown(await browser.PageAsync("/account/code")) })).Headers.Location?.OriginalString;
    }

    private static Dictionary<string, string> Document(string name = "张三（演示）") => new() { ["Input.Name"] = name, ["Input.IdKind"] = DocumentKinds.ResidentCard, ["Input.IdNumber"] = Zhang };

    private static async Task<string?> RecoverAsync(HttpClient browser)
    {
        await browser.SubmitAsync("/account/recover", new(Document()) { ["Input.Phone"] = Phone });
        return (await browser.SubmitAsync("/account/code", new() { ["Code"] = Shown(await browser.PageAsync("/account/code")) })).Headers.Location?.OriginalString;
    }

    private static async Task LostAsync(TestHost host)
    {
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        var browser = host.Browser();
        await browser.SubmitAsync("/account/recover/phone", new(Document()) { ["Input.Phone"] = Phone, ["Input.KeysToo"] = "true" });
        Assert.Equal(AskedPageModel.Path, (await browser.SubmitAsync("/account/code", new() { ["Code"] = Shown(await browser.PageAsync("/account/code")) })).Headers.Location?.OriginalString);
    }

    private static Task RunAsync(TestHost host) => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<ChangeLostPhones>().Single().RunAsync(Ct));

    private static async Task<string> ResetAsync(HttpClient clerk, string name = "张三（演示）", string seen = "true")
    {
        using var answer = await clerk.SubmitAsync(CounterKeysPageModel.Path, new(Document(name)) { ["Input.Reason"] = "手机丢失", ["Input.Seen"] = seen });
        return answer.StatusCode == HttpStatusCode.Redirect ? "" : await answer.Content.ReadAsStringAsync(Ct);
    }

    private static Task<Account> AccountAsync(TestHost host) => host.InDatabaseAsync(db => db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == "zhangsan", Ct));

    /// <summary>What was told to the phone, in the order of time.</summary>
    private static async Task<IReadOnlyList<string>> SentAsync(TestHost host)
    {
        var sent = await host.InDatabaseAsync(db => db.Set<MessageDispatch>().AsNoTracking().Where(d => !d.Secret).OrderBy(d => d.CreatedAt).ToListAsync(Ct));
        return [.. sent.Where(d => d.Address == Phone).Select(d => d.Body)];
    }

    internal static Task AuthenticatorAsync(TestHost host) => host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        (await db.Set<Account>().SingleAsync(a => a.Login == "zhangsan", Ct)).UseTotp(s.GetRequiredService<PersonalData>().Hide(TotpCodes.NewSecret()), 0);
        await db.SaveChangesAsync(Ct);
    });
}
