using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Coach;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Track;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;
using ApplyStage = Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Coach;

/// <summary>申报辅导: registered, seen by whom it was given to, and read by nothing that decides.</summary>
[Requirement("03.34")]
public sealed class CoachingTests
{
    private const string New = "/coaching/new?code=" + Code;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_clerk_registers_a_session_and_the_applicant_sees_it_where_he_applies(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var clerk = await stage.SignedInAsync("clerk1");
        Assert.Contains(Code, (await clerk.PageAsync("/coaching/new?q=食品")).Body!.InnerHtml, StringComparison.Ordinal);
        var number = await IdNumberAsync(stage, "zhangsan");
        var registered = await TrackStage.UploadAsync(clerk, New, Fields(number, "张三（演示）"), ("files", "清单.pdf", Pdf));
        Assert.True(registered.StatusCode == HttpStatusCode.Redirect, await registered.Content.ReadAsStringAsync(Ct));
        var session = await stage.Host.InDatabaseAsync(db => db.Set<Coaching>().AsNoTracking().SingleAsync(Ct));
        Assert.Matches("^FD51160220260302[0-9]{7}[0-9A-Z]$", session.Number);
        Assert.Null(Trace.Check(session, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(session.Id, Ct))));

        var list = await clerk.PageAsync("/coaching?form=Phone&words=食品");
        Assert.Contains("张*", Assert.Single(list.QuerySelectorAll("#coachings tr")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await clerk.PageAsync("/coaching?form=Visit")).QuerySelectorAll("#coachings tr"));

