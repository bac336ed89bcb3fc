using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed partial class StaffAdminTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task Only_an_administrator_opens_the_staff_pages(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        foreach (var (login, expected) in new[] { ("admin1", HttpStatusCode.OK), ("manager1", HttpStatusCode.Forbidden), ("clerk1", HttpStatusCode.Forbidden), ("zhangsan", HttpStatusCode.Forbidden) })
        {
            var browser = await host.BrowserAsync(login);
            foreach (var page in (string[])["/office/staff", "/office/staff/member", "/office/organisations"])
            {
                Assert.Equal(expected, (await browser.GetAsync(new Uri(page, UriKind.Relative), Ct)).StatusCode);
            }
        }
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task A_new_member_signs_in_with_the_first_password_replaces_it_and_works_in_the_post_given(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var organisation = await OrganisationAsync(host, DemoPeople.MarketOffice);
        var added = await admin.SubmitAsync("/office/staff/member", new()
        {
            ["Input.Name"] = "新人", ["Input.Login"] = "newcomer", ["Input.Phone"] = "13600001111", ["Input.OrganisationId"] = organisation.ToString(),
        });
        var text = await added.Content.ReadAsStringAsync(Ct);
        var first = FirstPassword().Match(text).Value;
        Assert.NotEmpty(first);
        var member = await StaffAsync(host, "newcomer");
        await admin.SubmitAsync($"/office/staff/member/{member}", new() { ["Post.Role"] = Roles.Reviewer, ["Post.OrganisationId"] = organisation.ToString(), ["Post.RegionCode"] = "511602" }, "AddPost");

        var browser = host.Browser();
        Assert.Equal("/account/code", (await browser.SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "newcomer", ["Input.Password"] = first })).Headers.Location!.OriginalString);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/account/password", (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/account/post", UriKind.Relative), Ct)).StatusCode);
        var changed = await browser.SubmitAsync("/account/password", new() { ["Input.Password"] = "My-Own-Way-9", ["Input.PasswordAgain"] = "My-Own-Way-9" });
        Assert.Equal("/account/enrol?returnUrl=%2Foffice", changed.Headers.Location!.OriginalString);

        var colleagues = await host.InScopeAsync(s => s.GetRequiredService<IOrganisations>().ColleaguesAsync(organisation, [Roles.Reviewer], Ct));
        Assert.Contains(colleagues, c => c.StaffId == member && c.Name == "新人");
        Assert.Equal(["employed", "post-given"], (await host.InDatabaseAsync(db => db.TraceOfAsync(member, Ct))).Select(t => t.What));
    }

    [Theory, EachDatabase]
    [Requirement("08.17", "18.07")]
    public async Task A_first_password_that_nobody_used_in_a_week_opens_nothing(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var member = await StaffAsync(host, "clerk1");
        async Task<string> ResetAsync() => FirstPassword().Match(await (await admin.SubmitAsync($"/office/staff/member/{member}", new() { ["Reason"] = "忘记密码" }, "Reset")).Content.ReadAsStringAsync(Ct)).Value;
        Task<HttpResponseMessage> EnterAsync(string password) => host.Browser().SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "clerk1", ["Input.Password"] = password });
        var first = await ResetAsync();
        host.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal("/account/code", (await EnterAsync(first)).Headers.Location?.OriginalString);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("7 天内没有使用，已经失效", await (await EnterAsync(first)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        admin = await host.BrowserAsync("admin1");
        Assert.Equal("/account/code", (await EnterAsync(await ResetAsync())).Headers.Location?.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.17", "18.07")]
    public async Task Ending_a_post_and_locking_an_account_work_at_once_and_are_traced(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (admin, manager) = (await host.BrowserAsync("admin1"), await host.BrowserAsync("admin1"));
        var clerk = await host.BrowserAsync("clerk1");
        var member = await StaffAsync(host, "clerk1");
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(new Uri("/account/post", UriKind.Relative), Ct)).StatusCode);
        var post = await host.InDatabaseAsync(db => db.Set<StaffPost>().Where(x => x.StaffId == member).Select(x => x.Id).SingleAsync(Ct));
        await admin.SubmitAsync($"/office/staff/member/{member}", new() { ["postId"] = post.ToString() }, "EndPost");
        Assert.Contains("没有有效的岗位", await clerk.GetStringAsync(new Uri("/account/post", UriKind.Relative), Ct), StringComparison.Ordinal);

        await manager.SubmitAsync($"/office/staff/member/{member}", new() { ["Reason"] = "" }, "Lock");
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(new Uri("/account/post", UriKind.Relative), Ct)).StatusCode);
        await manager.SubmitAsync($"/office/staff/member/{member}", new() { ["Reason"] = "离岗" }, "Lock");
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.GetAsync(new Uri("/account/post", UriKind.Relative), Ct)).StatusCode);
        var refused = await host.Browser().SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "clerk1", ["Input.Password"] = DemoPeople.Password });
        Assert.Contains("已停用", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await manager.SubmitAsync($"/office/staff/member/{member}", new() { ["Reason"] = "复岗" }, "Unlock");
        await host.SignInAsync(host.Browser(), "clerk1");

        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(member, Ct));
        Assert.Equal(["employed", "post-ended", "account-locked", "account-unlocked"], trace.Select(t => t.What));
        Assert.Equal("离岗", trace[2].Reason);
        Assert.Null(Trace.Check(await host.InDatabaseAsync(db => db.Set<StaffMember>().SingleAsync(x => x.Id == member, Ct)), trace));
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task An_administrator_changes_neither_himself_nor_another_region(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var organisation = await OrganisationAsync(host, DemoPeople.ApprovalOffice);
        var self = await StaffAsync(host, "admin1");
        var own = await admin.SubmitAsync($"/office/staff/member/{self}", new() { ["Post.Role"] = Roles.Approver, ["Post.OrganisationId"] = organisation.ToString(), ["Post.RegionCode"] = "511602" }, "AddPost");
        Assert.Contains("不能更改自己的账号和岗位", await own.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        var foreign = await host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            var now = host.Clock.GetUtcNow().UtcDateTime;
            var made = await s.GetRequiredService<IOrganisations>().EnsureAsync(db, "市外单位", "x", "511603", now, Ct);
            var member = StaffMember.Employ("外人", made.Id, now);
            db.AddRange(member, Account.ForStaff(member.Id, "outsider", default(Zhengtong.Identity.Protecting.Sealed) with { Hidden = "", Lookup = "" }, now));
            await db.SaveChangesAsync(Ct);
            return member.Id;
        });
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(new Uri($"/office/staff/member/{foreign}", UriKind.Relative), Ct)).StatusCode);
        Assert.DoesNotContain("outsider", await admin.GetStringAsync(new Uri("/office/staff", UriKind.Relative), Ct), StringComparison.Ordinal);
        var clerk = await StaffAsync(host, "clerk1");
        var wide = await admin.SubmitAsync($"/office/staff/member/{clerk}", new() { ["Post.Role"] = Roles.Approver, ["Post.OrganisationId"] = organisation.ToString(), ["Post.RegionCode"] = "51" }, "AddPost");
        Assert.Contains("只能在您管理的区划", await wide.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task The_list_filters_and_pages_by_key(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var organisation = await OrganisationAsync(host, DemoPeople.MarketOffice);
        var reviewers = await admin.PageAsync($"/office/staff?Filter.Role={Roles.Reviewer}&Filter.Organisation={organisation}&Filter.Region=511602");
        Assert.Equal(["reviewer1"], reviewers.QuerySelectorAll("#staff td:first-child").Select(x => x.TextContent));
        await host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            var now = host.Clock.GetUtcNow().UtcDateTime;
            for (var i = 0; i < 40; i++)
            {
                var member = StaffMember.Employ("众人", organisation, now);
                db.AddRange(member, Account.ForStaff(member.Id, $"many{i:D2}", default(Zhengtong.Identity.Protecting.Sealed) with { Hidden = "", Lookup = "" }, now));
            }

            await db.SaveChangesAsync(Ct);
        });
        List<string> seen = [];
        var found = (await admin.SubmitAsync("/office/staff", new() { ["Filter.Name"] = "many" })).Headers.Location!.OriginalString;
        Assert.DoesNotContain("many", found, StringComparison.Ordinal);
        for (var next = found; next is not null;)
        {
            var page = await admin.PageAsync(next);
            seen.AddRange(page.QuerySelectorAll("#staff td:first-child").Select(x => x.TextContent));
            next = page.QuerySelector(".zt-pager a")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"many{i:D2}"), seen);
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task An_organisation_is_added_changed_and_met_again_by_the_import(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        await admin.SubmitAsync("/office/organisations", new() { ["Input.Name"] = "区林业局", ["Input.CreditCode"] = "4588062259066118144", ["Input.RegionCode"] = "511602" });
        var twice = await admin.SubmitAsync("/office/organisations", new() { ["Input.Name"] = "区林业局", ["Input.CreditCode"] = "x", ["Input.RegionCode"] = "511602" });
        Assert.Contains("已有同名单位", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var id = await OrganisationAsync(host, "区林业局");
        await host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            var organisations = s.GetRequiredService<IOrganisations>();
            var now = host.Clock.GetUtcNow().UtcDateTime;
            Assert.Equal(id, (await organisations.EnsureAsync(db, "区林业局", "other", "511602", now, Ct)).Id);
            var made = await organisations.EnsureAsync(db, "区水务局", "00877844X", "511602", now, Ct);
            Assert.Equal(made.Id, (await organisations.EnsureAsync(db, "区水务局", "00877844X", "511602", now, Ct)).Id);
            await db.SaveChangesAsync(Ct);
            Assert.Contains(await organisations.InRegionAsync("5116", Ct), o => o.Id == made.Id);
        });
        await admin.SubmitAsync($"/office/organisations?Id={id}", new() { ["Input.Name"] = "区林业和草原局", ["Input.CreditCode"] = "4588062259066118144", ["Input.RegionCode"] = "511603" });
        var changed = await host.InScopeAsync(s => s.GetRequiredService<IOrganisations>().FindAsync(id, Ct));
        Assert.Equal(("区林业和草原局", "511602"), (changed!.Name, changed.RegionCode));
    }

    [Theory, EachDatabase]
    public async Task Demo_people_are_refused_where_the_demo_is_off_and_made_once_where_it_is_on(Engine engine)
    {
        await using var plain = await TestHost.StartAsync(engine);
        var refused = await plain.InScopeAsync(s => s.GetRequiredService<SeedDemoPeople>().RunAsync(Ct));
        Assert.Equal("identity.demo-off", refused.Problems[0].Code);
        Assert.Equal(0, await plain.InDatabaseAsync(db => db.Set<Account>().CountAsync(Ct)));
        await using var demo = await SignInKit.StartDemoAsync(engine);
        Assert.Equal(0, (await demo.InScopeAsync(s => s.GetRequiredService<SeedDemoPeople>().RunAsync(Ct))).Value);
        Assert.All(DemoPeople.Staff, s => Assert.Contains(s.Login, DemoPeople.Table(), StringComparison.Ordinal));
    }

    private static Task<Guid> OrganisationAsync(TestHost host, string name) =>
        host.InDatabaseAsync(db => db.Set<Organisation>().Where(x => x.Name == name).Select(x => x.Id).SingleAsync(Ct));

    private static Task<Guid> StaffAsync(TestHost host, string login) =>
        host.InDatabaseAsync(db => db.Set<Account>().Where(x => x.Login == login).Select(x => x.StaffId!.Value).SingleAsync(Ct));

    [GeneratedRegex("[a-z]{6}-[2-9]{6}")]
    private static partial Regex FirstPassword();
}
