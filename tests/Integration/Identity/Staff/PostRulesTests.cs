using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.Staff;

/// <summary>Roles that stand against each other are not held at one time, temporary posts say when they end, and the overview says what is missing.</summary>
public sealed class PostRulesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.09")]
    public async Task A_post_against_one_that_is_held_or_promised_is_refused_and_one_after_it_is_given(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var today = LegalDay.Of(host.Clock.GetUtcNow().UtcDateTime);
        var clerk = await host.StaffAsync("clerk1");
        Assert.Equal("identity.roles-apart", (await GiveAsync(host, clerk, Roles.Approver)).Code());
        Assert.Equal("identity.roles-apart", (await GiveAsync(host, clerk, Roles.Supervisor, today.AddDays(30), today.AddDays(40))).Code());
        Assert.Equal("ok", (await GiveAsync(host, clerk, Roles.IssueClerk)).Code());

        // A temporary post counts for its days: beside it nothing that stands against it, after it all.
        var member = await host.EmployAsync("newcomer");
        Assert.Equal("ok", (await GiveAsync(host, member, Roles.Supervisor, today.AddDays(10), today.AddDays(20))).Code());
        Assert.Equal("identity.roles-apart", (await GiveAsync(host, member, Roles.Reviewer, today, today.AddDays(10))).Code());
        Assert.Equal("ok", (await GiveAsync(host, member, Roles.Reviewer, today.AddDays(21), null)).Code());
        var page = await (await host.BrowserAsync("admin1")).SubmitAsync($"/office/staff/member/{clerk}", new()
        {
            ["Post.Role"] = Roles.Reviewer, ["Post.OrganisationId"] = (await host.OrganisationAsync(DemoPeople.ApprovalOffice)).ToString(), ["Post.RegionCode"] = "511602",
        }, "AddPost");
        Assert.Contains("受理与办理分离", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.09")]
    public async Task Pairs_from_before_are_listed_and_the_administrators_told_once_a_week(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.EmployAsync("both", roles: [Roles.WindowClerk, Roles.Approver]);
        await host.EmployAsync("elsewhere", "邻区审批局", "511603", Roles.Supervisor, Roles.Reviewer);
        await host.EmployAsync("fine", roles: [Roles.WindowClerk, Roles.IssueClerk]);
        var text = (await (await host.BrowserAsync("admin1")).PageAsync("/office/staff/separation")).QuerySelector("main")!.TextContent;
        Assert.Contains("both", text, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fine", text, StringComparison.Ordinal);
        await RunAsync<CheckSeparation>(host);
        await RunAsync<CheckSeparation>(host);
        Assert.Equal(["有人员岗位冲突"], await host.ToldAsync("admin1"));
        host.Clock.Advance(TimeSpan.FromDays(7));
        await RunAsync<CheckSeparation>(host);
        Assert.Equal(2, (await host.ToldAsync("admin1")).Count);
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task A_temporary_post_says_how_long_it_lasts_is_announced_a_week_before_and_ends_by_itself(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var today = LegalDay.Of(host.Clock.GetUtcNow().UtcDateTime);
        var member = await host.EmployAsync("relief");
        Assert.Equal("ok", (await GiveAsync(host, member, Roles.WindowClerk, today, today.AddDays(9))).Code());
        Assert.Contains("还有 10 天", (await (await host.BrowserAsync("admin1")).PageAsync("/office/staff?Filter.Show=temporary")).QuerySelector("#staff")!.TextContent, StringComparison.Ordinal);
        await RunAsync<RemindTemporary>(host);
        Assert.Empty(await host.ToldAsync("relief"));
        host.Clock.Advance(TimeSpan.FromDays(2));
        await RunAsync<RemindTemporary>(host);
        await RunAsync<RemindTemporary>(host);
        host.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync<RemindTemporary>(host);
        Assert.Equal(["临时岗位即将结束"], await host.ToldAsync("relief"));
        Assert.Equal(["临时岗位即将结束"], await host.ToldAsync("admin1"));
        Assert.Contains("relief", await (await host.BrowserAsync("admin1")).GetStringAsync(new Uri("/office/staff?Filter.Role=window-clerk", UriKind.Relative), Ct), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromDays(7));
        Assert.DoesNotContain("relief", await (await host.BrowserAsync("admin1")).GetStringAsync(new Uri("/office/staff?Filter.Role=window-clerk", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Contains("没有有效的岗位", await (await host.BrowserAsync("relief")).GetStringAsync(new Uri("/account/post", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task The_overview_shows_the_bodies_of_each_level_their_kinds_and_which_posts_nobody_holds(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var office = await host.OrganisationAsync(DemoPeople.HealthOffice);
        await admin.SubmitAsync($"/office/organisations?Id={office}", new() { ["Input.Name"] = DemoPeople.HealthOffice, ["Input.CreditCode"] = "11511301008778490F", ["Input.Kind"] = nameof(OrganisationKind.Line) });
        var page = await admin.PageAsync("/office/organisations/posts?Kind=Line");
        var body = Assert.Single(page.QuerySelectorAll("#bodies tr")).TextContent;
        Assert.Contains("业务部门", body, StringComparison.Ordinal);
        Assert.Contains("决定人员", body, StringComparison.Ordinal);
        var region = page.QuerySelector("tbody tr")!.TextContent;
        Assert.Contains("业务部门 1 个", region, StringComparison.Ordinal);
        Assert.Contains("齐全", region, StringComparison.Ordinal);

        // One administrator alone cannot check himself.
        var second = await host.InDatabaseAsync(async db => await db.Set<StaffPost>().Where(p => db.Set<Account>().Any(a => a.Login == "admin2" && a.StaffId == p.StaffId)).Select(p => new { p.Id, p.StaffId }).SingleAsync(Ct));
        Assert.Equal("ok", (await host.DoAsync<EditPosts, Outcome>("admin1", (e, act) => e.EndAsync(second.StaffId, second.Id, act, Ct))).Code());
        Assert.Contains("系统管理员（只有一人，不能互相复核）", (await admin.PageAsync("/office/organisations/posts")).QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
    }

    private static Task<Outcome<Guid?>> GiveAsync(TestHost host, Guid staff, string role, DateOnly? from = null, DateOnly? until = null) =>
        host.DoAsync<EditPosts, Outcome<Guid?>>("admin1", async (e, act) => await e.AddAsync(
            staff, new() { Role = role, OrganisationId = await host.OrganisationAsync(DemoPeople.ApprovalOffice), RegionCode = "511602", From = from, Until = until }, act, Ct));

    private static Task RunAsync<TJob>(TestHost host)
        where TJob : IRecurringJob => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<TJob>().Single().RunAsync(Ct));
}