        var applicant = await stage.SignedInAsync("zhangsan");
        var mine = await applicant.PageAsync((await applicant.PageAsync("/my/coaching")).QuerySelector("#coachings a")!.GetAttribute("href")!);
        Assert.Contains("请先准备平面图。", mine.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不是受理的前提", mine.Body.TextContent, StringComparison.Ordinal);
        var file = mine.QuerySelector($"a[href^='/coaching/{session.Id}/files/']")!.GetAttribute("href")!;
        Assert.Equal(Pdf, await applicant.GetByteArrayAsync(new Uri(file, UriKind.Relative), Ct));
        var draft = await applicant.PageAsync(await BeginAsync(applicant));
        Assert.NotNull(draft.QuerySelector($"a[href='/my/coaching/{session.Id}']"));

        var stranger = await stage.SignedInAsync("lisi");
        Assert.Empty((await stranger.PageAsync("/my/coaching")).QuerySelectorAll("#coachings tr"));
        foreach (var path in (string[])[$"/my/coaching/{session.Id}", file])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(path, UriKind.Relative), Ct)).StatusCode);
        }
    }

    [Theory, EachDatabase]
    public async Task Sending_a_form_twice_registers_once_and_bad_input_is_told_at_its_field(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var clerk = await stage.SignedInAsync("clerk1");
        var page = await clerk.PageAsync(New);
        var once = page.QuerySelector("[name='Input.Once']")!.GetAttribute("value")!;
        var fields = Fields("11010519491231002X", "钱七");
        fields["Input.Once"] = once;
        async Task<string> ToldAsync(params (string Name, string Value)[] wrong)
        {
            var bad = new Dictionary<string, string>(fields);
            foreach (var (name, value) in wrong)
            {
                bad[name] = value;
            }

            return new HtmlParser().ParseDocument(await (await clerk.PostWithTokenOfAsync(New, New, bad)).Content.ReadAsStringAsync(Ct)).QuerySelector(".zt-errors")!.TextContent;
        }

        Assert.Contains("请选择辅导方式", await ToldAsync(("Input.Form", "9")), StringComparison.Ordinal);
        Assert.Contains("请填写辅导日期", await ToldAsync(("Input.HeldOn", "2026-03-03")), StringComparison.Ordinal);
        Assert.Contains("请写明辅导了什么", await ToldAsync(("Input.Advice", " ")), StringComparison.Ordinal);
        Assert.Contains("页面已失效", await ToldAsync(("Input.Once", "x")), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Coaching>().CountAsync(Ct)));

        var first = await clerk.PostWithTokenOfAsync(New, New, new(fields));
        var second = await clerk.PostWithTokenOfAsync(New, New, new(fields));
        Assert.Equal(302, (int)first.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Coaching>().CountAsync(Ct)));
        var wrongName = new Dictionary<string, string>(fields) { ["Input.Name"] = "孙八", ["Input.Once"] = Guid.NewGuid().ToString() };
        Assert.Contains("与已登记的不一致", await (await clerk.PostWithTokenOfAsync(New, New, wrongName)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Approvers_coach_for_their_organisation_and_nobody_beyond_his_scope(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        async Task<Outcome<Guid>> RegisterAsync(Zhengtong.Platform.Access.Actor actor) => await stage.World.DoAsync<RegisterCoaching, Outcome<Guid>>(r => r.HandleAsync(
            new(Code, new("11010519491231002X", "钱七", "13800138000"), new DateOnly(2026, 3, 2), CoachingForm.Visit, "到厂里看过场地。", Guid.NewGuid().ToString()), [], stage.World.By(actor), Ct));
        var id = (await RegisterAsync(CaseWorld.Approver)).Value;
        var otherApprover = CaseWorld.Staff(8, "别家决定人", Zhengtong.Platform.Access.Roles.Approver, CaseWorld.OtherOrganisation);

        foreach (var foreign in (Zhengtong.Platform.Access.Actor[])[CaseWorld.FarClerk, otherApprover, CaseWorld.Reviewer])
        {
            Assert.Empty((await stage.World.DoAsync<Coachings, Coachings.Page>(c => c.OfPostAsync(foreign.Post!, null, null, null, Ct))).Rows);
            Assert.Null(await stage.World.DoAsync<Coachings, Coaching?>(c => c.FindAsync(id, foreign, null, Ct)));
        }

        Assert.Equal(RegisterCoaching.ItemOutside, (await RegisterAsync(CaseWorld.FarClerk)).Problems[0]);
        Assert.Equal(RegisterCoaching.ItemOutside, (await RegisterAsync(otherApprover)).Problems[0]);
        Assert.NotNull(await stage.World.DoAsync<Coachings, Coaching?>(c => c.FindAsync(id, CaseWorld.Clerk, null, Ct)));
        var reviewer = await stage.SignedInAsync("reviewer1");
        Assert.NotEqual(HttpStatusCode.OK, (await reviewer.GetAsync(new Uri("/coaching", UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    public async Task The_list_pages_by_key_in_one_statement(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        for (var i = 0; i < Coachings.PageSize + 1; i++)
        {
            Assert.True((await stage.World.DoAsync<RegisterCoaching, Outcome<Guid>>(r => r.HandleAsync(
                new(Code, new("11010519491231002X", "钱七", "13800138000"), new DateOnly(2026, 3, 2), CoachingForm.Phone, "电话说明。", Guid.NewGuid().ToString()), [], stage.World.By(CaseWorld.Clerk), Ct))).Ok);
        }

        var clerk = await stage.SignedInAsync("clerk1");
        await clerk.PageAsync("/coaching");
        Assert.Single(await stage.Sql.DuringAsync(() => clerk.PageAsync("/coaching"), "cases_"));
        var first = await clerk.PageAsync("/coaching");
        var next = await clerk.PageAsync(first.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        Assert.Equal((Coachings.PageSize, 1), (first.QuerySelectorAll("#coachings tr").Length, next.QuerySelectorAll("#coachings tr").Length));
    }

    /// <summary>Coaching must not become a compulsory pre-review: no code that handles a case can see it.</summary>
    [Fact]
    public void Nothing_that_handles_a_case_reads_it()
    {
        var root = Path.Combine(ProductFolder.Root, "src", "Modules", "Zhengtong.Cases");
        var readers = Directory.EnumerateFiles(root, "*.cs*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("Coach", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(root, f)).Where(f => !f.StartsWith("Coach/", StringComparison.Ordinal));
        // The copy of everything is for whom it is about.
        Assert.Equal(
            ["Apply/TasksPage.cshtml", "Apply/TasksPage.cshtml.cs", "CasesModule.cs", "Mapping/PreReviewModel.cs", "Model/Coaching.cs", "Space/AdviceSource.cs"],
            readers.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Fields(string idNumber, string name) => new()
    {
        ["Input.IdNumber"] = idNumber, ["Input.Name"] = name, ["Input.Phone"] = "13800138000", ["Input.HeldOn"] = "2026-03-02", ["Input.Form"] = "Phone", ["Input.Advice"] = "请先准备平面图。",
    };

    private static async Task<string> IdNumberAsync(ApplyStage stage, string login)
    {
        var account = await stage.Host.InDatabaseAsync(db => db.Set<Zhengtong.Identity.Model.Account>().AsNoTracking().SingleAsync(a => a.Login == login, Ct));
        return (await stage.World.DoAsync<Zhengtong.Identity.Contracts.IParties, Zhengtong.Identity.Contracts.PartyProfile?>(p => p.FindAsync(account.PersonId!.Value, Ct)))!.IdNumber;
    }
}
