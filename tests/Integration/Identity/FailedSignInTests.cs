using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>Sign-ins that failed stand in the store one by one, without what was typed.</summary>
[Requirement("18.07")]
public sealed class FailedSignInTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Each_is_written_with_its_way_and_outcome_and_nothing_that_was_typed(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await TryAsync(host, "zhangsan", "not-this-1");
        await TryAsync(host, "my-secret-typed-in-the-wrong-field", "not-this-1");
        var browser = host.Browser();
        await browser.SubmitAsync("/account/sign-in", new() { ["Phone"] = "19900000002" }, "Code");
        await browser.SubmitAsync("/account/code", new() { ["Code"] = "abcdef" });
        await host.InDatabaseAsync(async db =>
        {
            (await db.Set<Account>().SingleAsync(a => a.Login == "company1", Ct)).Lock(DateTime.UnixEpoch);
            return await db.SaveChangesAsync(Ct);
        });
        await TryAsync(host, "company1", DemoPeople.Password);

        var rows = await host.InDatabaseAsync(db => db.Set<FailedSignIn>().AsNoTracking().ToListAsync(Ct));
        var logins = await host.InDatabaseAsync(db => db.Set<Account>().ToDictionaryAsync(a => a.Id, a => a.Login, Ct));
        Assert.Equal(
            [("", MethodStrength.Password, FailedOutcome.Wrong), ("company1", MethodStrength.Password, FailedOutcome.Locked), ("lisi", MethodStrength.Sms, FailedOutcome.Wrong),
                ("zhangsan", MethodStrength.Password, FailedOutcome.Wrong)],
            rows.Select(r => (r.AccountId is { } id ? logins[id] : "", r.Way, r.Outcome)).OrderBy(r => r.Item1, StringComparer.Ordinal));
        var kept = System.Text.Json.JsonSerializer.Serialize(rows);
        Assert.DoesNotContain("typed", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("not-this", kept, StringComparison.Ordinal);
        Assert.All(rows, r => Assert.Equal(64, r.PlaceHash.Length));
    }

    [Theory, EachDatabase]
    public async Task The_holder_sees_his_own_administrators_see_how_many_and_after_half_a_year_they_are_gone(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await TryAsync(host, "zhangsan", "not-this-1");
        await TryAsync(host, "nobody-here", "not-this-1");
        var mine = await (await host.BrowserAsync("zhangsan")).PageAsync(SessionsPageModel.Path);
        Assert.Contains("验证不正确", mine.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有失败的登录", (await (await host.BrowserAsync("lisi")).PageAsync(SessionsPageModel.Path)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var admin = await host.BrowserAsync("admin1");
        var counts = await admin.PageAsync("/office/staff/sign-ins");
        Assert.Equal(["2", "1", "1"], counts.QuerySelectorAll("#failed tr td.zt-num").Select(c => c.TextContent));
        Assert.DoesNotContain("zhangsan", counts.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.BrowserAsync("clerk1")).GetAsync(new Uri("/office/staff/sign-ins", UriKind.Relative), Ct)).StatusCode);

        host.Clock.Advance(TimeSpan.FromDays(184));
        await PurgeAsync(host);
        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<FailedSignIn>().CountAsync(Ct)));
        host.Clock.Advance(TimeSpan.FromDays(2));
        await PurgeAsync(host);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<FailedSignIn>().CountAsync(Ct)));
    }

    private static Task PurgeAsync(TestHost host) => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<PurgeSessions>().Single().RunAsync(Ct));

    private static Task<HttpResponseMessage> TryAsync(TestHost host, string login, string password) =>
        host.Browser().SubmitAsync("/account/sign-in", new() { ["Input.Login"] = login, ["Input.Password"] = password });
}
