using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.RoleAdmin;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.Staff;

/// <summary>A role of a region's own narrows a built-in one: on every route, in the menu, at no cost to a page.</summary>
[Requirement("08.17")]
public sealed class LocalRoleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Who_holds_a_local_role_opens_its_functions_and_nothing_else_of_his_base_role(Engine engine)
    {
        var sql = new SqlCounter();
        await using var host = await SignInKit.StartDemoAsync(engine, sql.Attach);
        var admin = await host.BrowserAsync("admin1");
        var role = await AddRoleAsync(host, admin, "只收件", Roles.WindowClerk, "cases.accept", "cases.view");
        await host.EmployAsync("narrow");
        await admin.SubmitAsync($"/office/staff/member/{await host.StaffAsync("narrow")}", new()
        {
            ["Post.Role"] = role.ToString(), ["Post.OrganisationId"] = (await host.OrganisationAsync(DemoPeople.ApprovalOffice)).ToString(), ["Post.RegionCode"] = "511602",
        }, "AddPost");

        var (narrow, clerk) = (await host.BrowserAsync("narrow"), await host.BrowserAsync("clerk1"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], await StatusesAsync(narrow, "/desk", "/desk/apply", "/coaching", "/desk/bookings"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], await StatusesAsync(clerk, "/desk", "/desk/apply", "/coaching"));
        var desk = await narrow.PageAsync("/desk");
        var menu = desk.QuerySelectorAll(".zt-sidenav a").Select(a => a.TextContent).ToList();
        Assert.Equal(["统一收件", "工作消息", "报告安全事件"], menu);
        Assert.Contains("只收件", desk.QuerySelector(".zt-app__post")!.TextContent, StringComparison.Ordinal);

        // Posted without a page of his own: refused before any page is asked.
        using var forged = await narrow.PostWithTokenOfAsync("/help", "/desk/apply", []);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal((await sql.DuringAsync(() => clerk.PageAsync("/desk"))).Count, (await sql.DuringAsync(() => narrow.PageAsync("/desk"))).Count);

        // Changed and ended, each at once.
        using var changed = await admin.SubmitAsync($"/office/roles/role/{role}", new() { ["Input.Name"] = "收件和代办", ["Input.Functions[0]"] = "cases.accept", ["Input.Functions[1]"] = "cases.apply" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden], await StatusesAsync(narrow, "/desk", "/desk/apply", "/coaching"));
        Assert.Contains("narrow", await admin.GetStringAsync(new Uri($"/office/roles/role/{role}", UriKind.Relative), Ct), StringComparison.Ordinal);
        await admin.SubmitAsync($"/office/roles/role/{role}", new() { ["EndReason"] = "不再分设" }, "End");
        Assert.Contains("没有有效的岗位", await narrow.GetStringAsync(new Uri("/account/post", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Equal(["role-added", "role-changed", "role-ended"], (await host.InDatabaseAsync(db => db.TraceOfAsync(role, Ct))).Select(t => t.What));
    }

    [Theory, EachDatabase]
    public async Task A_role_takes_only_functions_of_its_base_role_and_is_given_only_where_it_holds(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var refused = await host.DoAsync<SaveRole, Outcome<(Guid, Guid?)>>("admin1", (s, act) => s.AddAsync(
            new() { Name = "越权", BaseRole = Roles.WindowClerk, Functions = [Administrators.Staff, "cases.supervision"] }, act, Ct));
        Assert.Equal("identity.no-functions", refused.Problems[0].Code);
        var mixed = await host.DoAsync<SaveRole, Outcome<(Guid Role, Guid?)>>("admin1", (s, act) => s.AddAsync(
            new() { Name = "收件", BaseRole = Roles.WindowClerk, Functions = ["cases.accept", Administrators.Staff] }, act, Ct));
        Assert.Equal(" cases.accept ", await host.InDatabaseAsync(db => db.Set<LocalRole>().Where(r => r.Id == mixed.Value.Role).Select(r => r.Functions).SingleAsync(Ct)));
        Assert.Equal("identity.role-taken", (await host.DoAsync<SaveRole, Outcome<(Guid, Guid?)>>("admin1", (s, act) => s.AddAsync(
            new() { Name = "收件", BaseRole = Roles.WindowClerk, Functions = ["cases.accept"] }, act, Ct))).Code());

        // The city gives the county's role in the county and not beside it; the county's administrator changes no role of the city.
        await host.EmployAsync("cityadmin", DemoPeople.CityOffice, "5116", Roles.Administrator);
        var newcomer = await host.EmployAsync("newcomer");
        var city = await host.OrganisationAsync(DemoPeople.CityOffice);
        var command = new EditPosts.Command { Role = mixed.Value.Role.ToString(), OrganisationId = city, RegionCode = "5116" };
        Assert.Equal("identity.role-region", (await host.DoAsync<EditPosts, Outcome<Guid?>>("cityadmin", (e, act) => e.AddAsync(newcomer, command, act, Ct))).Code());
        var above = await host.DoAsync<SaveRole, Outcome<(Guid Role, Guid?)>>("cityadmin", (s, act) => s.AddAsync(new() { Name = "市级收件", BaseRole = Roles.WindowClerk, Functions = ["cases.accept"] }, act, Ct));
        Assert.Equal("identity.role-gone", (await host.DoAsync<SaveRole, Outcome>("admin1", (s, act) => s.EndAsync(above.Value.Role, act, Ct), "试试")).Code());
        Assert.Equal("ok", (await host.DoAsync<EditPosts, Outcome<Guid?>>("admin1", async (e, act) => await e.AddAsync(
            newcomer, new() { Role = above.Value.Role.ToString(), OrganisationId = await host.OrganisationAsync(DemoPeople.ApprovalOffice), RegionCode = "511602" }, act, Ct))).Code());
    }

    [Theory, EachDatabase]
    public async Task A_local_reviewer_without_the_work_list_begins_with_what_he_has(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var role = await AddRoleAsync(host, admin, "只答复咨询", Roles.Reviewer, "feedback.enquiries");
        await host.EmployAsync("answers");
        var market = await host.OrganisationAsync(DemoPeople.MarketOffice);
        Assert.Equal("ok", (await host.DoAsync<EditPosts, Outcome<Guid?>>("admin1", async (e, act) => await e.AddAsync(
            await host.StaffAsync("answers"), new() { Role = role.ToString(), OrganisationId = market, RegionCode = "511602" }, act, Ct))).Code());

        var browser = await host.BrowserAsync("answers");
        using var door = await browser.GetAsync(new Uri("/office", UriKind.Relative), Ct);
        Assert.Equal("/office/enquiries", door.Headers.Location!.OriginalString);
        Assert.DoesNotContain("待办办件", await browser.GetStringAsync(new Uri("/office/enquiries", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK], await StatusesAsync(browser, "/office/export", "/office/opinions", "/office/messages"));
    }

    /// <summary>Who could not open the page is not offered as who could do the work.</summary>
    [Theory, EachDatabase]
    public async Task Whoever_lacks_the_function_is_no_candidate_for_its_work(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        var role = await AddRoleAsync(host, admin, "只答复咨询", Roles.Reviewer, "feedback.enquiries");
        var narrow = await host.EmployAsync("answers");
        var market = await host.OrganisationAsync(DemoPeople.MarketOffice);
        await host.DoAsync<EditPosts, Outcome<Guid?>>("admin1", (e, act) => e.AddAsync(narrow, new() { Role = role.ToString(), OrganisationId = market, RegionCode = "511602" }, act, Ct));
        Task<List<Guid>> CandidatesAsync(string? function) => host.InScopeAsync(async s =>
            (await s.GetRequiredService<IOrganisations>().ColleaguesAsync(market, [Roles.Reviewer], Ct, function)).Select(c => c.StaffId).ToList());
        Assert.Contains(narrow, await CandidatesAsync(null));
        Assert.Contains(narrow, await CandidatesAsync("feedback.enquiries"));
        Assert.DoesNotContain(narrow, await CandidatesAsync("cases.handle"));
        Assert.NotEmpty(await CandidatesAsync("cases.handle"));
        await admin.SubmitAsync($"/office/roles/role/{role}", new() { ["EndReason"] = "不再分设" }, "End");
        Assert.DoesNotContain(narrow, await CandidatesAsync(null));
    }

    private static async Task<Guid> AddRoleAsync(TestHost host, HttpClient admin, string name, string baseRole, params string[] functions)
    {
        var fields = functions.Select((f, i) => (Key: $"Input.Functions[{i}]", f)).ToDictionary(x => x.Key, x => x.f);
        fields["Input.Name"] = name;
        using var added = await admin.SubmitAsync($"/office/roles/role?BaseRole={baseRole}", fields);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        return await host.InDatabaseAsync(db => db.Set<LocalRole>().Where(r => r.Name == name && r.PublishedAt != null).Select(r => r.Id).SingleAsync(Ct));
    }

    private static async Task<List<HttpStatusCode>> StatusesAsync(HttpClient browser, params string[] pages)
    {
        List<HttpStatusCode> statuses = [];
        foreach (var page in pages)
        {
            using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative), Ct);
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }
}
