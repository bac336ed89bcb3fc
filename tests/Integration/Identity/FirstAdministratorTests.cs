using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class FirstAdministratorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.17", "18.07")]
    public async Task The_first_administrator_signs_in_changes_the_password_and_makes_the_others(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var made = (await MakeAsync(host, "boss")).Value;

        var browser = host.Browser();
        var first = await browser.SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "boss", ["Input.Password"] = made.Password });
        Assert.Equal("/account/code", first.Headers.Location!.OriginalString);
        var code = new Totp(Base32Encoding.ToBytes(made.AuthenticatorKey)).ComputeTotp(host.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal("/account/password", (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location!.OriginalString);
        await browser.SubmitAsync("/account/password", new() { ["Input.Password"] = "My-Own-Way-9", ["Input.PasswordAgain"] = "My-Own-Way-9" });
        Assert.Contains("新增人员", (await browser.PageAsync("/office/staff")).Body!.TextContent, StringComparison.Ordinal);

        var again = await host.Browser().SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "boss", ["Input.Password"] = made.Password });
        Assert.Contains("账号或密码不正确", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var member = await host.InDatabaseAsync(db => db.Set<StaffMember>().AsNoTracking().SingleAsync(Ct));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(member.Id, Ct));
        Assert.Equal(["employed", "post-given"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(member, trace));
        Assert.DoesNotContain(trace, t => t.Data.Contains(made.Password, StringComparison.Ordinal) || t.Data.Contains(made.AuthenticatorKey, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task Two_who_can_check_each_other_are_made_and_no_third_and_it_says_how_to_go_on(Engine engine)
    {
        await using var host = await StartAsync(engine);
        Assert.True((await MakeAsync(host, "boss")).Ok);
        Assert.True((await MakeAsync(host, "second")).Ok);

        var refused = await MakeAsync(host, "third");
        Assert.Equal("identity.administrator-there", refused.Problems[0].Code);
        Assert.Contains("人员与岗位", refused.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<Account>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task Who_let_the_first_password_lapse_gets_another_until_he_has_signed_in(Engine engine)
    {
        await using var host = await StartAsync(engine);
        Assert.True((await MakeAsync(host, "second")).Ok);
        var lapsed = (await MakeAsync(host, "boss")).Value;
        host.Clock.Advance(TimeSpan.FromDays(8));
        var made = (await MakeAsync(host, "boss")).Value;
        Assert.NotEqual(lapsed.Password, made.Password);
        var browser = host.Browser();
        await browser.SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "boss", ["Input.Password"] = made.Password });
        await browser.SubmitAsync("/account/code", new() { ["Code"] = new Totp(Base32Encoding.ToBytes(made.AuthenticatorKey)).ComputeTotp(host.Clock.GetUtcNow().UtcDateTime) });
        Assert.Equal("/office", (await browser.SubmitAsync("/account/password", new() { ["Input.Password"] = "My-Own-Way-9", ["Input.PasswordAgain"] = "My-Own-Way-9" })).Headers.Location?.OriginalString);
        Assert.Equal("identity.administrator-there", (await MakeAsync(host, "boss")).Problems[0].Code);
        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<Account>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task An_unknown_region_or_organisation_or_a_wrong_login_makes_nothing(Engine engine)
    {
        await using var host = await StartAsync(engine);
        Assert.Equal("identity.region-unknown", (await MakeAsync(host, "boss", region: "990000")).Problems[0].Code);
        Assert.Equal("identity.organisation-unknown", (await MakeAsync(host, "boss", name: null)).Problems[0].Code);
        Assert.Equal("identity.login-shape", (await MakeAsync(host, "B o s s")).Problems[0].Code);
        Assert.Equal(2, await FirstAdministrator.RunAsync(host.Services, ["--login", "boss"], Ct));
        Assert.Equal(1, await FirstAdministrator.RunAsync(host.Services, ["--login", "boss", "--organisation", "X", "--region", "990000"], Ct));
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<Account>().CountAsync(Ct)));
    }

    private static async Task<TestHost> StartAsync(Engine engine)
    {
        var host = await TestHost.StartAsync(engine);
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new Region { Code = "511602", ParentCode = "5116", Name = "广安区", FullName = "四川省广安市广安区", Level = 3 });
            return await db.SaveChangesAsync(Ct);
        });
        return host;
    }

    private static Task<Outcome<FirstAdministrator.Made>> MakeAsync(TestHost host, string login, string region = "511602", string? name = "广安区数据局") =>
        host.InScopeAsync(s => s.GetRequiredService<FirstAdministrator>().HandleAsync(new FirstAdministrator.Command(login, "11511602X", region, name), Ct));
}
