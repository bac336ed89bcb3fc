using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class SessionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task A_session_planted_before_sign_in_is_worth_nothing_after(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var planted = await TokenAsync(host, "lisi");
        var victim = host.Browser(new Cookie("zt-session", planted, "/", "localhost"));
        var issued = Token(await host.SignInAsync(victim, "zhangsan"));

        Assert.NotEqual(planted, issued);
        Assert.False(await OpensAsync(host, planted));
        Assert.True(await OpensAsync(host, issued));
    }

    /// <summary>Whoever tried the demo and then went to work with the same store has people in it whose password stands in the README.</summary>
    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task People_of_the_demo_open_nothing_where_it_is_switched_off(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine, b => b.Configuration["Demo:Enabled"] = "false");
        foreach (var login in (string[])["zhangsan", "admin1"])
        {
            var account = await host.InDatabaseAsync(db => db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == login, Ct));
            var opened = await host.InScopeAsync(s => s.GetRequiredService<SignIn>().OpenAsync(new Proof(account.Id, MethodStrength.PasswordAndTotp), End.Pc, "", "test", Ct));
            Assert.Equal(SignIn.Locked.Code, Assert.Single(opened.Problems).Code);
        }
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task After_sign_answera_copy_of_the_cookie_opens_nothing(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        var token = Token(await host.SignInAsync(browser, "zhangsan"));
        Assert.True(await OpensAsync(host, token));
        var page = await browser.PageAsync("/my/profile");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = page.QuerySelector("form[action='/account/sign-out'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        });
        using var answer = await browser.PostAsync(new Uri("/account/sign-out", UriKind.Relative), form, Ct);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("\"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.False(await OpensAsync(host, token));
    }

    [Theory, EachDatabase]
    public async Task A_session_ends_after_half_an_hour_withansweruse_and_after_eight_hours_with(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var idle = Token(await host.SignInAsync(host.Browser(), "zhangsan"));
        host.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await OpensAsync(host, idle));
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await OpensAsync(host, idle));

        var busy = Token(await host.SignInAsync(host.Browser(), "zhangsan"));
        for (var i = 0; i < 19; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(25));
            Assert.True(await OpensAsync(host, busy));
        }

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        var last = await host.Browser(new Cookie("zt-session", busy, "/", "localhost")).GetAsync(new Uri("/my/profile?a=1", UriKind.Relative), Ct);
        Assert.Equal("/account/sign-in?returnUrl=%2Fmy%2Fprofile%3Fa%3D1&expired=true", last.Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    public async Task The_store_does_not_hold_the_token_and_a_page_within_half_a_minute_does_not_ask_it(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var token = Token(await host.SignInAsync(host.Browser(), "zhangsan"));
        Assert.False(await host.InDatabaseAsync(db => db.Set<Session>().AnyAsync(x => x.TokenHash == token, Ct)));
        Assert.True(await OpensAsync(host, token));
        await host.InDatabaseAsync(db => db.Set<Session>().ExecuteDeleteAsync(Ct));
        Assert.True(await OpensAsync(host, token, "/account/acting-for"));
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.False(await OpensAsync(host, token, "/account/acting-for"));
    }

    [Theory, EachDatabase]
    public async Task One_ends_another_session_of_ones_own_and_nobody_elses(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (here, elsewhere, foreign) = (await host.BrowserAsync("zhangsan", strong: true), await TokenAsync(host, "zhangsan"), await TokenAsync(host, "lisi"));
        var rows = await host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().ToListAsync(Ct));
        Guid IdOf(string token) => rows.Single(r => r.TokenHash == RandomToken.HashOf(token)).Id;

        // Whoever sits down at an open session ends none: not before he has shown that it is he.
        var weak = await host.BrowserAsync("zhangsan");
        var led = await weak.PostWithTokenOfAsync("/my/profile", SessionsPageModel.Path + "?handler=End", new() { ["id"] = IdOf(elsewhere).ToString() });
        Assert.StartsWith("/account/step-up?fresh=true", led.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.True(await OpensAsync(host, elsewhere));
        await here.PostWithTokenOfAsync(SessionsPageModel.Path, SessionsPageModel.Path + "?handler=End", new() { ["id"] = IdOf(elsewhere).ToString() });
        var refused = await here.PostWithTokenOfAsync(SessionsPageModel.Path, SessionsPageModel.Path + "?handler=End", new() { ["id"] = IdOf(foreign).ToString() });
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        Assert.False(await OpensAsync(host, elsewhere));
        Assert.True(await OpensAsync(host, foreign));
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task All_others_are_ended_at_once_by_the_holder_whether_applicant_or_staff(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        foreach (var login in (string[])["lisi", "reviewer1"])
        {
            var (here, elsewhere) = (await host.BrowserAsync(login, strong: true), await host.BrowserAsync(login));
            Assert.Equal(2, (await elsewhere.PageAsync(SessionsPageModel.Path)).QuerySelectorAll("main table tbody tr").Length);
            Assert.Equal(SessionsPageModel.Path, (await here.SubmitAsync(SessionsPageModel.Path, [], "Others")).Headers.Location!.OriginalString);
            Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync(new Uri(SessionsPageModel.Path, UriKind.Relative), Ct)).StatusCode);
            Assert.Null((await here.PageAsync(SessionsPageModel.Path)).QuerySelector("form[action*='handler=Others']"));
        }
    }

    [Theory, EachDatabase]
    [Requirement("08.17", "18.07")]
    public async Task Administrators_and_the_operator_end_sessions_and_the_holder_is_told(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (admin, person, clerk) = (await host.BrowserAsync("admin1"), await host.BrowserAsync("zhangsan"), await host.BrowserAsync("clerk1"));
        async Task<bool> OpenAsync(HttpClient browser) => (await browser.GetAsync(new Uri(SessionsPageModel.Path, UriKind.Relative), Ct)).StatusCode == HttpStatusCode.OK;
        Assert.True(await OpenAsync(person) && await OpenAsync(clerk));

        const string Page = "/office/staff/sign-ins";
        Assert.Contains("请写明原因", await (await admin.SubmitAsync(Page, new() { ["Login"] = "19900000001", ["Reason"] = "" })).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("没有找到这个账号", await (await admin.SubmitAsync(Page, new() { ["Login"] = "clerk1", ["Reason"] = "试试" })).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.True(await OpenAsync(person));
        Assert.Equal(Page + "?done=true", (await admin.SubmitAsync(Page, new() { ["Login"] = "19900000001", ["Reason"] = "来电称手机被盗" })).Headers.Location?.OriginalString);
        Assert.False(await OpenAsync(person));
        var me = await host.PersonAsync("zhangsan");
        Assert.Equal("来电称手机被盗", (await host.InDatabaseAsync(db => db.TraceOfAsync(me, Ct)))[^1].Reason);
        Assert.Contains("您的账号已在所有设备上退出登录", await host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == me).Select(m => m.Title).ToListAsync(Ct)));

        var member = await host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == "clerk1").Select(a => a.StaffId).SingleAsync(Ct));
        await admin.SubmitAsync($"/office/staff/member/{member}", new() { ["Reason"] = "手机丢失" }, "EndSessions");
        Assert.False(await OpenAsync(clerk));

        var (again, other) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));
        Assert.Equal(2, await EndSessions.RunAsync(host.Services, [], Ct));
        Assert.Equal(1, await EndSessions.RunAsync(host.Services, ["--login", "nobody"], Ct));
        Assert.Equal(0, await EndSessions.RunAsync(host.Services, ["--login", "zhangsan"], Ct));
        Assert.Equal((false, true), (await OpenAsync(again), await OpenAsync(other)));
        Assert.Equal(0, await EndSessions.RunAsync(host.Services, ["--all"], Ct));
        // The verb is another process than the one that serves: that one knows it half a minute later.
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.False(await OpenAsync(other));
    }

    [Theory, EachDatabase]
    public async Task A_new_password_ends_the_other_sessions(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var elsewhere = await TokenAsync(host, "zhangsan");
        Assert.True(await OpensAsync(host, elsewhere));
        var here = await host.BrowserAsync("zhangsan", strong: true);
        var refused = await here.SubmitAsync("/account/password", new() { ["Input.Current"] = "wrong-1", ["Input.Password"] = "Another-2027", ["Input.PasswordAgain"] = "Another-2027" });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var changed = await here.SubmitAsync("/account/password", new() { ["Input.Current"] = DemoPeople.Password, ["Input.Password"] = "Another-2027", ["Input.PasswordAgain"] = "Another-2027" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.False(await OpensAsync(host, elsewhere));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
    }

    private static string Token(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-session=", StringComparison.Ordinal))["zt-session=".Length..].Split(';')[0];

    private static async Task<string> TokenAsync(TestHost host, string login) => Token(await host.SignInAsync(host.Browser(), login));

    private static async Task<bool> OpensAsync(TestHost host, string token, string page = "/my/profile") =>
        (await host.Browser(new Cookie("zt-session", token, "/", "localhost")).GetAsync(new Uri(page, UriKind.Relative), Ct)).StatusCode == HttpStatusCode.OK;
}
