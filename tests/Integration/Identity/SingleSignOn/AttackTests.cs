using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

/// <summary>What a thief, a careless system or a changed mind tries at the provider, each refused.</summary>
public sealed class AttackTests
{
    private const string Verifier = "a-verifier-of-more-than-forty-three-characters-0123456789";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Challenge => Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Theory, EachDatabase]
    [Requirement("08.01", "18.07")]
    public async Task A_request_that_is_not_as_registered_leads_nowhere(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, _) = await stage.RegisterAsync(SsoStage.Facts());
        using var browser = await stage.BrowserAsync("zhangsan");
        async Task<(Uri At, string Page)> AskAsync(params (string Name, string Value)[] changes) => await stage.GoAsync(browser, new Uri(stage.Issuer + QueryHelpers.AddQueryString("/sso/authorize", Request(system, changes))));

        Assert.StartsWith(SsoStage.RedirectUri + "?code=", (await AskAsync()).At.AbsoluteUri, StringComparison.Ordinal);

        // Another address, a longer one, another system: the browser stays here and is told.
        foreach (var wrong in (string[])["https://evil.example/callback", SsoStage.RedirectUri + "/x", SsoStage.RedirectUri + "?x=1", "http://system.example.gov.cn/callback"])
        {
            var (at, page) = await AskAsync(("redirect_uri", wrong));
            Assert.Equal(stage.Issuer, at.GetLeftPart(UriPartial.Authority));
            Assert.Contains("不能登录到这个系统", page, StringComparison.Ordinal);
        }

        Assert.Contains("没有登记，或者已经停用", (await AskAsync(("client_id", "sys-unknown"))).Page, StringComparison.Ordinal);

        // Without a challenge, with a plain one, for a token at once: back to the system with an error and nothing else.
        foreach (var changes in ((string, string)[][])[[("code_challenge", ""), ("code_challenge_method", "")], [("code_challenge_method", "plain")], [("response_type", "token")], [("response_type", "id_token"), ("nonce", "n")], [("scope", "openid profile")], [("response_mode", "fragment")]])
        {
            var (at, page) = await AskAsync(changes);
            Assert.True(page.Length > 0 || SsoStage.Query(at, "error").Length > 0, $"{at}");
            Assert.DoesNotContain("code=", at.Query + at.Fragment, StringComparison.Ordinal);
            Assert.DoesNotContain("token=", at.Query + at.Fragment, StringComparison.Ordinal);
        }

        // A name that somebody wrote into the request is no name to sign in under.
        using var strange = new HttpRequestMessage(HttpMethod.Get, new Uri(stage.Issuer + "/.well-known/openid-configuration"));
        strange.Headers.Host = "evil.example";
        using var answer = await browser.SendAsync(strange, Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "18.07")]
    public async Task A_code_counts_once_for_the_system_it_was_made_for_with_its_verifier_and_for_a_minute(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var ((system, secret), (other, otherSecret)) = (await stage.RegisterAsync(SsoStage.Facts()), await stage.RegisterAsync(SsoStage.Facts("别的系统")));
        using var browser = await stage.BrowserAsync("zhangsan");
        async Task<string> CodeAsync() => SsoStage.Query((await stage.GoAsync(browser, new Uri(stage.Issuer + QueryHelpers.AddQueryString("/sso/authorize", Request(system, ("scope", "openid offline_access")))))).At, "code");

        var code = await CodeAsync();
        Assert.Equal("invalid_grant", await RefusedAsync(stage, other, otherSecret, code));
        code = await CodeAsync();
        Assert.Equal("invalid_grant", await RefusedAsync(stage, system, secret, code, ("code_verifier", new string('x', 50))));
        code = await CodeAsync();
        Assert.Equal("invalid_client", await RefusedAsync(stage, system, otherSecret, code));
        Assert.Equal("invalid_grant", await RefusedAsync(stage, system, secret, code, ("redirect_uri", "https://evil.example/callback")));
        code = await CodeAsync();
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("invalid_grant", await RefusedAsync(stage, system, secret, code));
        Assert.Equal("unsupported_grant_type", await RefusedAsync(stage, system, secret, code, ("grant_type", "password"), ("username", "zhangsan"), ("password", "x")));
        Assert.Equal("unsupported_grant_type", await RefusedAsync(stage, system, secret, code, ("grant_type", "client_credentials")));

        // The code of a thief who comes second ends what the first got.
        code = await CodeAsync();
        var tokens = await ExchangeAsync(stage, system, secret, code);
        Assert.NotNull(tokens["access_token"]);
        Assert.Equal("invalid_grant", await RefusedAsync(stage, system, secret, code));
        Assert.Equal("invalid_grant", await RefusedAsync(stage, system, secret, "", ("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"]!.GetValue<string>())));
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "18.07")]
    public async Task Of_two_refreshes_with_one_token_at_one_moment_one_gets_nothing_and_what_the_other_got_is_worth_nothing(Engine engine)
    {
        var meanwhile = new Meanwhile();
        await using var stage = await SsoStage.StartAsync(engine, meanwhile.Attach);
        var (refreshAsync, token) = await RefreshableAsync(stage);

        // The slower one has been let through when the quicker one comes.
        JsonObject? quicker = null;
        meanwhile.After("FROM \"?identity_oidc_token", async () => quicker = await refreshAsync(token));
        var slower = await refreshAsync(token);
        Assert.Equal(("invalid_grant", true), (slower["error"]!.GetValue<string>(), slower["access_token"] is null));
        Assert.Equal("invalid_grant", (await refreshAsync(quicker!["refresh_token"]!.GetValue<string>()))["error"]!.GetValue<string>());
    }

    [Theory, EachDatabase]
    [Requirement("08.01")]
    public async Task A_refresh_costs_one_question_and_one_save(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await SsoStage.StartAsync(engine, sql.Attach);
        var (refreshAsync, token) = await RefreshableAsync(stage);
        await NextAsync();
        var sent = await sql.DuringAsync(NextAsync);
        Assert.Single(sent, s => s.StartsWith("SELECT", StringComparison.Ordinal));

        // PostgreSQL is sent what one save writes as one command.
        Assert.Equal(engine == Engine.Postgres ? 1 : 3, sent.Count(s => !s.StartsWith("SELECT", StringComparison.Ordinal)));

        // What another node changed about the system is seen after five seconds.
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        sent = await sql.DuringAsync(NextAsync);
        Assert.Equal(2, sent.Count(s => s.StartsWith("SELECT", StringComparison.Ordinal)));

        async Task<string> NextAsync() => token = (await refreshAsync(token))["refresh_token"]!.GetValue<string>();
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "08.08")]
    public async Task A_refresh_ends_when_the_proof_the_system_or_the_eight_hours_do(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts() with { Level = AssuranceLevel.RealName });
        using var browser = await stage.BrowserAsync("zhangsan");
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        async Task<JsonObject> TokensAsync() => await client.CallbackAsync((await stage.GoAsync(browser, await client.AuthorizeAsync("openid offline_access"))).At);
        async Task<string?> RefreshAsync(JsonObject tokens) => (await client.RefreshAsync(tokens["refreshToken"]))["error"]?.GetValue<string>();

        var person = await SignOnTests.PersonAsync(stage, "zhangsan");
        var tokens = await TokensAsync();
        await ProofAsync(stage, person, stage.Host.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal("invalid_grant", await RefreshAsync(tokens));
        await ProofAsync(stage, person, null);

        tokens = await TokensAsync();
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<KeepSystem>().SuspendAsync(system.Id, stage.ActOf("甲", "排查故障"), Ct))).Ok);
        Assert.Equal("invalid_client", await RefreshAsync(tokens));
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<KeepSystem>().ResumeAsync(system.Id, stage.ActOf("甲"), Ct))).Ok);
        Assert.Equal("invalid_grant", await RefreshAsync(tokens));

        tokens = await TokensAsync();
        stage.Host.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal("invalid_grant", (await Raw(stage, system, secret, "", ("grant_type", "refresh_token"), ("refresh_token", tokens["refreshToken"]!.GetValue<string>())))["error"]!.GetValue<string>());
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "18.07")]
    public async Task An_answer_that_was_tampered_with_or_comes_from_another_provider_is_noticed_by_the_system(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts());
        using var browser = await stage.BrowserAsync("zhangsan");
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        async Task<Uri> LandedAsync() => (await stage.GoAsync(browser, await client.AuthorizeAsync("openid"))).At;

        var landed = await LandedAsync();
        Assert.Equal(stage.Issuer + "/", SsoStage.Query(landed, "iss"));
        Assert.NotNull((await client.CallbackAsync(new Uri(landed.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal))))["error"]);
        landed = await LandedAsync();
        Assert.NotNull((await client.CallbackAsync(new Uri(QueryHelpers.AddQueryString(SsoStage.RedirectUri, new Dictionary<string, string?> { ["code"] = SsoStage.Query(landed, "code"), ["state"] = SsoStage.Query(landed, "state"), ["iss"] = "https://evil.example/" }))))["error"]);
        Assert.Null((await client.CallbackAsync(await LandedAsync()))["error"]);
    }

    private static Dictionary<string, string?> Request(SsoSystem system, params (string Name, string Value)[] changes)
    {
        Dictionary<string, string?> request = new()
        {
            ["client_id"] = system.ClientId, ["redirect_uri"] = SsoStage.RedirectUri, ["response_type"] = "code", ["scope"] = "openid", ["state"] = "s",
            ["code_challenge"] = Challenge, ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            request[name] = value;
        }

        return request.Where(r => r.Value!.Length > 0).ToDictionary();
    }

    /// <returns>What refreshes with a token, and the first token.</returns>
    private static async Task<(Func<string, Task<JsonObject>> RefreshAsync, string Token)> RefreshableAsync(SsoStage stage)
    {
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts());
        using var browser = await stage.BrowserAsync("zhangsan");
        var (back, _) = await stage.GoAsync(browser, new Uri(stage.Issuer + QueryHelpers.AddQueryString("/sso/authorize", Request(system, ("scope", "openid offline_access")))));
        var tokens = await ExchangeAsync(stage, system, secret, SsoStage.Query(back, "code"));
        return (refresh => Raw(stage, system, secret, "", ("grant_type", "refresh_token"), ("refresh_token", refresh)), tokens["refresh_token"]!.GetValue<string>());
    }

    private static async Task<string> RefusedAsync(SsoStage stage, SsoSystem system, string secret, string code, params (string Name, string Value)[] changes) =>
        (await Raw(stage, system, secret, code, changes))["error"]?.GetValue<string>() ?? "none";

    private static Task<JsonObject> ExchangeAsync(SsoStage stage, SsoSystem system, string secret, string code) => Raw(stage, system, secret, code);

    private static async Task<JsonObject> Raw(SsoStage stage, SsoSystem system, string secret, string code, params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "authorization_code", ["client_id"] = system.ClientId!, ["client_secret"] = secret, ["code"] = code, ["code_verifier"] = Verifier, ["redirect_uri"] = SsoStage.RedirectUri,
        };
        foreach (var (name, value) in changes)
        {
            form[name] = value;
        }

        if (form["grant_type"] != "authorization_code")
        {
            form.Remove("code");
            form.Remove("code_verifier");
            form.Remove("redirect_uri");
        }

        using var http = stage.Browser();
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(new Uri("/sso/token", UriKind.Relative), content, Ct);
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
    }

    private static Task<int> ProofAsync(SsoStage stage, Guid person, DateTime? endedAt) =>
        stage.Host.InDatabaseAsync(db => db.Set<IdentityProof>().Where(p => p.PartyId == person).ExecuteUpdateAsync(s => s.SetProperty(p => p.EndedAt, endedAt), Ct));
}
