using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

/// <summary>The product on a real port of this machine, with systems registered by two administrators and browsers that keep cookies and go where they are sent.</summary>
internal sealed class SsoStage : IAsyncDisposable
{
    /// <summary>Nobody listens there: the test reads what a browser is sent with.</summary>
    public const string RedirectUri = "https://system.example.gov.cn/callback";
    public const string SignOutUri = "https://system.example.gov.cn/bye";

    private SsoStage(TestHost host) => Host = host;

    public TestHost Host { get; }

    public string Issuer => Host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<SsoStage> StartAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null) => new(await SignInKit.StartDemoAsync(engine, b =>
    {
        b.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        b.Configuration["SingleSignOn:Hosts"] = "127.0.0.1";
        adjust?.Invoke(b);
    }));

    public static SystemFacts Facts(string name = "不动产登记系统", params string[] scopes) => new()
    {
        Name = name, RedirectUris = [RedirectUri], SignOutUris = [SignOutUri], Scopes = scopes, Purpose = "核对申请人身份", KeptFor = "办结后 3 年", Contact = "信息科 0826-0000000",
    };

    /// <summary>Put forward by one administrator and agreed to by another.</summary>
    /// <returns>The system and its secret.</returns>
    public Task<(SsoSystem System, string Secret)> RegisterAsync(SystemFacts facts, string owner = DemoPeople.HousingOffice) => Host.InScopeAsync(async s =>
    {
        var (db, keep) = (s.GetRequiredService<Database>(), s.GetRequiredService<KeepSystem>());
        var ownerId = await db.Set<Organisation>().Where(o => o.Name == owner).Select(o => o.Id).SingleAsync(Ct);
        var made = await keep.RegisterAsync(ownerId, facts, ActOf("甲"), Ct);
        Assert.True(made.Ok, made.Ok ? "" : made.Problems[0].Message);
        if (facts.GetsPersonalData)
        {
            await Host.ReviewedShareAsync(made.Value);
        }

        Assert.True((await keep.AgreeAsync(made.Value, ActOf("乙"), Ct)).Ok);
        var secret = facts.Confidential && facts.Jwks.Length == 0 ? (await keep.NewSecretAsync(made.Value, ActOf("甲"), Ct)).Value : "";
        return (await db.Set<SsoSystem>().AsNoTracking().SingleAsync(x => x.Id == made.Value, Ct), secret);
    });

    public Act ActOf(string name, string reason = "") => new(
        new Actor(new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))[..16]), name, ActorKind.Staff, new Post(Guid.Empty, Roles.Administrator, Guid.Empty, "", DemoPeople.Region)),
        null, End.Pc, reason, Act.Micro(Host.Clock.GetUtcNow().UtcDateTime));

    public HttpClient Browser(params IEnumerable<Cookie> cookies) => new(new CookieHandler(cookies) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } }) { BaseAddress = new Uri(Issuer) };

    /// <summary>With a session of the demo login, opened by the product's sign-in class.</summary>
    public async Task<HttpClient> BrowserAsync(string demoLogin, string method = MethodStrength.PasswordAndTotp)
    {
        var token = await Host.InScopeAsync(async s =>
        {
            var account = await s.GetRequiredService<Database>().Set<Account>().AsNoTracking().SingleAsync(x => x.Login == demoLogin, Ct);
            return (await s.GetRequiredService<SignIn>().OpenAsync(new Proof(account.Id, method), End.Pc, "", "test", Ct)).Value.Token;
        });
        return Browser(new Cookie("zt-session", token, "/", "127.0.0.1"));
    }

    /// <summary>Goes where the browser is sent, by redirects and by pages that lead on, until it leaves this site or stands before a page that asks something.</summary>
    public async Task<(Uri At, string Page)> GoAsync(HttpClient browser, Uri address)
    {
        for (var hop = 0; hop < 10; hop++)
        {
            if (address.IsAbsoluteUri && address.GetLeftPart(UriPartial.Authority) != Issuer)
            {
                return (address, "");
            }

            using var answer = await browser.GetAsync(address, Ct);
            var page = await answer.Content.ReadAsStringAsync(Ct);
            var onward = answer.Headers.Location?.OriginalString ?? Onward(page);
            if (onward is null)
            {
                return (new Uri(new Uri(Issuer), address), page);
            }

            address = new Uri(new Uri(Issuer), onward);
        }

        throw new InvalidOperationException("The browser is sent round and round.");
    }

    /// <summary>Agrees on the consent page and goes on to the system.</summary>
    public async Task<Uri> AgreeAsync(HttpClient browser, Uri address, string handler = "Agree")
    {
        var (at, _) = await GoAsync(browser, address);
        Assert.Equal("/sso/consent", at.AbsolutePath);
        var answer = await browser.PostWithTokenOfAsync(at.PathAndQuery, $"/sso/consent?handler={handler}", new() { ["ReturnUrl"] = Query(at, "returnUrl") });
        return (await GoAsync(browser, new Uri(Onward(await answer.Content.ReadAsStringAsync(Ct))!, UriKind.Relative))).At;
    }

    /// <summary>On to the system, agreeing where he is asked.</summary>
    public async Task<Uri> ThroughAsync(HttpClient browser, Uri address)
    {
        var (at, _) = await GoAsync(browser, address);
        return at.AbsolutePath == "/sso/consent" ? await AgreeAsync(browser, address) : at;
    }

    public static string Query(Uri address, string name) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query).GetValueOrDefault(name).ToString();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static string? Onward(string page) =>
        new HtmlParser().ParseDocument(page).QuerySelector("meta[http-equiv=refresh]")?.GetAttribute("content")?.Split("url=", 2)[1];
}
