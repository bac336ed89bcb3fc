using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>Joint review: other organisations are asked, say what they think, and nothing is approved over them.</summary>
public sealed class JointReviewTests
{
    [Theory, EachDatabase, Requirement("01.12", "01.19")]
    public async Task A_change_is_approved_only_when_every_organisation_that_was_asked_agrees(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "0826-2345678" });
        await stage.SubmitAsync("editor2", id);
        var (page, market) = ($"/office/items/changes/{id}", await OrganisationAsync(stage, DemoPeople.MarketOffice));
        var (first, second, market1) = (await stage.Host.BrowserAsync("manager1"), await stage.Host.BrowserAsync("manager2"), await stage.Host.BrowserAsync("editor1"));
        using var hidden = await market1.GetAsync(new Uri(page, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        foreach (var (from, question, message) in ((string, string, string)[])[(market, "", "请写明征求意见的内容"), (await OrganisationAsync(stage, DemoPeople.HealthOffice), "是否合法", "提出单位以外的单位"), (await OrganisationAsync(stage, DemoPeople.HousingOffice), "是否合法", "不能在线出具意见")])
        {
            using var refused = await first.SubmitAsync(page, new() { ["opinionFrom"] = from, ["question"] = question }, "Ask");
            Assert.Contains(message, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var asked = await first.SubmitAsync(page, new() { ["opinionFrom"] = market, ["question"] = "是否与食品经营许可重复" }, "Ask");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        using var twice = await first.SubmitAsync(page, new() { ["opinionFrom"] = market, ["question"] = "再问一次" }, "Ask");
        Assert.Contains("已经向", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await stage.CheckAsync("manager1", id)).Ok);
        Assert.Equal("catalogue.opinion-missing", (await stage.ApproveAsync("manager2", id)).Problems[0].Code);

        stage.Host.Clock.Advance(TimeSpan.FromDays(7));
        for (var run = 0; run < 2; run++)
        {
            Assert.True((await stage.Host.Services.GetRequiredService<Zhengtong.Platform.Jobs.RecurringJobs>().RunOnceAsync(RemindChanges.JobName, default)).Ok);
        }

        Assert.Equal(["editor1"], await stage.Host.InDatabaseAsync(db =>
            db.Set<Message>().Where(m => m.Title == "联合审核意见超过期限").Join(db.Set<Account>(), m => m.PartyId, a => a.StaffId, (_, a) => a.Login).ToListAsync()));
        (first, second, market1) = (await stage.Host.BrowserAsync("manager1"), await stage.Host.BrowserAsync("manager2"), await stage.Host.BrowserAsync("editor1"));

        // The organisation is told, finds it in its list and says no; then yes, and the record keeps both.
        Assert.Contains("征求变更意见", await stage.Host.InDatabaseAsync(db => db.Set<Message>().Join(db.Set<Account>().Where(a => a.Login == "editor1"), m => m.PartyId, a => a.StaffId, (m, _) => m.Title).ToListAsync()));
        Assert.Contains(page, (await market1.PageAsync("/office/changes?show=opinion")).QuerySelectorAll("#changes a").Select(a => a.GetAttribute("href")));
        using var silent = await market1.SubmitAsync(page, new() { ["agrees"] = "false", ["opinionText"] = " " }, "Give");
        Assert.Contains("请写明意见和依据", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var no = await market1.SubmitAsync(page, new() { ["agrees"] = "false", ["opinionText"] = "与食品经营许可的材料重复" }, "Give");
        Assert.Equal(HttpStatusCode.Redirect, no.StatusCode);
        var against = await stage.ApproveAsync("manager2", id);
        Assert.Equal("catalogue.opinion-against", against.Problems[0].Code);
        Assert.Contains("与食品经营许可的材料重复", against.Problems[0].Message, StringComparison.Ordinal);

        // Who checks the change takes no objection away.
        var objection = await stage.Host.InDatabaseAsync(db => db.Set<ChangeOpinion>().Select(o => o.Id).SingleAsync());
        Assert.Null((await second.PageAsync(page)).QuerySelector("[name=opinionId]"));
        using var silenced = await second.PostWithTokenOfAsync(page, page + "?handler=Drop", new() { ["opinionId"] = $"{objection}", ["dropReason"] = "不再需要" });
        Assert.Contains("已经出具意见，不能撤销征求", await silenced.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("catalogue.opinion-against", (await stage.ApproveAsync("manager2", id)).Problems[0].Code);
        using var yes = await market1.SubmitAsync(page, new() { ["agrees"] = "true", ["opinionText"] = "已协商一致" }, "Give");
        Assert.Equal(HttpStatusCode.Redirect, yes.StatusCode);
        Assert.Contains("已协商一致", (await second.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page, (await market1.PageAsync("/office/changes?show=opinion")).QuerySelectorAll("#changes a").Select(a => a.GetAttribute("href")));
        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);

        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, default));
        Assert.Equal(2, trace.Count(t => t.What == "joint-opinion-given"));
        using var late = await market1.PostWithTokenOfAsync("/office/changes", page + "?handler=Give", new() { ["agrees"] = "false", ["opinionText"] = "反悔" });
        Assert.NotEqual(HttpStatusCode.Redirect, late.StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task What_is_submitted_anew_is_asked_anew_and_who_asked_may_drop_it_with_a_reason(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        await stage.WriteThenSubmitAsync("editor2", id, "川卫规〔2026〕2号");
        var (page, market) = ($"/office/items/changes/{id}", await OrganisationAsync(stage, DemoPeople.MarketOffice));
        var (first, market1) = (await stage.Host.BrowserAsync("manager1"), await stage.Host.BrowserAsync("editor1"));
        await first.SubmitAsync(page, new() { ["opinionFrom"] = market, ["question"] = "是否重复" }, "Ask");
        await market1.SubmitAsync(page, new() { ["agrees"] = "true", ["opinionText"] = "同意" }, "Give");
        Assert.NotNull((await market1.PageAsync(page)).QuerySelector("#own-opinion"));
        await stage.ReturnAsync("manager1", id, "请写明文号");
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(market1, page));
        await stage.SubmitAsync("editor2", id);

        // The opinion on what stood there before says nothing of what stands there now, and who gave it reads nothing of it.
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(market1, page));
        Assert.Contains("同意", (await first.PageAsync(page)).QuerySelector("[aria-labelledby=opinions]")!.TextContent, StringComparison.Ordinal);
        using var again = await first.SubmitAsync(page, new() { ["opinionFrom"] = market, ["question"] = "修改后是否重复" }, "Ask");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(market1, page));
        var opinion = await stage.Host.InDatabaseAsync(db => db.Set<ChangeOpinion>().Where(o => o.GivenAt == null).Select(o => o.Id).SingleAsync());
        await stage.CheckAsync("manager1", id);
        Assert.Equal("catalogue.opinion-missing", (await stage.ApproveAsync("manager2", id)).Problems[0].Code);
        using var bare = await first.SubmitAsync(page, new() { ["opinionId"] = $"{opinion}", ["dropReason"] = "" }, "Drop");
        Assert.Contains("请填写不再征求这个单位意见的原因", await bare.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var dropped = await first.SubmitAsync(page, new() { ["opinionId"] = $"{opinion}", ["dropReason"] = "修改后不再涉及" }, "Drop");
        Assert.Equal(HttpStatusCode.Redirect, dropped.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(market1, page));

        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);
        Assert.Contains("修改后不再涉及", (await first.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string page)
    {
        using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative));
        return answer.StatusCode;
    }

    private static Task<string> OrganisationAsync(KeepingStage stage, string name) => stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == name).Select(o => o.Id.ToString()).SingleAsync());
}
