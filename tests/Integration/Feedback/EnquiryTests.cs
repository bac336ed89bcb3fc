using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Feedback.Enquiries;
using Zhengtong.Feedback.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Catalogue.Browse;

namespace Zhengtong.Tests.Integration.Feedback;

/// <summary>Asking online: routed, forwarded, answered in time, asked again, judged, and what is common published without anything personal.</summary>
public sealed class EnquiryTests
{
    private const string Code = "511A0005200004-511602000000-000-115113010087783353-1-00";
    private const string Ask = "/enquiries/ask?item=" + Code;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("10.30")]
    public async Task A_question_about_an_item_is_answered_by_its_organisation_followed_up_once_and_judged(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        using var asker = await stage.Host.BrowserAsync("zhangsan");
        using var office = await stage.Host.BrowserAsync("reviewer1");
        Assert.Contains(Ask, (await asker.PageAsync("/items/" + Code)).QuerySelectorAll("a").Select(a => a.GetAttribute("href")));

        var self = await AskAsync(asker, "没有固定门面，可以申请吗？");
        Assert.Contains("会在 2026年3月9日(星期一) 前答复", (await asker.PageAsync("/my/enquiries/" + self)).Body!.TextContent, StringComparison.Ordinal);
        var row = Assert.Single((await office.PageAsync("/office/enquiries")).QuerySelectorAll("#enquiries tr"));
        Assert.Contains("没有固定门面", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", row.TextContent, StringComparison.Ordinal);

        Ok(await office.SubmitAsync("/office/enquiries/" + self, new() { ["Text"] = "不可以，须有固定场所。", ["Section"] = "conditions" }, "Answer"));
        var answered = await asker.PageAsync("/my/enquiries/" + self);
        Assert.Contains("不可以，须有固定场所。", answered.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"/items/{Code}#conditions", answered.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        var asked = await EnquiryAsync(stage, self);
        Assert.Equal(asked.PartyId, (await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().SingleAsync(m => m.Title == "您的咨询有答复了", Ct))).PartyId);

        Ok(await asker.SubmitAsync("/my/enquiries/" + self, new() { ["Text"] = "租的档口算固定场所吗？" }, "FollowUp"));
        Ok(await office.SubmitAsync("/office/enquiries/" + self, new() { ["Text"] = "算，请带租赁合同。" }, "Answer"));
        using var again = await asker.PostWithTokenOfAsync(Ask, $"/my/enquiries/{self}?handler=FollowUp", new() { ["Text"] = "再问一次" });
        Assert.Contains("可以追问一次", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Ok(await asker.SubmitAsync("/my/enquiries/" + self, new() { ["satisfied"] = "true" }, "Judge"));
        Assert.Contains("您对答复满意", (await asker.PageAsync("/my/enquiries/" + self)).Body!.TextContent, StringComparison.Ordinal);

        var (enquiry, trace) = (await EnquiryAsync(stage, self), await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(self, Ct)));
        Assert.True(enquiry.Satisfied);
        Assert.Equal(["asked", "answered", "followed-up", "answered", "judged"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(enquiry, trace));
    }

    [Theory, EachDatabase]
    [Requirement("10.30")]
    public async Task What_is_anothers_matter_is_passed_on_with_the_reason_and_the_limit_stays(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        await SomeItems.AddRegionsAsync(stage.Host);
        using var asker = await stage.Host.BrowserAsync("company1");
        var (from, to) = (await OrganisationAsync(stage, DemoPeople.MarketOffice), await OrganisationAsync(stage, DemoPeople.HealthOffice));
        using var sent = await asker.SubmitAsync("/enquiries/ask", new() { ["OrganisationId"] = from.ToString(), ["Text"] = "从业人员的健康证在哪里办？" });
        var self = Id(sent);
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        using var market = await stage.Host.BrowserAsync("reviewer1");
        using var asking = await stage.Host.BrowserAsync("company1");

        using var unreasoned = await market.SubmitAsync($"/office/enquiries/{self}", new() { ["OrganisationId"] = to.ToString(), ["Reason"] = " " }, "Forward");
        Assert.Contains("请填写转交的理由", await unreasoned.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var nowhere = await market.SubmitAsync($"/office/enquiries/{self}", new() { ["OrganisationId"] = Guid.NewGuid().ToString(), ["Reason"] = "不归我们" }, "Forward");
        Assert.Contains("请选择本地区的另一个单位", await nowhere.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Ok(await market.SubmitAsync($"/office/enquiries/{self}", new() { ["OrganisationId"] = to.ToString(), ["Reason"] = "健康证由卫健部门办理" }, "Forward"));

        using var gone = await market.GetAsync(new Uri($"/office/enquiries/{self}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(new DateOnly(2026, 3, 9), (await EnquiryAsync(stage, self)).DueOn);
        Assert.Contains("转交理由：健康证由卫健部门办理", (await asking.PageAsync($"/my/enquiries/{self}")).Body!.TextContent, StringComparison.Ordinal);
        stage.Host.Clock.Advance(TimeSpan.FromDays(8));
        using var healthLate = await stage.Host.BrowserAsync("health1");
        Assert.Contains("已超期", (await healthLate.PageAsync("/office/enquiries")).QuerySelector("#enquiries")!.TextContent, StringComparison.Ordinal);
        Ok(await healthLate.SubmitAsync($"/office/enquiries/{self}", new() { ["Text"] = "在区疾控中心办理。" }, "Answer"));
        Assert.Empty((await healthLate.PageAsync("/office/enquiries")).QuerySelectorAll("#enquiries tr"));
    }

    [Theory, EachDatabase]
    [Requirement("10.30")]
    public async Task A_common_question_is_published_by_the_lead_and_found_on_the_guide_and_by_words(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        using var asker = await stage.Host.BrowserAsync("zhangsan");
        using var office = await stage.Host.BrowserAsync("reviewer1");
        using var lead = await stage.Host.BrowserAsync("lead1");
        var self = await AskAsync(asker, "我是张三（演示），电话13800138000，小作坊可以申请吗？");
        Ok(await office.SubmitAsync($"/office/enquiries/{self}", new() { ["Text"] = "小作坊另行登记。" }, "Answer"));

        async Task<string> Refused(string question)
        {
            using var answer = await office.SubmitAsync($"/office/enquiries/{self}", new() { ["PublicQuestion"] = question, ["PublicAnswer"] = "小作坊另行登记。" }, "Propose");
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("有咨询人的姓名", await Refused("张三（演示）的小作坊可以申请吗？"), StringComparison.Ordinal);
        Assert.Contains("有手机号", await Refused("13800138000 小作坊可以申请吗？"), StringComparison.Ordinal);
        Ok(await office.SubmitAsync($"/office/enquiries/{self}", new() { ["PublicQuestion"] = "小作坊可以申请吗？", ["PublicAnswer"] = "小作坊另行登记。" }, "Propose"));
        Assert.DoesNotContain("小作坊", await PublicAsync(stage, ""), StringComparison.Ordinal);
        using var self1 = await office.PostWithTokenOfAsync($"/office/enquiries/{self}", $"/office/enquiries/{self}?handler=Publish", []);
        Assert.Contains("由本单位受理负责人审核", await self1.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        Assert.Single((await lead.PageAsync("/office/enquiries?state=publish")).QuerySelectorAll("#enquiries tr"));
        Ok(await lead.SubmitAsync($"/office/enquiries/{self}", [], "Publish"));
        Assert.Contains("小作坊可以申请吗？", (await stage.Host.Browser().PageAsync("/items/" + Code)).QuerySelector("#questions")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("小作坊另行登记。", await PublicAsync(stage, "?q=作坊+登记"), StringComparison.Ordinal);
        Assert.DoesNotContain("小作坊可以", await PublicAsync(stage, "?q=100%25_'"), StringComparison.Ordinal);
        Assert.DoesNotContain("张三", await PublicAsync(stage, ""), StringComparison.Ordinal);
        Assert.Contains("小作坊可以申请吗？", (await asker.PageAsync(Ask)).Body!.TextContent, StringComparison.Ordinal);

        Ok(await lead.SubmitAsync($"/office/enquiries/{self}", [], "TakeBack"));
        Assert.DoesNotContain("小作坊", await PublicAsync(stage, ""), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Other_persons_and_other_organisations_neither_see_nor_touch_it(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        using var asker = await stage.Host.BrowserAsync("zhangsan");
        var self = await AskAsync(asker, "可以代办吗？");
        using var stranger = await stage.Host.BrowserAsync("lisi");
        using var other = await stage.Host.BrowserAsync("reviewer2");
        using var clerk = await stage.Host.BrowserAsync("clerk1");

        async Task<HttpStatusCode> Get(HttpClient browser, string address)
        {
            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NotFound, await Get(stranger, $"/my/enquiries/{self}"));
        Assert.Equal(HttpStatusCode.NotFound, await Get(other, $"/office/enquiries/{self}"));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(clerk, $"/office/enquiries/{self}"));
        Assert.Empty((await other.PageAsync("/office/enquiries")).QuerySelectorAll("#enquiries tr"));
        Assert.Empty((await stranger.PageAsync("/my/enquiries")).QuerySelectorAll("#enquiries tr"));

        using var followed = await stranger.PostWithTokenOfAsync(Ask, $"/my/enquiries/{self}?handler=FollowUp", new() { ["Text"] = "我也问" });
        using var judged = await stranger.PostWithTokenOfAsync(Ask, $"/my/enquiries/{self}?handler=Judge", new() { ["satisfied"] = "false" });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (followed.StatusCode, judged.StatusCode));
        var act = await stage.ActAsync("reviewer2");
        Assert.Equal("feedback.enquiry-unknown", (await DoAsync<AnswerEnquiry>(stage, a => a.AnswerAsync(self, "可以", null, act, Ct))).Problems[0].Code);
        Assert.Equal("feedback.enquiry-unknown", (await DoAsync<PublishAnswer>(stage, a => a.ProposeAsync(self, "可以吗", "可以", act, Ct))).Problems[0].Code);
        var foreignLead = await stage.ActAsync("lead2");
        Assert.Equal("feedback.enquiry-unknown", (await DoAsync<PublishAnswer>(stage, a => a.DecideAsync(self, true, foreignLead, Ct))).Problems[0].Code);
    }

    [Theory, EachDatabase]
    public async Task Two_who_answer_at_once_leave_one_answer(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        using var asker = await stage.Host.BrowserAsync("zhangsan");
        var self = await AskAsync(asker, "可以代办吗？");
        var (one, two) = (await stage.ActAsync("reviewer1"), await stage.ActAsync("approver1"));

        var outcomes = await Task.WhenAll(
            Task.Run(() => DoAsync<AnswerEnquiry>(stage, a => a.AnswerAsync(self, "可以。", null, one, Ct))),
            Task.Run(() => DoAsync<AnswerEnquiry>(stage, a => a.AnswerAsync(self, "不可以。", null, two, Ct))));

        Assert.Single(outcomes, o => o.Ok);
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<EnquiryTurn>().CountAsync(t => t.EnquiryId == self, Ct)));
    }

    [Theory, EachDatabase]
    public async Task Floods_and_bad_input_are_turned_away_in_plain_words(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine, adjust: b =>
        {
            b.Configuration["Enquiries:PerDay"] = "2";
            b.Configuration["Enquiries:PerTenMinutes"] = "7";
        });
        await SomeItems.AddRegionsAsync(stage.Host);
        using var asker = await stage.Host.BrowserAsync("zhangsan");

        async Task<string> Told(string address, Dictionary<string, string> fields)
        {
            using var answer = await asker.SubmitAsync(address, fields);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("请填写您的问题", await Told(Ask, new() { ["Text"] = "  " }), StringComparison.Ordinal);
        Assert.Contains("请填写您的问题", await Told(Ask, new() { ["Text"] = new string('问', 1001) }), StringComparison.Ordinal);
        Assert.Contains("请选择要咨询的事项或单位", await Told("/enquiries/ask", new() { ["Text"] = "问谁？", ["OrganisationId"] = "不知道" }), StringComparison.Ordinal);
        await AskAsync(asker, "第一问");
        await AskAsync(asker, "第二问");
        Assert.Contains("一天最多咨询 2 次", await Told(Ask, new() { ["Text"] = "第三问" }), StringComparison.Ordinal);
        (await asker.SubmitAsync(Ask, new() { ["Text"] = "第四问" })).Dispose();
        using var flooded = await asker.SubmitAsync(Ask, new() { ["Text"] = "还问" });
        Assert.Equal(HttpStatusCode.TooManyRequests, flooded.StatusCode);

        // Who sits behind the same address is not held up by it.
        using var other = await stage.Host.BrowserAsync("lisi");
        await AskAsync(other, "我也问");
        Assert.Equal(3, await stage.Host.InDatabaseAsync(db => db.Set<Enquiry>().CountAsync(Ct)));
        using var noItem = await asker.GetAsync(new Uri("/enquiries/ask?item=NO-SUCH", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, noItem.StatusCode);
        using var anonymous = await stage.Host.Browser().GetAsync(new Uri(Ask, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Redirect, anonymous.StatusCode);
    }

    [Theory, EachDatabase]
    public async Task Lists_page_by_key_due_first_in_one_statement(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: b =>
        {
            sql.Attach(b);
            b.Configuration["Enquiries:PerDay"] = "100";
        });
        var act = await stage.ActAsync("zhangsan");
        for (var i = 0; i < EnquiryLists.PageSize + 3; i++)
        {
            var at = act with { At = act.At.AddDays(i % 3) };
            Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<AskEnquiry>().HandleAsync(new(Code, null, $"第{i}问"), at, Ct))).Ok);
        }

        using var office = await stage.Host.BrowserAsync("reviewer1");
        using var asker = await stage.Host.BrowserAsync("zhangsan");
        await office.PageAsync("/office/enquiries");
        await asker.PageAsync("/my/enquiries");
        Assert.Single(await sql.DuringAsync(() => office.PageAsync("/office/enquiries"), "feedback_"));
        Assert.Single(await sql.DuringAsync(() => asker.PageAsync("/my/enquiries"), "feedback_"));
        Assert.Single(await sql.DuringAsync(() => stage.Host.Browser().PageAsync("/enquiries"), "feedback_"));

        var first = await office.PageAsync("/office/enquiries");
        var second = await office.PageAsync(first.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        var rows = new[] { first, second }.SelectMany(p => p.QuerySelectorAll("#enquiries tr")).ToList();
        Assert.Equal(EnquiryLists.PageSize + 3, rows.Select(r => r.QuerySelector("a")!.TextContent).Distinct().Count());
        string[] days = ["3月9日", "3月10日", "3月11日"];
        var dues = rows.ConvertAll(r => Array.IndexOf(days, r.QuerySelectorAll("td")[3].TextContent.Split('前')[0].Trim()));
        Assert.Equal(dues.Order(), dues);
        Assert.Equal([0, 1, 2], dues.Distinct());
    }

    private static async Task<Guid> AskAsync(HttpClient asker, string text)
    {
        using var asked = await asker.SubmitAsync(Ask, new() { ["Text"] = text });
        return Id(asked);
    }

    private static Guid Id(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private static void Ok(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    private static Task<Outcome> DoAsync<T>(WindowStage stage, Func<T, Task<Outcome>> run)
        where T : notnull => stage.Host.InScopeAsync(s => run(s.GetRequiredService<T>()));

    private static Task<Enquiry> EnquiryAsync(WindowStage stage, Guid id) => stage.Host.InDatabaseAsync(db => db.Set<Enquiry>().AsNoTracking().SingleAsync(e => e.Id == id, Ct));

    private static Task<Guid> OrganisationAsync(WindowStage stage, string name) => stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == name).Select(o => o.Id).SingleAsync(Ct));

    private static async Task<string> PublicAsync(WindowStage stage, string query) => (await stage.Host.Browser().PageAsync("/enquiries" + query)).QuerySelector("main")!.TextContent;
}
