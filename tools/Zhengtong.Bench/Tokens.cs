using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Bench;

/// <summary>Tokens in a second at the token endpoint: chains of refresh tokens, each good for one use, over HTTP to a server in this process, so that server and systems share the machine.</summary>
internal static class Tokens
{
    private const int Chains = 16;
    private const double Wanted = 500;
    private const string Verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";
    private const string RedirectUri = "https://bench.example.gov.cn/callback";

    public static async Task<Measure> MeasureAsync(WebApplication app, Uri root, string store, Lengths length)
    {
        var (client, secret) = await RegisterAsync(app);
        var sessions = await Pages.TokensAsync(app.Services, ["zhangsan", "lisi"]);
        await Warm.UntilSteadyAsync(RunAsync);
        var reached = new List<double>();
        for (var round = 0; round < Lengths.Rounds; round++)
        {
            reached.Add(await RunAsync(length.Pages));
        }

        return new Measure($"refreshes per second at the token endpoint, {store}", Measure.Median(reached), Wanted, Note: string.Create(CultureInfo.InvariantCulture, $"{Chains} chains, each answer an access, a refresh and an id token"));

        async Task<double> RunAsync(int seconds)
        {
            var form = $"grant_type=refresh_token&client_id={client}&client_secret={secret}&refresh_token={{next}}";
            var chains = new List<Callers.Caller>();
            foreach (var session in sessions.Take(Chains))
            {
                chains.Add(new(Form: form, First: await FirstAsync(root, client, secret, session)));
            }

            return (await Callers.RunAsync(root, "POST", "/sso/token", 200, chains, seconds)).PerSecond;
        }
    }

    private static async Task<(string Client, string Secret)> RegisterAsync(WebApplication app)
    {
        (string, string) made = default;
        await app.InScopeAsync(async s =>
        {
            var (db, at) = (s.GetRequiredService<Database>(), Act.Micro(TimeProvider.System.GetUtcNow().UtcDateTime));
            var system = SsoSystem.Register(Guid.CreateVersion7(at), await db.Set<Organisation>().FirstAsync(o => o.Name == DemoPeople.HousingOffice));
            system.Propose(new SystemFacts { Name = "测试系统", RedirectUris = [RedirectUri], Contact = "测试" }, Act.BySystem("", at));
            system.Agree(at);
            system.GiveSecret("secret", at, at);
            db.Add(system);
            await db.SaveChangesAsync();
            made = (system.ClientId!, "secret");
        });
        return made;
    }

    /// <returns>The first refresh token of a chain.</returns>
    private static async Task<string> FirstAsync(Uri root, string client, string secret, string session)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = root };
        browser.DefaultRequestHeaders.Add("Cookie", "zt-session=" + session);
        using var answer = await browser.GetAsync(new Uri(QueryHelpers.AddQueryString("/sso/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = client, ["redirect_uri"] = RedirectUri, ["response_type"] = "code", ["scope"] = "openid offline_access", ["code_challenge_method"] = "S256",
            ["code_challenge"] = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        }), UriKind.Relative));
        var code = QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["code"].ToString();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = client, ["client_secret"] = secret, ["grant_type"] = "authorization_code", ["code"] = code, ["code_verifier"] = Verifier, ["redirect_uri"] = RedirectUri,
        });
        using var given = await browser.PostAsync(new Uri("/sso/token", UriKind.Relative), form);
        using var tokens = JsonDocument.Parse(await given.Content.ReadAsStringAsync());
        return tokens.RootElement.TryGetProperty("refresh_token", out var first) ? first.GetString()! : throw new InvalidOperationException(tokens.RootElement.GetRawText());
    }
}
