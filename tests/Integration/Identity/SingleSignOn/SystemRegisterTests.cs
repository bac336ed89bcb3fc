using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Identity.SingleSignOn;

public sealed class SystemRegisterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.06", "18.10", "18.15")]
    public async Task A_system_that_gets_personal_data_is_enabled_and_changed_by_two(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var owner = await host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == DemoPeople.HousingOffice).Select(o => o.Id).SingleAsync(Ct));
        var refused = await admin.SubmitAsync("/office/systems/system", Form(owner, ("Input.RedirectUris", "http://system.example.gov.cn/callback"), ("Input.Purpose", "")));
        var page = await refused.Content.ReadAsStringAsync(Ct);
        Assert.All((string[])["完整的 https 地址", "请写明用途"], w => Assert.Contains(w, page, StringComparison.Ordinal));
        var made = await admin.SubmitAsync("/office/systems/system", Form(owner));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var id = await host.InDatabaseAsync(db => db.Set<SsoSystem>().Select(s => s.Id).SingleAsync(Ct));
        var address = $"/office/systems/system/{id}";

        // Who put it forward cannot agree to it: not by the button, which is not there, nor by sending what it would.
        Assert.Contains("须由另一名管理员确认", await admin.GetStringAsync(new Uri(address, UriKind.Relative), Ct), StringComparison.Ordinal);
        var self = await admin.PostWithTokenOfAsync(address, address + "?handler=Agree", []);
        Assert.Contains("不能确认自己提交的内容", await self.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(SystemState.Draft, (await KeptAsync(host, id)).State);

        // Nor does another before the share was assessed and reviewed; what was concluded stands on the page.
        Assert.Equal("identity.system-share", (await AgreeAsync(host, id)).Problems[0].Code);
        Assert.Contains($"/office/safety/shares/new?system={id}", await admin.GetStringAsync(new Uri(address, UriKind.Relative), Ct), StringComparison.Ordinal);
        var share = await host.ReviewedShareAsync(id);
        Assert.Contains("依据充分", await admin.GetStringAsync(new Uri(address, UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.True((await AgreeAsync(host, id)).Ok);
        Assert.Equal(SystemState.Enabled, (await KeptAsync(host, id)).State);

        // A change waits beside what is in force until another agrees.
        await admin.SubmitAsync(address, Form(null, ("Input.Scopes", SsoScopes.Identity)));
        var kept = await KeptAsync(host, id);
        Assert.Equal([SsoScopes.Profile], kept.Facts.Scopes);
        Assert.Equal([SsoScopes.Identity], kept.Waiting!.Scopes);
        Assert.Contains("有变化", await admin.GetStringAsync(new Uri(address, UriKind.Relative), Ct), StringComparison.Ordinal);

        // More than the review was about needs another one.
        Assert.Contains("超出了审查通过的范围", (await AgreeAsync(host, id)).Problems[0].Message, StringComparison.Ordinal);
        await host.ReviewShareAsync(share);
        Assert.True((await AgreeAsync(host, id)).Ok);
        Assert.Equal([SsoScopes.Identity], (await KeptAsync(host, id)).Facts.Scopes);

        var quiet = await admin.SubmitAsync(address, new() { ["Reason"] = "" }, "Suspend");
        Assert.Contains("请写明原因", await quiet.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var suspended = await admin.SubmitAsync(address, new() { ["Reason"] = "排查故障" }, "Suspend");
        Assert.True(suspended.StatusCode == HttpStatusCode.Redirect, await suspended.Content.ReadAsStringAsync(Ct));
        Assert.Equal(SystemState.Suspended, (await KeptAsync(host, id)).State);
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Equal(["system-proposed", "system-agreed", "system-proposed", "system-agreed", "system-suspended"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(await KeptAsync(host, id), trace));
    }

    [Theory, EachDatabase]
    [Requirement("08.06")]
    public async Task A_secret_is_shown_once_and_the_former_goes_on_for_a_week_or_until_it_is_ended(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var owner = await host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == DemoPeople.HousingOffice).Select(o => o.Id).SingleAsync(Ct));
        await admin.SubmitAsync("/office/systems/system", Form(owner));
        var id = await host.InDatabaseAsync(db => db.Set<SsoSystem>().Select(s => s.Id).SingleAsync(Ct));
        var address = $"/office/systems/system/{id}";
        async Task<string> SecretAsync() => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await admin.SubmitAsync(address, [], "Secret")).Content.ReadAsStringAsync(Ct)).QuerySelector("[data-secret]")!.TextContent;
        async Task<bool> FitsAsync(string secret) => (await KeptAsync(host, id)).Fits(secret, host.Clock.GetUtcNow().UtcDateTime);

        var first = await SecretAsync();
        Assert.DoesNotContain(first, await admin.GetStringAsync(new Uri(address, UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.DoesNotContain(first, (await KeptAsync(host, id)).ClientSecret, StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromDays(1));
        admin = await host.BrowserAsync("admin1");
        var second = await SecretAsync();
        Assert.Equal((true, true, false), (await FitsAsync(first), await FitsAsync(second), await FitsAsync("x")));
        host.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal((false, true), (await FitsAsync(first), await FitsAsync(second)));
        admin = await host.BrowserAsync("admin1");
        var third = await SecretAsync();
        Assert.True(await FitsAsync(second));
        await admin.SubmitAsync(address, [], "EndSecrets");
        Assert.Equal((false, true), (await FitsAsync(second), await FitsAsync(third)));
    }

    [Theory, EachDatabase]
    [Requirement("08.09")]
    public async Task A_guide_leads_signed_in_to_the_exact_page_of_another_system_and_nowhere_else(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (host, world) = (stage.Host, new CaseWorld(stage.Host));
        await world.LoadCalendarAsync();
        var (item, other) = (await world.PublishAsync("511602-FILE-1", CaseWorld.Content()), await world.PublishAsync("511602-FILE-2", CaseWorld.Content()));
        var (system, _) = await stage.RegisterAsync(SsoStage.Facts() with { InitiateUri = "https://system.example.gov.cn/login" });
        Task<Zhengtong.Platform.Outcomes.Outcome> SetAsync(string code, string page) => host.InScopeAsync(s => s.GetRequiredService<KeepTarget>().SetAsync(system.Id, code, page, stage.ActOf("甲"), Ct));
        Assert.Equal("identity.target-address", (await SetAsync(item.Code, "https://evil.example/apply")).Problems[0].Code);
        Assert.Equal("identity.target-address", (await SetAsync(item.Code, "https://system.example.gov.cn:8443/apply")).Problems[0].Code);
        Assert.True((await SetAsync(item.Code, "https://system.example.gov.cn/apply/{item}?from=zt")).Ok);

        using var browser = stage.Browser();
        var guide = await browser.PageAsync($"/items/{item.Code}?a=1");
        Assert.Contains($"/sso/jump/{item.Code}", guide.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Contains("不动产登记系统", guide.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain((await browser.PageAsync($"/items/{other.Code}?a=1")).QuerySelectorAll("a"), a => a.GetAttribute("href")!.StartsWith("/sso/jump", StringComparison.Ordinal));
        var jump = (await browser.GetAsync(new Uri($"/sso/jump/{item.Code}?target_link_uri=https://evil.example/&iss=https://evil.example/", UriKind.Relative), Ct)).Headers.Location!;
        Assert.Equal("https://system.example.gov.cn/login", jump.GetLeftPart(UriPartial.Path));
        Assert.Equal((stage.Issuer + "/", $"https://system.example.gov.cn/apply/{item.Code}?from=zt"), (SsoStage.Query(jump, "iss"), SsoStage.Query(jump, "target_link_uri")));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri($"/sso/jump/{other.Code}", UriKind.Relative), Ct)).StatusCode);

        using var manager = await stage.BrowserAsync("manager1");
        async Task<string[]> ReachAsync() => [.. (await manager.PageAsync("/office/online-reach")).QuerySelectorAll("#reach td.zt-num").Select(x => x.TextContent.Trim())];
        Assert.Equal(["2", "1", "0", "100.0%"], (await ReachAsync()).Select(x => x.Replace(" ", "", StringComparison.Ordinal)));
        Assert.True((await host.InScopeAsync(s => s.GetRequiredService<KeepSystem>().SuspendAsync(system.Id, stage.ActOf("甲", "排查故障"), Ct))).Ok);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri($"/sso/jump/{item.Code}", UriKind.Relative), Ct)).StatusCode);
        Assert.Contains($"/apply/{item.Code}", (await browser.PageAsync($"/items/{item.Code}?a=1")).QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["2", "1", "1", "50.0%"], (await ReachAsync()).Select(x => x.Replace(" ", "", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "18.08")]
    public async Task Id_tokens_are_signed_on_a_curve_and_by_RSA_only_for_a_system_that_is_registered_so(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        using var http = stage.Browser();
        var discovery = JsonNode.Parse(await http.GetStringAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative), Ct))!;
        Assert.Equal(["ES256", "RS256"], discovery["id_token_signing_alg_values_supported"]!.AsArray().Select(a => a!.GetValue<string>()));
        foreach (var (old, algorithm) in new[] { (false, "ES256"), (true, "RS256") })
        {
            var (system, secret) = await stage.RegisterAsync(SsoStage.Facts(old ? "老系统" : "新系统") with { OldSignature = old });
            using var browser = await stage.BrowserAsync("zhangsan");
            await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
            // The library checks the signature by the published key.
            var tokens = await client.CallbackAsync((await stage.GoAsync(browser, await client.AuthorizeAsync("openid"))).At);
            Assert.Null(tokens["error"]);
            var head = JsonNode.Parse(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(tokens["idToken"]!.GetValue<string>().Split('.')[0]))!;
            Assert.Equal(algorithm, head["alg"]!.GetValue<string>());
        }
    }

    [Theory, EachDatabase]
    [Requirement("08.01", "18.08")]
    public async Task A_new_key_is_known_before_it_signs_and_the_former_while_its_tokens_live(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var (system, secret) = await stage.RegisterAsync(SsoStage.Facts());
        async Task<string[]> PublishedAsync()
        {
            using var http = stage.Browser();
            // The first question after the ten minutes has the keys read again, the second is answered with them.
            await http.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative), Ct);
            var keys = JsonNode.Parse(await http.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative), Ct))!["keys"]!.AsArray();
            Assert.All(keys, k => Assert.Null(k!["d"]));
            return [.. keys.Where(k => k!["kty"]!.GetValue<string>() == "EC").Select(k => k!["kid"]!.GetValue<string>())];
        }

        async Task<JsonObject> TokensAsync()
        {
            using var browser = await stage.BrowserAsync("zhangsan");
            await using var client = await OpenIdClient.StartAsync(stage, system.ClientId!, secret);
            return await client.CallbackAsync((await stage.GoAsync(browser, await client.AuthorizeAsync("openid"))).At);
        }

        var first = Assert.Single(await PublishedAsync());
        var row = await stage.Host.InDatabaseAsync(db => db.Set<SsoKey>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal(first, row.Id.ToString("N"));
        Assert.Null((await TokensAsync())["error"]);
        await SignOnTests.RunAsync(stage, RotateSsoKeys.JobName);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<SsoKey>().CountAsync(Ct)));
        stage.Host.Clock.Advance(TimeSpan.FromDays(91));
        await SignOnTests.RunAsync(stage, RotateSsoKeys.JobName);
        var both = await PublishedAsync();
        Assert.Equal((2, first), (both.Length, both[0]));
        stage.Host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((both[1], first), ((await PublishedAsync())[0], (await PublishedAsync())[1]));
        Assert.Null((await TokensAsync())["error"]);
        stage.Host.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([both[1]], await PublishedAsync());
    }

    private static Dictionary<string, string> Form(Guid? owner, params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> form = new()
        {
            ["Input.Name"] = "不动产登记系统", ["Input.Kind"] = nameof(SystemKind.Public), ["Input.Confidential"] = "true", ["Input.RedirectUris"] = SsoStage.RedirectUri, ["Input.Scopes"] = SsoScopes.Profile,
            ["Input.Purpose"] = "核对申请人身份", ["Input.KeptFor"] = "办结后 3 年", ["Input.Level"] = nameof(AssuranceLevel.RealName), ["Input.Contact"] = "信息科",
        };
        if (owner is { } id)
        {
            form["Input.OwnerId"] = id.ToString();
        }

        foreach (var (name, value) in changes)
        {
            form[name] = value;
        }

        return form;
    }

    private static Task<SsoSystem> KeptAsync(TestHost host, Guid id) => host.InDatabaseAsync(db => db.Set<SsoSystem>().AsNoTracking().SingleAsync(s => s.Id == id, Ct));

    private static Task<Zhengtong.Platform.Outcomes.Outcome> AgreeAsync(TestHost host, Guid id) => host.InScopeAsync(s => s.GetRequiredService<KeepSystem>().AgreeAsync(
        id,
        new Act(new Actor(Guid.CreateVersion7(), "另一名管理员", ActorKind.Staff, new Post(Guid.Empty, Roles.Administrator, Guid.Empty, "", DemoPeople.Region)), null, End.Pc, "", Act.Micro(host.Clock.GetUtcNow().UtcDateTime)),
        Ct));
}
