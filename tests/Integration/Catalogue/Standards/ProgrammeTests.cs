using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Standards;

/// <summary>Programmes of standards to be made (17.08) and experiences that become standards (17.07).</summary>
public sealed class ProgrammeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("17.08")]
    public async Task The_page_of_a_programme_shows_how_many_of_the_sixteen_are_at_each_stage_and_which_are_late(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var committee = await stage.CommitteeAsync("expert1");
        using var manager = await stage.Host.BrowserAsync("province1");
        using var wrong = await manager.SubmitAsync("/office/standards/programmes", new() { ["Input.Name"] = "十六项", ["Input.Target"] = "0", ["Input.Deadline"] = "2026-12-31" });
        Assert.Contains("1 到 1000", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var made = await manager.SubmitAsync("/office/standards/programmes", new() { ["Input.Name"] = "16项省级地方标准编制修订", ["Input.Target"] = "16", ["Input.Deadline"] = "2026-12-31" });
        var page = StandardsStage.Path(made);
        var programme = Guid.Parse(page.Split('/')[^1]);

        // One at each of four stages; two of them have a day of their own that is past.
        var proposed = await stage.ProposeAsync("province1", StandardsStage.Project("政务服务中心窗口管理规范"));
        var drafting = await stage.ProposeAsync("province1", StandardsStage.Project("12345政务服务便民热线工单处理规范"));
        await stage.ApproveAsync("province2", drafting);
        var reviewed = await stage.ProposeAsync("province1", StandardsStage.Project("评估规范"));
        await stage.ApproveAsync("province2", reviewed);
        await stage.ReviewAsync(reviewed, committee);
        var published = await stage.PublishedAsync("交易规范", "DB51/T 3-2026", committee);
        foreach (var id in (Guid[])[proposed, drafting, reviewed, published])
        {
            using var browser = await stage.Host.BrowserAsync("province2");
            using var placed = await browser.SubmitAsync($"/office/standards/{id}", new() { ["Programme"] = $"{programme}", ["DueOn"] = id == drafting ? "2026-03-01" : "" }, "Place");
            Assert.Equal($"/office/standards/{id}", StandardsStage.Path(placed));
        }

        Assert.Equal("catalogue.programme-due", ExchangeStage.Code(await stage.DoAsync<KeepProgramme, Outcome>("province2", (k, act) => k.PlaceAsync(proposed, programme, new(2027, 1, 1), act, Ct))));
        Assert.Equal("catalogue.standard-unknown", ExchangeStage.Code(await stage.DoAsync<KeepProgramme, Outcome>("city1", (k, act) => k.PlaceAsync(proposed, programme, null, act, Ct))));
        var shown = await manager.PageAsync(page);
        string Count(string status) => shown.QuerySelector($"td[data-stage={status}]")!.TextContent.Trim();
        Assert.Equal(("1", "1", "1", "0", "1"), (Count("Proposed"), Count("Drafting"), Count("InReview"), Count("ToPublish"), Count("InForce")));
        var lead = shown.QuerySelector(".zt-lead")!.TextContent;
        Assert.Contains("共 16 项", lead, StringComparison.Ordinal);
        Assert.Contains("已发布 1 项，还有 12 项没有立项申请，逾期 1 项", lead, StringComparison.Ordinal);
        Assert.Equal(["12345政务服务便民热线工单处理规范"], shown.QuerySelectorAll("tbody tr").Where(r => r.TextContent.Contains("逾期", StringComparison.Ordinal)).Select(r => r.QuerySelector("a")!.TextContent));
        Assert.Equal(2, (await stage.Sql.DuringAsync(() => manager.PageAsync(page), "catalogue_")).Count);

        // Past the deadline all that are not published are late; a county sees the counts but not the names of what is not its own.
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 1, 2, 0, 0, TimeSpan.Zero));
        using var province = await stage.Host.BrowserAsync("province2");
        Assert.Contains("逾期 3 项", (await province.PageAsync(page)).QuerySelector(".zt-lead")!.TextContent, StringComparison.Ordinal);
        using var county = await stage.Host.BrowserAsync("manager1");
        var below = (await county.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("逾期 3 项", below, StringComparison.Ordinal);
        Assert.Contains("交易规范", below, StringComparison.Ordinal);
        Assert.DoesNotContain("评估规范", below, StringComparison.Ordinal);
        using var changed = await province.SubmitAsync(page, new() { ["Input.Name"] = "16项省级地方标准编制修订", ["Input.Target"] = "16", ["Input.Deadline"] = "2027-06-30" });
        Assert.Equal(page, StandardsStage.Path(changed));
        Assert.DoesNotContain("逾期 3 项", (await province.PageAsync(page)).QuerySelector(".zt-lead")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("17.07")]
    public async Task An_experience_is_documented_raised_to_a_standard_and_its_application_followed_to_the_end(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var incomplete = await editor.SubmitAsync("/office/standards/experiences", new() { ["Input.Title"] = "一窗通办", ["Input.Domain"] = "ServiceDelivery" });
        Assert.Contains("请写明取得的成效", await incomplete.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var recorded = await editor.SubmitAsync(
            "/office/standards/experiences", new() { ["Input.Title"] = "一窗通办", ["Input.Domain"] = "ServiceDelivery", ["Input.Origin"] = "窗口合并试点", ["Input.Results"] = "平均等候时间减少" });
        var page = StandardsStage.Path(recorded);
        var id = Guid.Parse(page.Split('/')[^1]);
        Assert.Contains("四川省广安市广安区", (await editor.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var health = await stage.Host.BrowserAsync("editor2");
        Assert.Equal(HttpStatusCode.NotFound, (await health.GetAsync(new Uri(page, UriKind.Relative), Ct)).StatusCode);

        // First a standard project of one's own, then the application.
        using var early = await editor.PostWithTokenOfAsync(page, page + "?handler=Apply", new() { ["Apply.Level"] = "National", ["Apply.Body"] = "国家标准委", ["Apply.On"] = "2026-03-02" });
        Assert.Contains("请先把这条经验提升为标准项目", await early.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var raise = $"/office/standards/new?experience={id}";
        Assert.Equal("一窗通办", (await editor.PageAsync(raise)).QuerySelector("input[name='Input.Title']")!.GetAttribute("value"));
        (string, string)[] fields =
        [
            ("Experience", $"{id}"), ("Input.Title", "一窗通办工作规范"), ("Input.Level", "Province"), ("Input.Domain", "ServiceDelivery"), ("Input.Year", "2026"), ("Input.Drafters", "广安区市监局"),
        ];
        using var raised = await StandardsStage.UploadAsync(editor, raise, StandardsStage.Pdf, fields);
        var standard = Guid.Parse(StandardsStage.Path(raised).Split('/')[^1]);
        Assert.Equal(id, (await stage.StandardAsync(standard)).ExperienceId);
        using var twice = await StandardsStage.UploadAsync(editor, raise, StandardsStage.Pdf, fields);
        Assert.Contains("已经提升为标准项目", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var applied = await editor.SubmitAsync(page, new() { ["Apply.Level"] = "National", ["Apply.Body"] = "国家标准化管理委员会", ["Apply.On"] = "2026-03-02" }, "Apply");
        Assert.Equal(page, StandardsStage.Path(applied));
        using var again = await editor.SubmitAsync(page, new() { ["Apply.Level"] = "National", ["Apply.Body"] = "国家标准化管理委员会", ["Apply.On"] = "2026-03-02" }, "Apply");
        Assert.Contains("已经申报", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var application = await stage.Host.InDatabaseAsync(db => db.Set<ExperienceApplication>().Select(a => a.Id).SingleAsync(Ct));
        Assert.Equal("catalogue.application-stage", await AnswerAsync(stage, id, application, new() { Stage = ApplicationStage.Granted, On = new(2026, 3, 2) }));
        Assert.Equal("catalogue.application-order", await AnswerAsync(stage, id, application, new() { Stage = ApplicationStage.TakenUp, On = new(2026, 3, 1) }));
        using var taken = await editor.SubmitAsync(page, new() { ["applicationId"] = $"{application}", ["Answer.Stage"] = "TakenUp", ["Answer.On"] = "2026-03-02" }, "Answer");
        Assert.Equal(page, StandardsStage.Path(taken));
        Assert.Equal("", await AnswerAsync(stage, id, application, new() { Stage = ApplicationStage.Granted, On = new(2026, 3, 2) }));
        Assert.Equal("catalogue.standard-number", await AnswerAsync(stage, id, application, new() { Stage = ApplicationStage.Published, On = new(2026, 3, 2), Number = "DB51/T 1-2026" }));
        Assert.Equal("", await AnswerAsync(stage, id, application, new() { Stage = ApplicationStage.Published, On = new(2026, 3, 2), Number = "gb/t 99999-2026" }));
        var text = (await editor.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.All((string[])["已发布为标准", "发布为 GB/T 99999-2026", "一窗通办工作规范", "立项中"], t => Assert.Contains(t, text, StringComparison.Ordinal));

        // Refused once, it may be applied for again; a reason is asked for.
        var province = new KeepExperience.ApplyCommand { Level = StandardLevel.Province, Body = "省市场监管局", On = new(2026, 3, 2) };
        await stage.DoneAsync<KeepExperience>("editor1", (k, act) => k.ApplyAsync(id, province, act, Ct));
        var second = await stage.Host.InDatabaseAsync(db => db.Set<ExperienceApplication>().Where(a => a.Level == StandardLevel.Province).Select(a => a.Id).SingleAsync(Ct));
        Assert.Equal("", await AnswerAsync(stage, id, second, new() { Stage = ApplicationStage.TakenUp, On = new(2026, 3, 2) }));
        Assert.Equal("catalogue.application-note", await AnswerAsync(stage, id, second, new() { Stage = ApplicationStage.Refused, On = new(2026, 3, 2) }));
        Assert.Equal("", await AnswerAsync(stage, id, second, new() { Stage = ApplicationStage.Refused, On = new(2026, 3, 2), Note = "与现行标准重复" }));
        await stage.DoneAsync<KeepExperience>("editor1", (k, act) => k.ApplyAsync(id, province, act, Ct));
        Assert.Single(await stage.Sql.DuringAsync(() => editor.PageAsync("/office/standards/experiences"), "catalogue_"));
    }

    private static async Task<string> AnswerAsync(StandardsStage stage, Guid id, Guid application, KeepExperience.AnswerCommand command) =>
        ExchangeStage.Code(await stage.DoAsync<KeepExperience, Outcome>("editor1", (k, act) => k.AnswerAsync(id, application, command, act, Ct)));
}
