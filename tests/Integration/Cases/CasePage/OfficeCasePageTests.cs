using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.CasePage;

/// <summary>The page on which reviewers and approvers do everything, walked as a browser does.</summary>
public sealed class OfficeCasePageTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.28", "12.25")]
    public async Task A_case_is_reviewed_and_decided_through_its_page(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        var reviewer = await stage.Host.BrowserAsync("reviewer1");
        var list = await reviewer.PageAsync("/office");
        var address = list.QuerySelector("[data-worklist] tr")!.GetAttribute("data-href")!;
        Assert.Equal($"/office/cases/{await stage.World.StepAsync(caseId, "review")}", address);

        var unsaid = await reviewer.SubmitAsync(address, new() { ["review.choice"] = "for", ["review.opinion"] = "" }, "Review");
        Assert.Equal(HttpStatusCode.OK, unsaid.StatusCode);
        Assert.Contains("请填写审查意见", await unsaid.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var reviewed = await reviewer.SubmitAsync(address, new() { ["review.choice"] = "against", ["review.opinion"] = "通道宽度不够" }, "Review");
        Assert.Equal(HttpStatusCode.Redirect, reviewed.StatusCode);

        var approver = await stage.Host.BrowserAsync("approver1");
        var decide = $"/office/cases/{await stage.World.StepAsync(caseId, "decide")}";
        Assert.Contains("通道宽度不够", (await approver.PageAsync(decide)).Body!.TextContent, StringComparison.Ordinal);
        var preview = await approver.SubmitAsync(decide, new() { ["decide.choice"] = "against", ["decide.reason"] = "消防通道宽度不足" }, "Preview");
        var html = await preview.Content.ReadAsStringAsync(Ct);
        Assert.Contains("不予许可决定书", html, StringComparison.Ordinal);
        Assert.Contains("行政复议", html, StringComparison.Ordinal);
        Assert.Null((await stage.CaseAsync(caseId)).DecidedAt);

        var decided = await approver.SubmitAsync(decide, new() { ["decide.choice"] = "for", ["decide.reason"] = "整改到位" }, "Decide");
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.True((await stage.CaseAsync(caseId)).Granted);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Notice>().CountAsync(n => n.CaseId == caseId && n.Kind == NoticeKinds.Granted.Key, Ct)));
        Assert.Contains("决定已作出", (await approver.PageAsync(decided.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task The_applicant_is_masked_until_somebody_says_what_for_and_that_is_recorded(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        var reviewer = await stage.Host.BrowserAsync("reviewer1");
        var address = $"/office/cases/{await stage.World.StepAsync(caseId, "review")}";
        var name = (await stage.CaseAsync(caseId)).ApplicantName;

        var masked = await reviewer.GetStringAsync(new Uri(address, UriKind.Relative), Ct);
        Assert.DoesNotContain(name, masked, StringComparison.Ordinal);
        foreach (var own in (string[])["13800138000", "张三", "11010519491231002X", "金安大道1号"])
        {
            Assert.DoesNotContain(own, masked, StringComparison.Ordinal);
        }

        var silent = await reviewer.SubmitAsync(address, new() { ["purpose"] = " " }, "Reveal");
        Assert.DoesNotContain(name, await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().CountAsync(Ct)));

        var shown = await reviewer.SubmitAsync(address, new() { ["purpose"] = "核对身份" }, "Reveal");
        Assert.Contains(name, await shown.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var reading = await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().SingleAsync(Ct));
        Assert.Equal("核对身份", reading.Purpose);
    }

    [Theory, EachDatabase]
    [Requirement("03.09")]
    public async Task Another_organisation_finds_no_such_case_and_a_window_does_not_enter(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.ReviewedAsync();
        var address = new Uri($"/office/cases/{await stage.World.StepAsync(caseId, "decide")}", UriKind.Relative);

        Assert.Equal(HttpStatusCode.NotFound, (await (await stage.Host.BrowserAsync("health1")).GetAsync(address, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await stage.Host.BrowserAsync("clerk1")).GetAsync(address, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await stage.Host.BrowserAsync("zhangsan")).GetAsync(address, Ct)).StatusCode);
        // Of the same organisation, but not this step: to read, with nothing to do.
        var reviewer = await (await stage.Host.BrowserAsync("reviewer1")).PageAsync(address.OriginalString);
        Assert.Empty(reviewer.QuerySelectorAll("form[action*='handler=Decide']"));
    }

    [Theory, EachDatabase]
    [Requirement("03.28")]
    public async Task A_colleague_is_asked_and_answers_without_stopping_the_clock(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.ReviewedAsync();
        var due = (await stage.CaseAsync(caseId)).DueOn;
        var colleague = (await stage.ActAsync("reviewer1")).Actor.Id;
        var approver = await stage.Host.BrowserAsync("approver1");
        var address = $"/office/cases/{await stage.World.StepAsync(caseId, "decide")}";
        await approver.SubmitAsync(address, new() { ["consult.colleague"] = colleague.ToString(), ["consult.question"] = "通道宽度是否合格" }, "Consult");

        var reviewer = await stage.Host.BrowserAsync("reviewer1");
        var row = (await reviewer.PageAsync("/office/opinions")).QuerySelector("[data-worklist] tr")!;
        Assert.Contains("通道宽度是否合格", row.TextContent, StringComparison.Ordinal);
        var answer = row.GetAttribute("data-href")!;
        Assert.Equal(HttpStatusCode.NotFound, (await approver.GetAsync(new Uri(answer, UriKind.Relative), Ct)).StatusCode);
        await reviewer.SubmitAsync(answer, new() { ["answer"] = "已实测，合格" });

        Assert.Contains("已实测，合格", (await approver.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(due, (await stage.CaseAsync(caseId)).DueOn);
        Assert.Null((await stage.CaseAsync(caseId)).PausedAt);
        Assert.Empty((await reviewer.PageAsync("/office/opinions")).QuerySelectorAll("[data-worklist] tr"));
    }

    [Theory, EachDatabase]
    [Requirement("12.25")]
    public async Task The_pages_cost_a_fixed_number_of_statements(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await OfficeStage.StartAsync(engine, null, sql.Attach);
        var caseId = await stage.ReviewedAsync();
        await stage.ReviewedAsync();
        var approver = await stage.Host.BrowserAsync("approver1");
        var address = $"/office/cases/{await stage.World.StepAsync(caseId, "decide")}";
        await approver.PageAsync(address);

        Assert.Equal(8, (await sql.DuringAsync(() => approver.PageAsync(address), "cases_")).Count);
        Assert.Single(await sql.DuringAsync(() => approver.PageAsync("/office"), "cases_"));
        Assert.Single(await sql.DuringAsync(() => approver.PageAsync("/office/opinions"), "cases_"));
        Assert.Single(await sql.DuringAsync(() => approver.PageAsync("/office/instant"), "cases_"));
    }

    [Theory, EachDatabase]
    [Requirement("12.25")]
    public async Task Everybody_of_the_office_lands_on_his_own_work_and_the_list_exports(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        await stage.ReviewedAsync();
        var supervisor = await (await stage.Host.BrowserAsync("supervisor1")).GetAsync(new Uri("/office", UriKind.Relative), Ct);
        Assert.Equal("/office/supervision", supervisor.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await (await stage.Host.BrowserAsync("admin1")).GetAsync(new Uri("/office", UriKind.Relative), Ct)).StatusCode);

        var sheet = await (await stage.Host.BrowserAsync("approver1")).GetAsync(new Uri("/office/export", UriKind.Relative), Ct);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType?.MediaType);
    }
}
