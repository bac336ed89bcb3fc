using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Recovering;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>找回账号: a forgotten password, a lost phone.</summary>
public sealed partial class RecoverTests
{
    private const string NewPhone = "13900001234";
    private const string OldPhone = "19900000001";
    private static readonly string Zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);
    private static readonly string Nobody = "51160219900101998" + CheckCharacter.Mod11Minus2("51160219900101998");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01")]
    public async Task Who_has_phone_document_and_name_sets_a_new_password(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var former = await host.BrowserAsync("zhangsan");
        var browser = host.Browser();
        Assert.Equal("/account/password", (await AskAsync(browser, "/account/recover", "张三（演示）", Zhang, OldPhone)).Headers.Location?.OriginalString);
        Assert.Contains("已核对您的手机号和证件信息", (await browser.PageAsync("/account/password")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/my", (await browser.SubmitAsync("/account/password", new() { ["Input.Password"] = "Sunny-Day-77", ["Input.PasswordAgain"] = "Sunny-Day-77" })).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await former.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal("/my", (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "zhangsan", ["Input.Password"] = "Sunny-Day-77" })).Headers.Location?.OriginalString);
        Assert.Contains("正在重设您的密码", await InboxAsync(host), StringComparison.Ordinal);
    }

    /// <summary>Whoever knows less, or somebody else, is told the same, and only after his own phone was in his hand.</summary>
    [Theory, EachDatabase]
    [Requirement("08.01", "18.13")]
    public async Task What_does_not_fit_is_told_in_one_sentence(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        List<string> said = [];
        foreach (var (name, number, phone) in new[] { ("张四", Zhang, OldPhone), ("张三（演示）", Zhang, NewPhone), ("张三（演示）", Zhang, "19900000002"), ("陈某某", Nobody, "13900001235") })
        {
            host.Clock.Advance(TimeSpan.FromMinutes(2));
            var answer = await AskAsync(host.Browser(), "/account/recover", name, number, phone);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            said.Add(Summary().Match(await answer.Content.ReadAsStringAsync(Ct)).Value);
        }

        Assert.Contains("填写的信息与登记的不一致", Assert.Single(said.Distinct()), StringComparison.Ordinal);
        Assert.True(await PasswordStandsAsync(host));
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "08.08")]
    public async Task A_lost_phone_is_replaced_after_a_time_in_which_the_old_one_is_told(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        system.Know(Zhang, "张三（演示）");
        Assert.Equal(AskedPageModel.Path, await LostAsync(host));
        Assert.Contains("有人称您的手机号已丢失", await ToOldPhoneAsync(host), StringComparison.Ordinal);
        Assert.Contains("139****1234", (await (await host.BrowserAsync("zhangsan")).PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);

        host.Clock.Advance(TimeSpan.FromHours(71));
        await RunAsync(host);
        Assert.Equal(HttpStatusCode.OK, (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = NewPhone, ["Input.Password"] = DemoPeople.Password })).StatusCode);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var thief = await host.BrowserAsync("zhangsan");
        await RunAsync(host);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal("/my", (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = NewPhone, ["Input.Password"] = DemoPeople.Password })).Headers.Location?.OriginalString);
        var person = await host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == "zhangsan").Join(db.Set<Person>(), a => a.PersonId, p => p.Id, (_, p) => p).AsNoTracking().SingleAsync(Ct));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(person.Id, Ct));
        Assert.Equal(["phone-recovery-asked", "lost-phone-changed"], trace.Skip(trace.Count - 2).Select(t => t.What));
        Assert.Null(Trace.Check(person, trace));
        await RunAsync(host);
        Assert.Equal(RecoveryEnding.Changed, Assert.Single(await RecoveriesAsync(host)).Ending);
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "18.13")]
    public async Task Whoever_still_has_the_old_phone_stops_it_and_an_unknown_person_is_told_the_same(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        system.Know(Zhang, "张三（演示）");
        system.Know(Nobody, "陈某某");
        Assert.Equal(AskedPageModel.Path, await LostAsync(host, "陈某某", Nobody, "13900001235"));
        Assert.Empty(await RecoveriesAsync(host));
        Assert.Equal(AskedPageModel.Path, await LostAsync(host));
        // Once more, while one waits: the first stands.
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(AskedPageModel.Path, await LostAsync(host, phone: "13900001236"));
        Assert.Equal("139****1234", Assert.Single(await RecoveriesAsync(host)).PhoneMasked);

        // A program that opens the link stops nothing; the button does, for whoever has the link only.
        var link = Link().Match(await ToOldPhoneAsync(host)).Value;
        var owner = host.Browser();
        await owner.PageAsync(link);
        Assert.Contains("没有正在等待", await (await owner.SubmitAsync(StopPageModel.Path + "?token=" + new string('0', 32), [])).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Null(Assert.Single(await RecoveriesAsync(host)).EndedAt);
        Assert.Contains("已停止，登记的手机号没有变化", await (await owner.SubmitAsync(link, [])).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromDays(4));
        await RunAsync(host);
        Assert.Equal(RecoveryEnding.Stopped, Assert.Single(await RecoveriesAsync(host)).Ending);

        // For a while only the counter helps; later the holder stops it in his account too.
        Assert.Equal(AskedPageModel.Path, await LostAsync(host));
        Assert.Single(await RecoveriesAsync(host));
        host.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(AskedPageModel.Path, await LostAsync(host));
        Assert.Equal(2, (await RecoveriesAsync(host)).Count);
        await (await host.BrowserAsync("zhangsan")).SubmitAsync("/my/profile", [], "Stop");
        Assert.All(await RecoveriesAsync(host), r => Assert.Equal(RecoveryEnding.Stopped, r.Ending));
        Assert.True(await PasswordStandsAsync(host));
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "08.08")]
    public async Task Without_the_word_of_the_system_no_phone_changes_and_a_taken_one_stays_with_its_holder(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        system.Know(Zhang, "另有其人");
        Assert.Null(await LostAsync(host));
        system.Mood = RealNameMood.Down;
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await LostAsync(host));
        Assert.Empty(await RecoveriesAsync(host));

        system.Mood = RealNameMood.Well;
        system.Know(Zhang, "张三（演示）");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(AskedPageModel.Path, await LostAsync(host, phone: "19900000002"));
        host.Clock.Advance(TimeSpan.FromHours(73));
        await RunAsync(host);
        Assert.Equal(RecoveryEnding.Taken, Assert.Single(await RecoveriesAsync(host)).Ending);
        Assert.Contains("手机号没有更换", await InboxAsync(host), StringComparison.Ordinal);
        Assert.Equal("/my", (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = OldPhone, ["Input.Password"] = DemoPeople.Password })).Headers.Location?.OriginalString);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient browser, string page, string name, string number, string phone)
    {
        var asked = await browser.SubmitAsync(page, new() { ["Input.Name"] = name, ["Input.IdKind"] = DocumentKinds.ResidentCard, ["Input.IdNumber"] = number, ["Input.Phone"] = phone });
        Assert.True(asked.Headers.Location?.OriginalString == "/account/code", await asked.Content.ReadAsStringAsync(Ct));
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        return await browser.SubmitAsync("/account/code", new() { ["Code"] = code });
    }

    /// <summary>Where whoever lost his phone is led; null when he is refused.</summary>
    private static async Task<string?> LostAsync(TestHost host, string name = "张三（演示）", string? number = null, string phone = NewPhone) =>
        (await AskAsync(host.Browser(), "/account/recover/phone", name, number ?? Zhang, phone)).Headers.Location?.OriginalString;

    private static Task RunAsync(TestHost host) => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<ChangeLostPhones>().Single().RunAsync(Ct));

    private static Task<List<PhoneRecovery>> RecoveriesAsync(TestHost host) => host.InDatabaseAsync(db => db.Set<PhoneRecovery>().AsNoTracking().OrderBy(r => r.AskedAt).ToListAsync(Ct));

    private static async Task<string> ToOldPhoneAsync(TestHost host) =>
        (await host.InDatabaseAsync(db => db.Set<MessageDispatch>().AsNoTracking().Where(d => !d.Secret).OrderByDescending(d => d.CreatedAt).ToListAsync(Ct))).First(d => d.Address == OldPhone).Body;

    private static async Task<string> InboxAsync(TestHost host)
    {
        var me = await host.PersonAsync("zhangsan");
        return string.Join('\n', (await host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == me).Select(m => new { m.Title, m.Body }).ToListAsync(Ct))).Select(m => m.Title + m.Body));
    }

    private static async Task<bool> PasswordStandsAsync(TestHost host) =>
        (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = OldPhone, ["Input.Password"] = DemoPeople.Password })).Headers.Location?.OriginalString == "/my";

    [GeneratedRegex(@"/account/recover/stop\?token=[0-9a-f]{32}")]
    private static partial Regex Link();

    [GeneratedRegex("<div class=\"zt-errors\".*?</div>", RegexOptions.Singleline)]
    private static partial Regex Summary();
}
