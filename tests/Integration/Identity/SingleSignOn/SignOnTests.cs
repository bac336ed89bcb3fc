using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Safety.Model;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

public sealed class SignOnTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.04", "08.06", "12.14")]
    public async Task A_system_signs_a_person_in_refreshes_once_a_token_reads_what_he_agreed_to_and_signs_him_out(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts(scopes: [SsoScopes.Profile, SsoScopes.Identity]));
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        using var browser = stage.Browser();

        // Nobody is signed in: to the sign-in page, in by password, back to the request, to the consent page.
        var request = await client.AuthorizeAsync("openid profile identity offline_access");
        var (signIn, _) = await stage.GoAsync(browser, request);
        Assert.Equal("/account/sign-in", signIn.AbsolutePath);
        var signedIn = await browser.SubmitAsync(signIn.PathAndQuery, new() { ["Input.Login"] = "zhangsan", ["Input.Password"] = DemoPeople.Password });
        var landed = await stage.AgreeAsync(browser, signedIn.Headers.Location!);
        Assert.StartsWith(SsoStage.RedirectUri, landed.AbsoluteUri, StringComparison.Ordinal);

        var tokens = await client.CallbackAsync(landed);
        Assert.True(tokens["error"] is null, tokens.ToJsonString());
        var claims = tokens["claims"]!;
        Assert.Equal((SsoScopes.AcrOf(AssuranceLevel.RealName), "[\"pwd\"]"), (claims["acr"]!.GetValue<string>(), claims["amr"]!.ToJsonString()));
        Assert.True(claims["name"] is null, "The id token names nobody.");
        var user = (await client.UserAsync(tokens))["user"]!;
        Assert.Equal(("张三（演示）", "111"), (user["name"]!.GetValue<string>(), user["id_kind"]!.GetValue<string>()));
        Assert.Equal(18, user["id_number"]!.GetValue<string>().Length);
        Assert.Null(user["phone_number"]);
        var person = await PersonAsync(stage, "zhangsan");
        var reading = Assert.Single(await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().Where(r => r.PartyId == person).ToListAsync(Ct)));
        Assert.Equal((system.Id, "核对申请人身份"), (reading.ReaderId, reading.Purpose));
        Assert.Equal((ActorKind.System, system.OwnerName), (reading.ReaderKind, reading.ReaderOrganisation));

        // A refresh token is good for one use; the second use ends all that came of it.
        var second = await client.RefreshAsync(tokens["refreshToken"]);
        Assert.Equal(claims["sub"]!.GetValue<string>(), second["claims"]!["sub"]!.GetValue<string>());
        var third = await client.RefreshAsync(second["refreshToken"]);
        Assert.Null(third["error"]);

        // Once the share has ended nothing is told any more, though one stays signed in.
        await stage.Host.EndShareAsync(system.Id);
        var silent = (await client.UserAsync(third))["user"]!;
        Assert.Equal((null, null), (silent["name"], silent["id_number"]));
        Assert.Equal("invalid_grant", (await client.RefreshAsync(second["refreshToken"]))["error"]!.GetValue<string>());
        Assert.Equal("invalid_grant", (await client.RefreshAsync(third["refreshToken"]))["error"]!.GetValue<string>());
        Assert.NotNull((await client.UserAsync(third))["error"]);

        // Signing out asks first, ends the session here, and leads back to where the register says.
        var bye = new Uri((await client.AskAsync("signOut", new() { ["idToken"] = third["idToken"]!.DeepClone(), ["back"] = SsoStage.SignOutUri, ["state"] = "s1" }))["url"]!.GetValue<string>());
        var (asks, page) = await stage.GoAsync(browser, bye);
        Assert.Contains("是否同时退出本平台", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/my/consents", UriKind.Relative), Ct)).StatusCode);
        var done = await browser.SubmitAsync(asks.PathAndQuery, []);
        Assert.Contains(SsoStage.SignOutUri + "?state=s1", WebUtility.HtmlDecode(await done.Content.ReadAsStringAsync(Ct)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/my/consents", UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "08.06")]
    public async Task Who_is_known_in_one_system_is_another_in_the_next_unless_the_register_says_otherwise(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        using var browser = await stage.BrowserAsync("zhangsan");
        async Task<string> SubjectAsync(SystemFacts facts, string owner)
        {
            var (system, secret) = await stage.RegisterAsync(facts, owner);
            await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
            var request = await client.AuthorizeAsync("openid");
            if (facts.SeesPersonId)
            {
                // A system that gets nothing but the id: he is asked all the same.
                Assert.Contains("平台统一的人员标识", (await stage.GoAsync(browser, request)).Page, StringComparison.Ordinal);
            }

            return (await client.CallbackAsync(await stage.ThroughAsync(browser, request)))["claims"]!["sub"]!.GetValue<string>();
        }

        var person = await PersonAsync(stage, "zhangsan");
        var alone = await SubjectAsync(SsoStage.Facts("甲系统"), DemoPeople.HousingOffice);
        var other = await SubjectAsync(SsoStage.Facts("乙系统"), DemoPeople.HousingOffice);
        var web = await SubjectAsync(SsoStage.Facts("网页") with { Sector = "住建" }, DemoPeople.HousingOffice);
        var app = await SubjectAsync(SsoStage.Facts("手机") with { Sector = "住建" }, DemoPeople.HousingOffice);
        var foreign = await SubjectAsync(SsoStage.Facts("别家") with { Sector = "住建" }, DemoPeople.HealthOffice);
        var told = await SubjectAsync(SsoStage.Facts("可见") with { SeesPersonId = true }, DemoPeople.HousingOffice);

        Assert.Equal(web, app);
        Assert.Equal(5, new[] { alone, other, web, foreign, told }.Distinct().Count());
        Assert.Equal(person.ToString(), told);
        Assert.DoesNotContain(person.ToString(), alone, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EachDatabase]
    [Requirement("08.06", "18.15")]
    public async Task A_system_is_told_the_persons_id_only_while_a_review_in_force_covers_it(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        await using var end = await SystemStandIn.StartAsync();
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts() with
        {
            SeesPersonId = true, RedirectUris = [SsoStage.RedirectUri, end.Root + "/callback"], BackChannelUri = end.Root + "/sign-out",
        });
        var person = (await PersonAsync(stage, "zhangsan")).ToString();
        var share = await stage.Host.InDatabaseAsync(db => db.Set<DataShare>().Where(s => s.SystemId == system.Id).Select(s => s.Id).SingleAsync(Ct));
        async Task<JsonObject> SignInAsync(OpenIdClient client)
        {
            using var browser = await stage.BrowserAsync("zhangsan");
            var tokens = await client.CallbackAsync(await stage.ThroughAsync(browser, await client.AuthorizeAsync("openid offline_access")));
            return tokens["error"] is null ? tokens : throw new InvalidOperationException(tokens.ToJsonString());
        }

        static string SubjectOf(JsonObject tokens) => tokens["claims"]!["sub"]!.GetValue<string>();

        // Reviewed for today alone: at midnight what was opened under it is over, before any job has run, and whoever signs in then is known by another id.
        await stage.Host.ReviewShareAsync(share, LegalDay.Today(stage.Host.Clock));
        stage.Host.Clock.Advance(new TimeSpan(13, 55, 0));
        await using var evening = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        var first = await SignInAsync(evening);
        Assert.Equal(person, SubjectOf(first));
        first = await evening.RefreshAsync(first["refreshToken"]);
        Assert.Equal(person, SubjectOf(first));
        Assert.Equal(person, (await evening.UserAsync(first))["user"]!["sub"]!.GetValue<string>());
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("invalid_grant", (await evening.RefreshAsync(first["refreshToken"]))["error"]!.GetValue<string>());
        Assert.NotNull((await evening.UserAsync(first))["error"]);
        await using var night = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        var second = await SignInAsync(night);
        Assert.NotEqual(person, SubjectOf(second));

        // The system is told of the end by the session alone; who is known by another id stays signed in.
        await RunAsync(stage, EndSsoGrants.JobName);
        await RunAsync(stage, TellSignOut.JobName);
        var told = await end.ReadAsync(Assert.Single(end.Told), stage.Issuer);
        Assert.Equal(first["claims"]!["sid"]!.GetValue<string>(), told.GetPayloadValue<string>("sid"));
        Assert.False(told.TryGetPayloadValue<string>("sub", out _));
        Assert.Equal(SubjectOf(second), (await night.UserAsync(second))["user"]!["sub"]!.GetValue<string>());

        // Reviewed again he is known as before. The review ended, nothing is told from that moment; the job ends what was opened under it, and nothing else.
        await stage.Host.ReviewShareAsync(share);
        var third = await SignInAsync(night);
        Assert.Equal(person, SubjectOf(third));
        await RunAsync(stage, EndSsoGrants.JobName);
        Assert.Null((await night.UserAsync(third))["error"]);
        await stage.Host.EndShareAsync(system.Id);
        Assert.NotNull((await night.UserAsync(third))["error"]);
        await RunAsync(stage, EndSsoGrants.JobName);
        Assert.Equal("invalid_grant", (await night.RefreshAsync(third["refreshToken"]))["error"]!.GetValue<string>());
        Assert.Equal(SubjectOf(second), SubjectOf(await night.RefreshAsync(second["refreshToken"])));
        Assert.Equal(SubjectOf(second), SubjectOf(await SignInAsync(night)));
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "08.07")]
    public async Task More_proof_a_fresh_sign_in_and_a_silent_question_are_answered_as_they_are_asked(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts());
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);

        // By password alone he carries level 2: level 3 is asked for on the page that proves more.
        using var weak = await stage.BrowserAsync("zhangsan", MethodStrength.Password);
        var (step, _) = await OneAsync(stage, weak, await client.AuthorizeAsync("openid", extra: [("acr_values", SsoScopes.AcrOf(AssuranceLevel.Checked))]));
        Assert.StartsWith("/account/step-up?level=3&returnUrl=%2Fsso%2Fauthorize", step, StringComparison.Ordinal);
        Assert.Equal("unmet_authentication_requirements", await SilentlyAsync(client, stage, weak, ("acr_values", SsoScopes.AcrOf(AssuranceLevel.Checked))));

        // With two factors it is answered, and the answer says so.
        using var strong = await stage.BrowserAsync("zhangsan");
        var (landed, _) = await stage.GoAsync(strong, await client.AuthorizeAsync("openid", extra: [("acr_values", SsoScopes.AcrOf(AssuranceLevel.Checked))]));
        Assert.Equal(SsoScopes.AcrOf(AssuranceLevel.Checked), (await client.CallbackAsync(landed))["claims"]!["acr"]!.GetValue<string>());

        // prompt=login wants a new sign-in and no other; then it is satisfied.
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        var (again, _) = await stage.GoAsync(strong, await client.AuthorizeAsync("openid", extra: [("prompt", "login")]));
        Assert.Equal("/account/sign-in", again.AbsolutePath);
        using var renewed = await stage.BrowserAsync("zhangsan");
        Assert.StartsWith(SsoStage.RedirectUri, (await stage.GoAsync(renewed, new Uri(SsoStage.Query(again, "returnUrl"), UriKind.Relative))).At.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("/account/sign-in", (await stage.GoAsync(strong, new Uri(SsoStage.Query(again, "returnUrl"), UriKind.Relative))).At.AbsolutePath);

        // max_age: five minutes ago is too long for one minute and not for ten.
        Assert.Equal("/account/sign-in", (await stage.GoAsync(strong, await client.AuthorizeAsync("openid", extra: [("max_age", "60")]))).At.AbsolutePath);
        Assert.StartsWith(SsoStage.RedirectUri, (await stage.GoAsync(strong, await client.AuthorizeAsync("openid", extra: [("max_age", "600")]))).At.AbsoluteUri, StringComparison.Ordinal);

        using var nobody = stage.Browser();
        Assert.Equal("login_required", await SilentlyAsync(client, stage, nobody));
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "18.13")]
    public async Task Consent_is_asked_once_declined_without_a_trace_and_taken_back_at_once(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts(scopes: [SsoScopes.Profile, SsoScopes.Phone]));
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        using var browser = await stage.BrowserAsync("zhangsan");

        Assert.Equal("consent_required", await SilentlyAsync(client, stage, browser, ("scope", "openid profile")));
        var declined = await stage.AgreeAsync(browser, await client.AuthorizeAsync("openid profile"), "Decline");
        Assert.Equal("access_denied", SsoStage.Query(declined, "error"));
        var (_, words) = await stage.GoAsync(browser, await client.AuthorizeAsync("openid profile offline_access"));
        Assert.All((string[])["不动产登记系统", DemoPeople.HousingOffice, "核对申请人身份", "办结后 3 年", "姓名"], w => Assert.Contains(w, words, StringComparison.Ordinal));
        Assert.DoesNotContain("手机号</li>", words, StringComparison.Ordinal);

        var tokens = await client.CallbackAsync(await stage.AgreeAsync(browser, await client.AuthorizeAsync("openid profile offline_access")));
        Assert.StartsWith(SsoStage.RedirectUri, (await stage.GoAsync(browser, await client.AuthorizeAsync("openid profile"))).At.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("/sso/consent", (await stage.GoAsync(browser, await client.AuthorizeAsync("openid profile phone"))).At.AbsolutePath);
        Assert.Equal("/sso/consent", (await stage.GoAsync(browser, await client.AuthorizeAsync("openid profile", extra: [("prompt", "consent")]))).At.AbsolutePath);

        var page = await browser.PageAsync("/my/consents");
        var id = page.QuerySelector("#consents input[name=id]")!.GetAttribute("value")!;
        using (var stranger = await stage.BrowserAsync("lisi"))
        {
            await stranger.PostWithTokenOfAsync("/my/profile", "/my/consents", new() { ["id"] = id });
        }

        Assert.Null((await client.UserAsync(tokens))["error"]);
        await browser.SubmitAsync("/my/consents", new() { ["id"] = id });
        Assert.Equal("invalid_grant", (await client.RefreshAsync(tokens["refreshToken"]))["error"]!.GetValue<string>());
        Assert.NotNull((await client.UserAsync(tokens))["error"]);
        Assert.Equal("/sso/consent", (await stage.GoAsync(browser, await client.AuthorizeAsync("openid profile"))).At.AbsolutePath);
        var person = await PersonAsync(stage, "zhangsan");
        Assert.Equal(["system-consent-given", "system-consent-ended"], (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(person, Ct))).Skip(2).Select(t => t.What));
    }

    [Theory, EachDatabase]
    [Requirement("08.06", "08.17")]
    public async Task Staff_are_signed_in_to_a_system_of_staff_in_their_post_and_to_no_other(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts("审批系统", SsoScopes.Profile, SsoScopes.Post) with { Kind = SystemKind.Staff });
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        using var reviewer = await stage.BrowserAsync("reviewer1");
        var tokens = await client.CallbackAsync((await stage.GoAsync(reviewer, await client.AuthorizeAsync("openid profile post"))).At);
        var user = (await client.UserAsync(tokens))["user"]!;
        Assert.Equal((Roles.Reviewer, DemoPeople.MarketOffice, DemoPeople.Region), (user["role"]!.GetValue<string>(), user["org_name"]!.GetValue<string>(), user["region"]!.GetValue<string>()));

        using var person = await stage.BrowserAsync("zhangsan");
        Assert.Contains("供工作人员使用", (await stage.GoAsync(person, await client.AuthorizeAsync("openid"))).Page, StringComparison.Ordinal);
        var (ofPeople, otherSecret) = await stage.RegisterAsync(SsoStage.Facts());
        await using var other = await OpenIdClient.StartAsync(stage, ofPeople.ClientId!, otherSecret);
        Assert.Contains("供个人和单位办事使用", (await stage.GoAsync(reviewer, await other.AuthorizeAsync("openid"))).Page, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.06")]
    public async Task A_system_proves_itself_by_its_own_key_and_an_app_by_the_challenge_alone(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        using var browser = await stage.BrowserAsync("zhangsan");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pair = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(key) { KeyId = "k1" });
        var open = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = pair.X, ["y"] = pair.Y, ["kid"] = "k1", ["alg"] = "ES256", ["use"] = "sig" };
        var secretKey = (JsonObject)open.DeepClone();
        secretKey["d"] = pair.D;
        secretKey.Remove("use");
        secretKey.Remove("alg");

        var (system, _) = await stage.RegisterAsync(SsoStage.Facts() with { Jwks = new JsonObject { ["keys"] = new JsonArray(open.DeepClone()) }.ToJsonString() });
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, null, secretKey);
        var tokens = await client.CallbackAsync((await stage.GoAsync(browser, await client.AuthorizeAsync("openid"))).At);
        Assert.True(tokens["error"] is null, tokens.ToJsonString());
        Assert.True((await client.AskAsync("introspect", new() { ["token"] = tokens["accessToken"]!.DeepClone() }))["token"]!["active"]!.GetValue<bool>());
        await client.AskAsync("revoke", new() { ["token"] = tokens["accessToken"]!.DeepClone() });
        Assert.False((await client.AskAsync("introspect", new() { ["token"] = tokens["accessToken"]!.DeepClone() }))["token"]!["active"]!.GetValue<bool>());

        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = (JsonObject)secretKey.DeepClone();
        var strange = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(stranger));
        (forged["x"], forged["y"], forged["d"]) = (strange.X, strange.Y, strange.D);
        await using var thief = await OpenIdClient.StartAsync(stage, system.ClientId!, null, forged);
        Assert.Equal("invalid_client", (await thief.CallbackAsync((await stage.GoAsync(browser, await thief.AuthorizeAsync("openid"))).At))["error"]!.GetValue<string>());

        var (app, _) = await stage.RegisterAsync(SsoStage.Facts("手机应用") with { Confidential = false });
        await using var phone = await OpenIdClient.StartAsync(stage, app.ClientId!, null);
        Assert.Null((await phone.CallbackAsync((await stage.GoAsync(browser, await phone.AuthorizeAsync("openid"))).At))["error"]);
    }

    /// <summary>What is told is told by this process: the system's end is a small server of the test.</summary>
    [Theory, EachDatabase]
    [Requirement("08.01")]
    public async Task Signing_out_here_signs_out_of_every_system_and_a_system_that_was_away_is_told_later(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        await using var end = await SystemStandIn.StartAsync();
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts() with { RedirectUris = [SsoStage.RedirectUri, end.Root + "/callback"], BackChannelUri = end.Root + "/sign-out", HealthUri = end.Root + "/health" });
        await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
        using var browser = await stage.BrowserAsync("zhangsan");
        var tokens = await client.CallbackAsync((await stage.GoAsync(browser, await client.AuthorizeAsync("openid offline_access"))).At);
        await RunAsync(stage, EndSsoGrants.JobName);
        Assert.Null((await client.UserAsync(tokens))["error"]);

        await browser.PostWithTokenOfAsync("/my/profile", "/account/sign-out", []);
        Assert.Equal("invalid_grant", (await client.RefreshAsync(tokens["refreshToken"]))["error"]!.GetValue<string>());
        end.Away = true;
        await RunAsync(stage, EndSsoGrants.JobName);
        await RunAsync(stage, TellSignOut.JobName);
        await RunAsync(stage, AskHealth.JobName);
        Assert.Empty(end.Told);
        Assert.NotNull((await stage.Host.InDatabaseAsync(db => db.Set<SsoSystem>().AsNoTracking().SingleAsync(s => s.Id == system.Id, Ct))).AwaySince);
        end.Away = false;
        await RunAsync(stage, TellSignOut.JobName);
        Assert.Empty(end.Told);
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(11));
        await RunAsync(stage, TellSignOut.JobName);
        await RunAsync(stage, TellSignOut.JobName);
        await RunAsync(stage, AskHealth.JobName);

        var told = await end.ReadAsync(Assert.Single(end.Told), stage.Issuer);
        Assert.Equal("logout+jwt", told.Typ);
        Assert.Equal((stage.Issuer + "/", system.ClientId), (told.Issuer, told.Audiences.Single()));
        Assert.Equal(tokens["claims"]!["sub"]!.GetValue<string>(), told.Subject);
        Assert.Equal(tokens["claims"]!["sid"]!.GetValue<string>(), told.GetPayloadValue<string>("sid"));
        Assert.Contains("backchannel-logout", told.GetPayloadValue<object>("events").ToString(), StringComparison.Ordinal);
        Assert.False(told.TryGetPayloadValue<string>("nonce", out _));
        Assert.Null((await stage.Host.InDatabaseAsync(db => db.Set<SsoSystem>().AsNoTracking().SingleAsync(s => s.Id == system.Id, Ct))).AwaySince);

        // A locked account and a new password end it as well.
        using var again = await stage.BrowserAsync("lisi");
        var others = await client.CallbackAsync((await stage.GoAsync(again, await client.AuthorizeAsync("openid offline_access"))).At);
        await stage.Host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == "lisi").ExecuteUpdateAsync(s => s.SetProperty(a => a.SecurityStamp, "other"), Ct));
        Assert.Equal("invalid_grant", (await client.RefreshAsync(others["refreshToken"]))["error"]!.GetValue<string>());
        await RunAsync(stage, EndSsoGrants.JobName);
        await RunAsync(stage, TellSignOut.JobName);
        Assert.Equal(2, end.Told.Count);
    }

    internal static async Task RunAsync(SsoStage stage, string job) => Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(job, Ct)).Ok);

    internal static Task<Guid> PersonAsync(SsoStage stage, string login) => stage.Host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == login).Select(a => a.PersonId!.Value).SingleAsync(Ct));

    /// <summary>Where one step leads.</summary>
    private static async Task<(string To, HttpStatusCode Status)> OneAsync(SsoStage stage, HttpClient browser, Uri address)
    {
        using var answer = await browser.GetAsync(address, Ct);
        return (answer.Headers.Location?.OriginalString ?? "", answer.StatusCode);
    }

    private static async Task<string> SilentlyAsync(OpenIdClient client, SsoStage stage, HttpClient browser, params (string Name, string Value)[] extra)
    {
        var (landed, _) = await stage.GoAsync(browser, await client.AuthorizeAsync("openid", extra: [("prompt", "none"), .. extra]));
        Assert.StartsWith(SsoStage.RedirectUri, landed.AbsoluteUri, StringComparison.Ordinal);
        return SsoStage.Query(landed, "error");
    }
}
