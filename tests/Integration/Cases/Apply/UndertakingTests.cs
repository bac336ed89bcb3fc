using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Documents;
using Zhengtong.TestKit;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>承诺书: read whole, agreed to on purpose, issued with the application, and found in it ever after.</summary>
public sealed class UndertakingTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("05.01", "03.18")]
    public async Task A_commitment_is_agreed_to_and_issued_with_the_application(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<Templates>().EnsureSeededAsync(Ct));
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser, "Commitment");
        await FillPersonAsync(browser, draft);
        await Good(UploadAsync(browser, draft, "id-card", Pdf, "id.pdf"));
        var check = (await browser.PageAsync(draft + "/check")).Body!.TextContent;
        foreach (var said in (string[])["告知承诺书", "有与经营的食品品种、数量相适应的场所", "平面图可以用承诺代替。", "承诺不实的撤销决定。", "两个月内核查。", "经营场所平面图"])
        {
            Assert.Contains(said, check, StringComparison.Ordinal);
        }

        var untick = new HtmlParser().ParseDocument(await (await browser.SubmitAsync(draft + "/check", [])).Content.ReadAsStringAsync(Ct));
        Assert.Contains("请阅读并确认承诺书后再提交。", untick.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Case>().CountAsync(Ct)));

        var id = await SubmitAsync(browser, draft, new() { ["Promise"] = "true" });
        var notice = await NoticeAsync(stage, id, NoticeKinds.Commitment);
        var application = await stage.Host.InDatabaseAsync(db => db.Set<Application>().AsNoTracking().SingleAsync(a => a.CaseId == id, Ct));
        Assert.Equal("张三（演示）", application.PromisedByName);
        Assert.NotNull(application.PromisedById);
        Assert.Matches("^v1-[0-9a-f]{12}$", application.PromiseText);
        var text = await PdfAsync(browser, NoticeEndpoints.Notice(id, notice.Id));
        foreach (var said in (string[])["告知承诺书", "承诺不实的撤销决定", "经营场所平面图", application.PromiseText, "2026年3月2日10:00"])
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        Assert.Contains("告知承诺书", (await browser.PageAsync($"/my/cases/{id}")).Body!.TextContent, StringComparison.Ordinal);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Contains(application.PromiseText, Assert.Single(trace).Data, StringComparison.Ordinal);
        Assert.Null(Trace.Check(await stage.CaseAsync(id), trace));
    }

    [Theory, EachDatabase]
    [Requirement("05.04", "03.18")]
    public async Task A_promise_of_tolerance_names_the_missing_materials_and_the_last_day(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<Templates>().EnsureSeededAsync(Ct));
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser, "Tolerance");
        await FillPersonAsync(browser, draft);
        await Good(UploadAsync(browser, draft, "id-card", Pdf, "id.pdf"));
        Assert.Contains("2026年3月16日(星期一)前补交", (await browser.PageAsync(draft + "/check")).Body!.TextContent, StringComparison.Ordinal);

        var id = await SubmitAsync(browser, draft, new() { ["Promise"] = "true" });
        var text = await PdfAsync(browser, NoticeEndpoints.Notice(id, (await NoticeAsync(stage, id, NoticeKinds.Tolerance)).Id));
        foreach (var said in (string[])["容缺受理承诺书", "经营场所平面图", "2026年3月16日(星期一)前", "作退件处理"])
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        Assert.Contains("容缺受理承诺书", (await browser.PageAsync($"/my/cases/{id}")).Body!.TextContent, StringComparison.Ordinal);
        var other = await stage.SignedInAsync("lisi");
        Assert.Equal(404, (int)(await other.GetAsync(new Uri(NoticeEndpoints.Notice(id, (await NoticeAsync(stage, id, NoticeKinds.Tolerance)).Id), UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("05.01")]
    public async Task A_signature_counts_for_the_words_it_was_given_under_only(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<Templates>().EnsureSeededAsync(Ct));
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser, "Commitment");
        await FillPersonAsync(browser, draft);

        // Signed while the identity card was missing, which keeps the application back; what the promise stands in for then changes.
        await browser.SubmitAsync(draft + "/check", new() { ["Promise"] = "true" });
        var signed = (await stage.DraftAsync(draft)).PromiseText;
        await FillMaterialsAsync(browser, draft);
        Assert.Contains("请阅读并确认承诺书", await (await browser.SubmitAsync(draft + "/check", [])).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await SubmitAsync(browser, draft, new() { ["Promise"] = "true" });
        Assert.NotEqual(signed, (await stage.DraftAsync(draft)).PromiseText);
    }

    [Theory, EachDatabase]
    public async Task An_ordinary_application_issues_no_promise(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<Templates>().EnsureSeededAsync(Ct));
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        var id = await SubmitAsync(browser, draft);
        Assert.Equal([NoticeKinds.Receipt.Key], await stage.Host.InDatabaseAsync(db => db.Set<Notice>().Where(n => n.CaseId == id).Select(n => n.Kind).ToListAsync(Ct)));
    }

    private static Task<Notice> NoticeAsync(ApplyStage stage, Guid caseId, NoticeKind kind) =>
        stage.Host.InDatabaseAsync(db => db.Set<Notice>().AsNoTracking().SingleAsync(n => n.CaseId == caseId && n.Kind == kind.Key, Ct));

    private static async Task<string> PdfAsync(HttpClient browser, string path)
    {
        using var pdf = PdfDocument.Open(await browser.GetByteArrayAsync(new Uri(path, UriKind.Relative), Ct));
        return string.Concat(pdf.GetPages().SelectMany(p => p.Text).Where(c => !char.IsWhiteSpace(c)));
    }
}
