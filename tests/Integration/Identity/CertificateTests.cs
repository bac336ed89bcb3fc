using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class CertificateTests : IDisposable
{
    private static readonly DateTime Now = TestHost.Monday.UtcDateTime;
    private static readonly string Number = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);
    private readonly string _folder = Directory.CreateTempSubdirectory("zt-ca-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Roots => Path.Combine(_folder, "roots");

    private string Crls => Path.Combine(_folder, "crls");

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory, EachDatabase]
    [Requirement("08.02", "08.04")]
    public async Task A_certificate_with_the_holders_number_signs_in_and_proves_him(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var authority = new CertificateSigner(KeyKind.Sm2, "演示国密 CA", Now);
        authority.Publish(Roots, Crls);
        var token = authority.Issue(KeyKind.Sm2, "张三（演示）", Number);

        for (var time = 0; time < 2; time++)
        {
            var browser = host.Browser();
            Assert.Equal("/my", (await SignInAsync(browser, token)).Headers.Location!.OriginalString);
            Assert.Contains("张三（演示）", (await browser.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<Session>().CountAsync(x => x.Method == MethodStrength.Certificate && x.Carries == AssuranceLevel.Certified, Ct)));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<IdentityProof>().CountAsync(x => x.Kind == ProofKind.Certificate && x.EndedAt == null, Ct)));

        // Taken back it opens nothing by itself, but its holder may bind it again: it shows his number.
        var own = await host.BrowserAsync("zhangsan", strong: true);
        var id = await host.InDatabaseAsync(db => db.Set<BoundCertificate>().Select(x => x.Id).SingleAsync(Ct));
        await (await host.BrowserAsync("lisi", strong: true)).PostWithTokenOfAsync("/account/sign-in", "/account/certificates?handler=Remove", new() { ["id"] = $"{id}" });
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<BoundCertificate>().CountAsync(x => x.RemovedAt == null, Ct)));
        await own.PostWithTokenOfAsync("/account/sign-in", "/account/certificates?handler=Remove", new() { ["id"] = $"{id}" });
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<IdentityProof>().CountAsync(x => x.Kind == ProofKind.Certificate && x.EndedAt == null, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "18.07")]
    public async Task What_is_wrong_with_certificate_or_signature_is_refused(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var authority = new CertificateSigner(KeyKind.Sm2, "演示国密 CA", Now);
        var token = authority.Issue(KeyKind.Sm2, "张三（演示）", Number);
        var revoked = authority.Issue(KeyKind.Sm2, "张三（演示）", Number);
        authority.Publish(Roots, Crls, null, revoked);

        await RefusedAsync(host, new CertificateSigner(KeyKind.Sm2, "演示国密 CA", Now).Issue(KeyKind.Sm2, "张三（演示）", Number), "不能确认这张证书");
        await RefusedAsync(host, authority.Issue(KeyKind.Sm2, "张三（演示）", Number, Now.AddYears(-2), Now.AddDays(-1)), "不在有效期内");
        await RefusedAsync(host, authority.Issue(KeyKind.Sm2, "张三（演示）", Number, Now.AddDays(1), Now.AddYears(1)), "不在有效期内");
        await RefusedAsync(host, revoked, "已被发证机构吊销");
        await RefusedAsync(host, authority.Issue(KeyKind.Sm2, "张三（演示）", Number, usage: Org.BouncyCastle.Asn1.X509.KeyUsage.KeyEncipherment), "不要选加密证书");

        // Another challenge, another's certificate over this signature, nothing readable.
        await RefusedAsync(host, token, "签名不正确", text => text.Replace("sign-in", "bind", StringComparison.Ordinal));
        var other = authority.Issue(KeyKind.Sm2, "张三（演示）", Number);
        Assert.Contains("签名不正确", await RefusalAsync(host.Browser(), text => (other.Pem, token.Sign(text))), StringComparison.Ordinal);
        Assert.Contains("没有读到证书", await RefusalAsync(host.Browser(), text => ("abc", token.Sign(text))), StringComparison.Ordinal);

        // An answer is taken once, from the browser that was asked, for that purpose, within five minutes.
        var browser = host.Browser();
        var asked = await ChallengeAsync(browser, "/account/certificate");
        var (fields, copy) = (Fields(token, asked.Text), host.Browser(asked.Kept));
        Assert.Equal("/my", (await AnswerAsync(browser, asked, fields)).Headers.Location!.OriginalString);
        Assert.Contains("挑战码已经失效", await (await AnswerAsync(copy, asked, fields)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var late = host.Browser();
        var old = await ChallengeAsync(late, "/account/certificate");
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Contains("挑战码已经失效", await (await AnswerAsync(late, old, Fields(token, old.Text))).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // Without a current list of revoked certificates nobody is let in.
        authority.Publish(Roots, Crls, Now.AddHours(-1));
        await RefusedAsync(host, token, "不能确认这张证书");
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task The_other_kinds_of_keys_are_bound_by_their_holder_and_sign_in(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var authority = new CertificateSigner(KeyKind.Rsa, "演示 RSA CA", Now);
        authority.Publish(Roots, Crls);
        var (rsa, ecdsa) = (authority.Issue(KeyKind.Rsa, "张三（演示）", null), authority.Issue(KeyKind.Ecdsa, "窗口甲（演示）", null));
        await RefusedAsync(host, rsa, "还没有登记到账号");

        var own = await host.BrowserAsync("zhangsan", strong: true);
        Assert.Equal("/account/certificates", (await BindAsync(own, rsa)).Headers.Location!.OriginalString);
        Assert.Contains("已经登记过", await (await BindAsync(own, rsa)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("不一致", await (await BindAsync(await host.BrowserAsync("lisi", strong: true), authority.Issue(KeyKind.Rsa, "张三（演示）", null))).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("不一致", await (await BindAsync(await host.BrowserAsync("lisi", strong: true), authority.Issue(KeyKind.Rsa, "李四（演示）", Number))).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("/my", (await SignInAsync(host.Browser(), rsa)).Headers.Location!.OriginalString);
        Assert.Equal("/my", (await SignInAsync(host.Browser(), rsa, pss: true)).Headers.Location!.OriginalString);
        // A name alone is no proof of who he is.
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<IdentityProof>().CountAsync(x => x.Kind == ProofKind.Certificate, Ct)));

        Assert.Equal("/account/certificates", (await BindAsync(await host.BrowserAsync("clerk1", strong: true), ecdsa)).Headers.Location!.OriginalString);
        Assert.Equal("/desk", (await SignInAsync(host.Browser(), ecdsa)).Headers.Location!.OriginalString);
        Assert.StartsWith("/account/step-up", (await BindAsync(await host.BrowserAsync("lisi"), rsa)).Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private Task<TestHost> StartAsync(Engine engine) => SignInKit.StartDemoAsync(engine, b => (b.Configuration["Certificates:Roots"], b.Configuration["Certificates:Crls"]) = (Roots, Crls));

    private static Dictionary<string, string> Fields(CertificateSigner.Token token, string text, bool pss = false) => new() { ["certificate"] = token.Pem, ["signature"] = token.Sign(text, pss) };

    private sealed record Asked(string Text, string FormToken, Cookie Kept);

    private static async Task<Asked> ChallengeAsync(HttpClient browser, string address)
    {
        var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-ask-certificate", StringComparison.Ordinal)).Split(';')[0].Split('=', 2);
        return new Asked(
            page.QuerySelector("[data-certificate-challenge]")!.TextContent, page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            new Cookie(cookie[0], cookie[1], "/account", "localhost"));
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient browser, Asked asked, Dictionary<string, string> fields, string address = "/account/certificate")
    {
        // A fresh form token without a fresh challenge: the sign-in page has one.
        var token = asked.FormToken;
        if (address == "/account/certificate")
        {
            return await browser.PostWithTokenOfAsync("/account/sign-in", address, fields);
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = token });
        return await browser.PostAsync(new Uri(address, UriKind.Relative), form, Ct);
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, CertificateSigner.Token token, bool pss = false)
    {
        var asked = await ChallengeAsync(browser, "/account/certificate");
        return await AnswerAsync(browser, asked, Fields(token, asked.Text, pss));
    }

    private static async Task<HttpResponseMessage> BindAsync(HttpClient browser, CertificateSigner.Token token)
    {
        var page = await browser.GetAsync(new Uri("/account/certificates", UriKind.Relative), Ct);
        if (!page.Headers.Contains("Set-Cookie") || !page.Headers.GetValues("Set-Cookie").Any(c => c.StartsWith("zt-ask-certificate-bind", StringComparison.Ordinal)))
        {
            return await browser.PostWithTokenOfAsync("/account/sign-in", "/account/certificates?handler=Bind", Fields(token, ""));
        }

        var asked = await ChallengeAsync(browser, "/account/certificates");
        return await AnswerAsync(browser, asked, Fields(token, asked.Text), "/account/certificates?handler=Bind");
    }

    private static async Task<string> RefusalAsync(HttpClient browser, Func<string, (string Certificate, string Signature)> answer)
    {
        var asked = await ChallengeAsync(browser, "/account/certificate");
        var (certificate, signature) = answer(asked.Text);
        var refused = await AnswerAsync(browser, asked, new() { ["certificate"] = certificate, ["signature"] = signature });
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/my", UriKind.Relative), Ct)).StatusCode);
        return await refused.Content.ReadAsStringAsync(Ct);
    }

    private static async Task RefusedAsync(TestHost host, CertificateSigner.Token token, string because, Func<string, string>? changed = null) =>
        Assert.Contains(because, await RefusalAsync(host.Browser(), text => (token.Pem, token.Sign(changed?.Invoke(text) ?? text))), StringComparison.Ordinal);
}
