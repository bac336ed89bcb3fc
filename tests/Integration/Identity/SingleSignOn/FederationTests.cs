using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

/// <summary>Two foreign platforms, real ones of the library oidc-provider: one that proves who people are, and one that does not.</summary>
public sealed class FederationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.03", "08.05", "08.06", "08.07")]
    public async Task A_platform_that_proves_people_signs_them_in_and_registers_them_and_one_that_does_not_only_where_linked(Engine engine)
    {
        var port = FreePort();
        var zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);
        await using var national = await ForeignPlatform.StartAsync("national", port, "n-1", new() { ["name"] = "张三（演示）", ["id_number"] = zhang, ["phone_number"] = "13600002222" }, "L2");
        await using var province = await ForeignPlatform.StartAsync("province", port, "p-1", new() { ["name"] = "新来的", ["id_number"] = "11010519491231002X", ["phone_number"] = "13600003333" }, "face");
        await using var chat = await ForeignPlatform.StartAsync("chat", port, "c-1", new() { ["name"] = "微信昵称" }, "none");
        await using var stage = await StartAsync(engine, port, b =>
        {
            national.Attach(b, "national", ("Levels:L2", nameof(AssuranceLevel.RealName)));
            province.Attach(b, "province", ("Levels:face", nameof(AssuranceLevel.Checked)));
            chat.Attach(b, "wechat");
        });

        // Known by his document number: signed in, linked, and no more than the platform vouches for.
        using var browser = stage.Browser();
        var signIn = await browser.PageAsync("/account/sign-in?returnUrl=/my/consents");
        Assert.Equal(["微信", "国家政务服务平台", "省统一身份认证平台"], signIn.QuerySelectorAll("a[href^='/account/federated/']").Select(a => a.TextContent.Trim()));
        var (at, page) = await RoundAsync(stage, browser, "/account/federated/national?returnUrl=/my/consents");
        Assert.True(at.AbsolutePath == "/my/consents", page);
        var person = await SignOnTests.PersonAsync(stage, "zhangsan");
        var session = await stage.Host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().OrderByDescending(s => s.Id).FirstAsync(Ct));
        Assert.Equal(("federated", AssuranceLevel.RealName, (DateTime?)null), (session.Method, session.Carries, session.StrongAt));
        Assert.True(await stage.Host.InDatabaseAsync(db => db.Set<IdentityProof>().AnyAsync(p => p.PartyId == person && p.Kind == ProofKind.Federated && p.Source == "国家政务服务平台", Ct)));

        // Linked on the page, signed in by it afterwards; before, nobody.
        using var strange = stage.Browser();
        Assert.Contains("还没有绑定", (await RoundAsync(stage, strange, "/account/federated/chat")).Page, StringComparison.Ordinal);
        // A way in is added by who shows that it is he, not by who sits down at an open session.
        Assert.StartsWith(
            "/account/step-up?fresh=true", (await browser.SubmitAsync("/my/profile/linked", new() { ["key"] = "chat" }, "Link")).Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var own = await stage.BrowserAsync("zhangsan");
        var link = await own.SubmitAsync("/my/profile/linked", new() { ["key"] = "chat" }, "Link");
        var begun = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await link.Content.ReadAsStringAsync(Ct)).QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content")!.Split("url=", 2)[1];
        Assert.Equal("/my/profile/linked", (await RoundAsync(stage, own, begun)).At.AbsolutePath);
        Assert.Equal("/my", (await RoundAsync(stage, strange, "/account/federated/chat")).At.AbsolutePath);
        session = await stage.Host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().OrderByDescending(s => s.Id).FirstAsync(Ct));
        Assert.Equal(AssuranceLevel.Registered, session.Carries);

        // Somebody else cannot link the same, and after unlinking it opens nothing.
        using var other = await stage.BrowserAsync("lisi");
        link = await other.SubmitAsync("/my/profile/linked", new() { ["key"] = "chat" }, "Link");
        begun = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await link.Content.ReadAsStringAsync(Ct)).QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content")!.Split("url=", 2)[1];
        Assert.Contains("已绑定其他账号", (await RoundAsync(stage, other, begun)).Page, StringComparison.Ordinal);
        var mine = await stage.Host.InDatabaseAsync(db => db.Set<LinkedAccount>().Where(l => l.Provider == "chat").Select(l => l.Id).SingleAsync(Ct));
        await other.PostWithTokenOfAsync("/my/profile", "/my/profile/linked?handler=Unlink", new() { ["id"] = mine.ToString() });
        await own.PostWithTokenOfAsync("/my/profile", "/my/profile/linked?handler=Unlink", new() { ["id"] = mine.ToString() });
        using var later = stage.Browser();
        Assert.Contains("还没有绑定", (await RoundAsync(stage, later, "/account/federated/chat")).Page, StringComparison.Ordinal);

        // Nobody knew him: registered with the proof, and the account is the same the next time.
        using var newcomer = stage.Browser();
        Assert.Equal("/account/privacy", (await RoundAsync(stage, newcomer, "/account/federated/province")).At.AbsolutePath);
        Assert.Equal("/my", (await newcomer.SubmitAsync("/account/privacy?returnUrl=%2Fmy", new() { ["Agrees"] = "true" })).Headers.Location?.OriginalString);
        Assert.Contains("新*", await newcomer.GetStringAsync(new Uri("/my/profile", UriKind.Relative), Ct), StringComparison.Ordinal);
        using var again = stage.Browser();
        Assert.Equal("/my", (await RoundAsync(stage, again, "/account/federated/province")).At.AbsolutePath);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Person>().CountAsync(p => p.Name == "新来的", Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.05", "18.07")]
    public async Task An_answer_that_is_not_of_this_browser_this_attempt_or_this_platform_signs_nobody_in(Engine engine)
    {
        var port = FreePort();
        var zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);
        await using var good = await ForeignPlatform.StartAsync("good", port, "n-1", new() { ["name"] = "张三（演示）", ["id_number"] = zhang }, "L2");
        await using var evil = await ForeignPlatform.StartAsync("evil", port, "e-1", new() { ["name"] = "张三（演示）", ["id_number"] = zhang }, "L2");
        await using var stage = await StartAsync(engine, port, b =>
        {
            good.Attach(b, "national", ("Level", nameof(AssuranceLevel.RealName)));
            evil.Attach(b, "province");
        });
        async Task<Uri> AnswerAsync(HttpClient browser, string key) => (await RoundAsync(stage, browser, "/account/federated/" + key, stopAtBack: true)).At;
        async Task<bool> SignsInAsync(HttpClient browser, string address)
        {
            using var answer = await browser.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), Ct);
            return answer.Headers.Location?.OriginalString == "/my";
        }

        using var victim = stage.Browser();
        using var thief = stage.Browser();
        var answer = await AnswerAsync(victim, "good");
        Assert.False(await SignsInAsync(thief, answer.AbsoluteUri));
        Assert.False(await SignsInAsync(victim, answer.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal)));
        Assert.False(await SignsInAsync(victim, answer.AbsoluteUri), "The attempt is used up.");

        answer = await AnswerAsync(victim, "good");
        Assert.Equal(good.Issuer, SsoStage.Query(answer, "iss"));
        Assert.False(await SignsInAsync(victim, answer.AbsoluteUri.Replace(Uri.EscapeDataString(good.Issuer), Uri.EscapeDataString(evil.Issuer), StringComparison.Ordinal)));
        answer = await AnswerAsync(victim, "good");
        Assert.False(await SignsInAsync(victim, answer.AbsoluteUri[..answer.AbsoluteUri.IndexOf("&iss=", StringComparison.Ordinal)]));
        answer = await AnswerAsync(victim, "good");
        Assert.False(await SignsInAsync(victim, answer.AbsoluteUri.Replace("/good/", "/evil/", StringComparison.Ordinal)));

        // A platform that the settings give no level proves nobody, whatever it claims.
        Assert.Contains("还没有绑定", (await RoundAsync(stage, victim, "/account/federated/evil")).Page, StringComparison.Ordinal);
        answer = await AnswerAsync(victim, "good");
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.False(await SignsInAsync(victim, answer.AbsoluteUri));
        Assert.True(await SignsInAsync(thief, (await AnswerAsync(thief, "good")).AbsoluteUri));
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "08.05", "18.07")]
    public async Task What_an_account_has_set_up_is_asked_besides_a_platform_that_vouches_for_less(Engine engine)
    {
        var port = FreePort();
        await using var national = await ForeignPlatform.StartAsync("national", port, "n-1", Known(0), "L2");
        await using var province = await ForeignPlatform.StartAsync("province", port, "p-1", Known(0), "face");
        await using var card = await ForeignPlatform.StartAsync("card", port, "s-1", Known(1), "face");
        await using var stage = await StartAsync(engine, port, b =>
        {
            national.Attach(b, "national", ("Levels:L2", nameof(AssuranceLevel.RealName)));
            province.Attach(b, "province", ("Levels:face", nameof(AssuranceLevel.Checked)));
            card.Attach(b, "social-security", ("Levels:face", nameof(AssuranceLevel.Checked)));
        });
        async Task<bool> SignedInAsync(HttpClient browser) => (await browser.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode == HttpStatusCode.OK;
        Task<Session> LastAsync() => stage.Host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().OrderByDescending(s => s.Id).FirstAsync(Ct));
        await SecondFactorTests.AuthenticatorAsync(stage.Host);

        // The same step as after a text message, and back to where he wanted to go.
        using var browser = stage.Browser();
        Assert.Equal("/account/code", (await RoundAsync(stage, browser, "/account/federated/national?returnUrl=/my/consents")).At.AbsolutePath);
        Assert.False(await SignedInAsync(browser));
        var page = await browser.PageAsync("/account/code");
        Assert.Contains("您已在其他平台登录", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("main a[href='/account/recover/phone']"));
        Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync("/account/code", new() { ["Code"] = "000000" })).StatusCode);
        Assert.False(await SignedInAsync(browser));
        Assert.Equal(MethodStrength.FederatedAndTotp, await stage.Host.InDatabaseAsync(db => db.Set<FailedSignIn>().Select(f => f.Way).SingleAsync(Ct)));
        var code = page.QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/my/consents", (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location?.OriginalString);
        Assert.True(await SignedInAsync(browser));
        var session = await LastAsync();
        Assert.Equal((MethodStrength.FederatedAndTotp, AssuranceLevel.Checked), (session.Method, session.Carries));

        // A platform that saw him itself is as good as the code; it is not as good as a certificate.
        using var seen = stage.Browser();
        Assert.Equal("/my", (await RoundAsync(stage, seen, "/account/federated/province")).At.AbsolutePath);
        session = await LastAsync();
        Assert.Equal((MethodStrength.Federated, AssuranceLevel.Checked), (session.Method, session.Carries));
        await CertificateAsync(stage, "lisi");
        using var other = stage.Browser();
        Assert.Equal("/account/code", (await RoundAsync(stage, other, "/account/federated/card")).At.AbsolutePath);
        page = await other.PageAsync("/account/code");
        Assert.Null(page.QuerySelector("input[name=Code]"));
        Assert.NotNull(page.QuerySelector("main a[href^='/account/certificate']"));
        await other.PostWithTokenOfAsync("/account/sign-in", "/account/code", new() { ["Code"] = code });
        Assert.False(await SignedInAsync(other));

        // Staff are signed in by no other platform, whatever the table says.
        await stage.Host.InDatabaseAsync(async db =>
        {
            var clerk = await db.Set<Account>().Where(a => a.Login == "clerk1").Select(a => a.Id).SingleAsync(Ct);
            return await db.Set<LinkedAccount>().Where(l => l.Provider == "national").ExecuteUpdateAsync(s => s.SetProperty(l => l.AccountId, clerk), Ct);
        });
        using var staff = stage.Browser();
        Assert.Contains("已绑定其他账号", (await RoundAsync(stage, staff, "/account/federated/national")).Page, StringComparison.Ordinal);
    }

    /// <summary>What a platform says of an applicant of the demo.</summary>
    private static JsonObject Known(int applicant) =>
        new() { ["name"] = DemoPeople.Applicants[applicant].Name, ["id_number"] = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[applicant]) };

    private static Task<int> CertificateAsync(SsoStage stage, string login) => stage.Host.InDatabaseAsync(async db =>
    {
        var (account, now) = (await db.Set<Account>().Where(a => a.Login == login).Select(a => a.Id).SingleAsync(Ct), stage.Host.Clock.GetUtcNow().UtcDateTime);
        db.Add(new BoundCertificate
        {
            Id = Guid.CreateVersion7(), AccountId = account, Thumbprint = "t", Subject = "李四", Issuer = "CA", SerialNumber = "1", Algorithm = "SM2", ValidUntil = now.AddYears(1), BoundAt = now,
        });
        return await db.SaveChangesAsync(Ct);
    });

    private static async Task<SsoStage> StartAsync(Engine engine, int port, Action<WebApplicationBuilder> attach)
    {
        var stage = await SsoStage.StartAsync(engine, b =>
        {
            b.WebHost.UseUrls($"http://127.0.0.1:{port}");
            attach(b);
        });
        // The other platforms' tokens are of today.
        stage.Host.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        return stage;
    }

    /// <summary>From here to the other platform, through it and back; all the way, or up to the answer that it sends the browser back with.</summary>
    private static async Task<(Uri At, string Page)> RoundAsync(SsoStage stage, HttpClient browser, string begin, bool stopAtBack = false)
    {
        var at = new Uri(new Uri(stage.Issuer), begin);
        for (var hop = 0; hop < 12; hop++)
        {
            if (stopAtBack && at.AbsolutePath.EndsWith("/back", StringComparison.Ordinal))
            {
                return (at, "");
            }

            using var answer = await browser.GetAsync(at, Ct);
            if (answer.Headers.Location is not { } next)
            {
                return (at, await answer.Content.ReadAsStringAsync(Ct));
            }

            at = new Uri(at, next);
        }

        throw new InvalidOperationException("The browser is sent round and round.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
