using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Track;

namespace Zhengtong.Tests.Integration.Cases.Correct;

/// <summary>The applicant hands in what the one-time notice asked for.</summary>
public sealed class CorrectPageTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

    [Theory, EachDatabase]
    [Requirement("03.13")]
    public async Task What_was_asked_for_is_uploaded_and_the_case_goes_back_to_the_window(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AskAsync(@case, new AskCorrection.Deficiency("id-card", "照片看不清，请重新拍摄"));
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var address = $"/my/cases/{@case.Id}/correction";

        var page = await browser.PageAsync(address);
        Assert.Contains("照片看不清，请重新拍摄", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2026年5月1日(星期五)", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("input[type=file][name=material-id-card]"));
        Assert.Null(page.QuerySelector("input[name=material-site-plan]"));
        Assert.Null(page.QuerySelector(".is-wrong"));

        using var done = await TrackStage.UploadAsync(browser, address, [], ("material-id-card", "正面.pdf", Pdf), ("material-id-card", "反面.pdf", Pdf));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(CaseStatus.Received, (await stage.ReadAsync(@case.Id)).Status);
        var given = await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().Where(m => m.CaseId == @case.Id && m.Key == "id-card" && m.ReplacedAt == null).ToListAsync());
        Assert.Equal(["反面.pdf", "正面.pdf"], given.Select(m => m.FileName).Order(StringComparer.Ordinal));
        Assert.Contains("补正材料已提交", (await browser.PageAsync($"/my/cases/{@case.Id}")).QuerySelector(".zt-timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Nothing_changes_when_something_is_missing_or_is_no_document(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AskAsync(@case, new AskCorrection.Deficiency("id-card", "看不清"), new AskCorrection.Deficiency("site-plan", "没有标注面积"));
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var address = $"/my/cases/{@case.Id}/correction";

        using var half = await TrackStage.UploadAsync(browser, address, [], ("material-id-card", "身份证.pdf", Pdf));
        Assert.Contains("请补交“经营场所平面图”", await ErrorsAsync(half), StringComparison.Ordinal);
        using var script = await TrackStage.UploadAsync(
            browser, address, [], ("material-id-card", "身份证.pdf", Encoding.ASCII.GetBytes("<!doctype html><script>alert(1)</script>")), ("material-site-plan", "图.pdf", Pdf));
        Assert.Contains("文件", await ErrorsAsync(script), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.AwaitingCorrection, (await stage.ReadAsync(@case.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task A_fault_in_the_form_is_corrected_in_the_form(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AskAsync(@case, new AskCorrection.Deficiency(AskCorrection.Form, "联系地址写错了"));
        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var address = $"/my/cases/{@case.Id}/correction";

        Assert.Contains("联系地址写错了", (await browser.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        using var empty = await TrackStage.UploadAsync(browser, address, new() { ["a.contact.phone"] = "" });
        Assert.Contains("请填写", await ErrorsAsync(empty), StringComparison.Ordinal);
        using var shown = await TrackStage.UploadAsync(browser, address, new() { ["a.matter.viaAgent"] = "yes", ["op"] = "update" });
        var agents = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).QuerySelector("section[data-form-section=agents]")!;
        Assert.False(agents.HasAttribute("hidden"));
        Assert.Equal(CaseStatus.AwaitingCorrection, (await stage.ReadAsync(@case.Id)).Status);
        using var done = await TrackStage.UploadAsync(browser, address, new() { ["a.contact.address"] = "四川省广安市广安区新街2号" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var answers = await stage.Host.InDatabaseAsync(db => db.Set<Application>().Where(a => a.CaseId == @case.Id).Select(a => a.Answers).SingleAsync());
        Assert.Contains("新街2号", answers, StringComparison.Ordinal);
        Assert.Contains("11010519491231002X", answers, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task What_was_tolerated_is_handed_in_while_the_case_goes_on(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan", mode: Mode.Tolerance);
        await stage.AcceptAsync(@case);
        using var browser = await stage.Host.BrowserAsync("zhangsan");

        using var done = await TrackStage.UploadAsync(browser, $"/my/cases/{@case.Id}/correction", [], ("material-site-plan", "图.pdf", Pdf));

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(CaseStatus.InReview, (await stage.ReadAsync(@case.Id)).Status);
        Assert.NotNull((await browser.PageAsync($"/my/cases/{@case.Id}/correction")).QuerySelector(".zt-empty"));
    }

    private static async Task<string> ErrorsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelector(".zt-errors")!.TextContent;
    }
}
