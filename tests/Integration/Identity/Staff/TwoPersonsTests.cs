using System.Net;
using Microsoft.EntityFrameworkCore;
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

/// <summary>What gives rights to others, or opens the account of who can, takes two administrators.</summary>
[Requirement("08.17")]
public sealed class TwoPersonsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task One_administrator_asks_and_another_who_is_neither_he_nor_the_one_concerned_makes_an_administrator(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (first, second) = (await host.BrowserAsync("admin1"), await host.BrowserAsync("admin2"));
        var member = await host.EmployAsync("newcomer");
        var page = $"/office/staff/member/{member}";
        var fields = new Dictionary<string, string>
        {
            ["Post.Role"] = Roles.Administrator, ["Post.OrganisationId"] = (await host.OrganisationAsync(DemoPeople.ApprovalOffice)).ToString(), ["Post.RegionCode"] = "511602",
        };
        using var unexplained = await first.SubmitAsync(page, fields, "AddPost");
        Assert.Contains("须由另一名管理员复核", await unexplained.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        fields["PostReason"] = "新任数据局管理员";
        using var asked = await first.SubmitAsync(page, fields, "AddPost");
        var act = asked.Headers.Location!.OriginalString;
        Assert.StartsWith("/office/two-persons/", act, StringComparison.Ordinal);
        Assert.Empty(await PostsAsync(host, member));
        Assert.Equal(["有操作请您复核"], await host.ToldAsync("admin2"));
        Assert.Empty(await host.ToldAsync("admin1"));

        Assert.DoesNotContain("handler=Approve", await first.GetStringAsync(new Uri(act, UriKind.Relative), Ct), StringComparison.Ordinal);
        using var alone = await first.PostWithTokenOfAsync(page, act + "?handler=Approve", []);
        Assert.Contains("另一名管理员复核", await alone.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Empty(await PostsAsync(host, member));

        using var approved = await second.SubmitAsync(act, [], "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        Assert.Equal(Roles.Administrator, Assert.Single(await PostsAsync(host, member)).Role);
        var newcomer = await host.BrowserAsync("newcomer");
        Assert.Equal(HttpStatusCode.OK, (await newcomer.GetAsync(new Uri("/office/staff", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(["复核申请已批准"], await host.ToldAsync("admin1"));
        Assert.Equal(["您的岗位或账号有变更"], await host.ToldAsync("newcomer"));
        var given = (await host.InDatabaseAsync(db => db.TraceOfAsync(member, Ct))).Single(t => t.What == "post-given");
        Assert.Contains("系统管理（演示）申请、系统管理复核（演示）复核：新任数据局管理员", given.Reason, StringComparison.Ordinal);

        // Answered is answered, however many look at it.
        using var again = await second.PostWithTokenOfAsync(page, act + "?handler=Refuse", new() { ["Answer"] = "不同意" });
        Assert.Contains("已经答复", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Single(await PostsAsync(host, member));
    }

    [Theory, EachDatabase]
    public async Task What_nobody_answers_lapses_and_what_was_asked_by_one_who_left_is_not_carried_out(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var member = await host.EmployAsync("newcomer");
        var office = await host.OrganisationAsync(DemoPeople.ApprovalOffice);
        var first = await AskPostAsync(host, "admin1", member, office);
        host.Clock.Advance(DangerousAct.Waits);
        Assert.Equal("identity.act-lapsed", (await AnswerAsync(host, "admin2", first, true)).Code());

        await host.EmployAsync("admin3", roles: Roles.Administrator);
        var second = await AskPostAsync(host, "admin3", member, office);
        Assert.Equal("ok", (await host.DoAsync<EditAccount, Outcome>("admin1", async (e, act) => await e.LockAsync(await host.StaffAsync("admin3"), act, Ct), "离岗")).Code());
        Assert.Equal("identity.asker-gone", (await AnswerAsync(host, "admin2", second, true)).Code());
        Assert.Equal("identity.answer-missing", (await AnswerAsync(host, "admin2", second, false)).Code());
        Assert.Equal("ok", (await AnswerAsync(host, "admin2", second, false, "申请人已离岗")).Code());
        Assert.Empty(await PostsAsync(host, member));
    }

    [Theory, EachDatabase]
    public async Task A_region_with_one_administrator_is_answered_by_the_nearest_above_and_never_loses_its_last(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.EmployAsync("neighbour", "邻区数据局", "511603", Roles.Administrator);
        await host.EmployAsync("city", DemoPeople.CityOffice, "5116", Roles.Administrator);
        var member = await host.EmployAsync("newcomer", "邻区数据局", "511603");
        var office = await host.OrganisationAsync("邻区数据局");
        var asked = await AskPostAsync(host, "neighbour", member, office, "511603");
        Assert.Equal(["有操作请您复核"], await host.ToldAsync("city"));
        Assert.Empty(await host.ToldAsync("admin1"));
        Assert.Equal("identity.act-unknown", (await AnswerAsync(host, "admin1", asked, true)).Code());

        var lone = await host.InDatabaseAsync(async db => await db.Set<StaffPost>().Where(p => p.RegionCode == "511603" && p.Role == Roles.Administrator).Select(p => new { p.Id, p.StaffId }).SingleAsync(Ct));
        Assert.Equal("identity.last-administrator", (await host.DoAsync<EditPosts, Outcome>("city", (e, act) => e.EndAsync(lone.StaffId, lone.Id, act, Ct))).Code());
        Assert.Equal("identity.last-administrator", (await host.DoAsync<EditAccount, Outcome>("city", (e, act) => e.LockAsync(lone.StaffId, act, Ct), "离岗")).Code());
        Assert.Equal("ok", (await AnswerAsync(host, "city", asked, true)).Code());
        Assert.Equal("ok", (await host.DoAsync<EditPosts, Outcome>("city", (e, act) => e.EndAsync(lone.StaffId, lone.Id, act, Ct))).Code());

        // At the top of the installation there is nobody to ask, and it says what to do.
        Assert.Equal("identity.no-second", (await host.DoAsync<EditPosts, Outcome<Guid?>>("city", (e, act) => e.AddAsync(
            member, new() { Role = Roles.Administrator, OrganisationId = office, RegionCode = "5116" }, act, Ct), "试试")).Code());
    }

    [Theory, EachDatabase]
    public async Task Two_administrators_who_end_each_other_s_posts_at_one_moment_do_not_both_succeed(Engine engine)
    {
        var meanwhile = new Meanwhile();
        await using var host = await SignInKit.StartDemoAsync(engine, meanwhile.Attach);
        var (first, second) = (await PostOfAsync(host, "admin1"), await PostOfAsync(host, "admin2"));
        Outcome? other = null;
        meanwhile.After(@"SELECT EXISTS \(\s*SELECT 1\s*FROM ""?identity_post", async () =>
            other = await host.DoAsync<EditPosts, Outcome>("admin2", (e, act) => e.EndAsync(first.StaffId, first.Id, act, Ct)));
        var one = await host.DoAsync<EditPosts, Outcome>("admin1", (e, act) => e.EndAsync(second.StaffId, second.Id, act, Ct));
        Assert.Equal(("ok", "platform.changed-meanwhile"), (other!.Code(), one.Code()));
        Assert.Equal([second.StaffId], await host.InDatabaseAsync(db => db.AdministratorPosts(new DateOnly(2026, 3, 2)).Select(p => p.StaffId).ToListAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task The_account_of_an_administrator_is_opened_by_two_and_that_of_a_clerk_by_one(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (third, clerk) = (await host.EmployAsync("admin3", roles: Roles.Administrator), await host.StaffAsync("clerk1"));
        await host.InDatabaseAsync(async db =>
        {
            (await db.Set<Account>().SingleAsync(a => a.StaffId == third, Ct)).UseTotp("hidden", 1);
            return await db.SaveChangesAsync(Ct);
        });
        Assert.Null((await host.DoAsync<EditAccount, Outcome<Guid?>>("admin1", (e, act) => e.ResetSecondFactorAsync(clerk, act, Ct), "手机丢失")).Value);
        Assert.False((await AccountAsync(host, clerk)).HasTotp);
        var reset = (await host.DoAsync<EditAccount, Outcome<Guid?>>("admin1", (e, act) => e.ResetSecondFactorAsync(third, act, Ct), "手机丢失")).Value!.Value;
        Assert.True((await AccountAsync(host, third)).HasTotp);
        Assert.Equal("identity.same-person", (await AnswerAsync(host, "admin3", reset, true)).Code());
        Assert.Equal("ok", (await AnswerAsync(host, "admin2", reset, true)).Code());
        Assert.False((await AccountAsync(host, third)).HasTotp);

        Assert.Equal("ok", (await host.DoAsync<EditAccount, Outcome>("admin1", (e, act) => e.LockAsync(third, act, Ct), "核查")).Code());
        var unlock = (await host.DoAsync<EditAccount, Outcome<Guid?>>("admin1", (e, act) => e.UnlockAsync(third, act, Ct), "核查完毕")).Value!.Value;
        Assert.NotNull((await AccountAsync(host, third)).LockedAt);
        Assert.Equal("ok", (await AnswerAsync(host, "admin2", unlock, true)).Code());
        Assert.Null((await AccountAsync(host, third)).LockedAt);

        // The number that gets the codes is a second factor too; who answers sees it masked.
        var before = (await AccountAsync(host, third)).PhoneLookup;
        var phone = (await host.DoAsync<EditStaff, Outcome<Guid?>>("admin1", async (e, act) => await e.ChangeAsync(
            third, new() { Name = "第三管理员", Phone = "13600002222", OrganisationId = await host.OrganisationAsync(DemoPeople.ApprovalOffice) }, act, Ct))).Value!.Value;
        Assert.Equal(before, (await AccountAsync(host, third)).PhoneLookup);
        var shown = await (await host.BrowserAsync("admin2")).GetStringAsync(new Uri($"/office/two-persons/{phone}", UriKind.Relative), Ct);
        Assert.Contains("136****2222", shown, StringComparison.Ordinal);
        var kept = await host.InDatabaseAsync(db => db.Set<DangerousAct>().AsNoTracking().SingleAsync(a => a.Id == phone, Ct));
        Assert.DoesNotContain("13600002222", kept.Payload + kept.What, StringComparison.Ordinal);
        Assert.Equal("ok", (await AnswerAsync(host, "admin2", phone, true)).Code());
        Assert.NotEqual(before, (await AccountAsync(host, third)).PhoneLookup);
    }

    [Theory, EachDatabase]
    public async Task A_role_that_manages_staff_is_published_by_two_and_the_list_of_all_staff_is_given_by_two(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var made = (await host.DoAsync<SaveRole, Outcome<(Guid Role, Guid? Waits)>>("admin1", (s, act) => s.AddAsync(
            new() { Name = "人事管理员", BaseRole = Roles.Administrator, Functions = [Administrators.Staff] }, act, Ct), "分工")).Value;
        var member = await host.EmployAsync("newcomer");
        var command = new EditPosts.Command { Role = made.Role.ToString(), OrganisationId = await host.OrganisationAsync(DemoPeople.ApprovalOffice), RegionCode = "511602" };
        Assert.Equal("identity.role-unknown", (await host.DoAsync<EditPosts, Outcome<Guid?>>("admin1", (e, act) => e.AddAsync(member, command, act, Ct), "任职")).Code());
        Assert.Equal("ok", (await AnswerAsync(host, "admin2", made.Waits!.Value, true)).Code());
        var waits = (await host.DoAsync<EditPosts, Outcome<Guid?>>("admin1", (e, act) => e.AddAsync(member, command, act, Ct), "任职")).Value!.Value;
        Assert.Equal("ok", (await AnswerAsync(host, "admin2", waits, true)).Code());
        var newcomer = await host.BrowserAsync("newcomer");
        Assert.Equal(HttpStatusCode.OK, (await newcomer.GetAsync(new Uri("/office/staff", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await newcomer.GetAsync(new Uri("/office/calendar", UriKind.Relative), Ct)).StatusCode);

        var (first, second) = (await host.BrowserAsync("admin1"), await host.BrowserAsync("admin2"));
        using var asked = await first.SubmitAsync("/office/two-persons", new() { ["Reason"] = "年度核对" });
        var act = asked.Headers.Location!.OriginalString;
        Assert.Equal(HttpStatusCode.NotFound, (await first.GetAsync(new Uri(act + "/file", UriKind.Relative), Ct)).StatusCode);
        await second.SubmitAsync(act, [], "Approve");
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync(new Uri(act + "/file", UriKind.Relative), Ct)).StatusCode);
        using var file = await first.GetAsync(new Uri(act + "/file", UriKind.Relative), Ct);
        Assert.Contains("spreadsheet", file.Content.Headers.ContentType!.MediaType!, StringComparison.Ordinal);
        Assert.Contains(await host.InDatabaseAsync(db => db.TraceOfAsync(Guid.Parse(act.Split('/')[^1]), Ct)), t => t.What == "staff-exported");
        host.Clock.Advance(DangerousAct.Waits);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.BrowserAsync("admin1")).GetAsync(new Uri(act + "/file", UriKind.Relative), Ct)).StatusCode);
    }

    private static async Task<Guid> AskPostAsync(TestHost host, string by, Guid member, Guid office, string region = DemoPeople.Region) =>
        (await host.DoAsync<EditPosts, Outcome<Guid?>>(by, (e, act) => e.AddAsync(member, new() { Role = Roles.Administrator, OrganisationId = office, RegionCode = region }, act, Ct), "任职")).Value!.Value;

    private static Task<Outcome> AnswerAsync(TestHost host, string by, Guid id, bool approve, string answer = "") =>
        host.DoAsync<AnswerTwo, Outcome>(by, (a, act) => a.HandleAsync(id, approve, answer, act, Ct));

    private static Task<StaffPost> PostOfAsync(TestHost host, string login) =>
        host.InDatabaseAsync(db => db.Set<StaffPost>().AsNoTracking().SingleAsync(p => db.Set<Account>().Any(a => a.Login == login && a.StaffId == p.StaffId), Ct));

    private static Task<List<StaffPost>> PostsAsync(TestHost host, Guid staff) => host.InDatabaseAsync(db => db.Set<StaffPost>().AsNoTracking().Where(p => p.StaffId == staff).ToListAsync(Ct));

    private static Task<Account> AccountAsync(TestHost host, Guid staff) => host.InDatabaseAsync(db => db.Set<Account>().AsNoTracking().SingleAsync(a => a.StaffId == staff, Ct));
}
