using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UglyToad.PdfPig;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Extend;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Cases.Withdraw;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Notices;

[Requirement("03.18")]
public sealed partial class NoticePdfTests
{
    [Theory, EachDatabase]
    [Requirement("03.12", "03.13")]
    public async Task Every_notice_that_an_act_issues_carries_all_its_elements(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        await EverythingAsync(stage);
        var notices = await stage.Host.InDatabaseAsync(db => db.Set<Notice>().AsNoTracking().ToListAsync());
        var applicant = await stage.SignInAsync("zhangsan");

        foreach (var notice in notices)
        {
            var text = await TextAsync(applicant, NoticeEndpoints.Notice(notice.CaseId, notice.Id));
            Assert.Contains(Squeezed(NoticeKinds.All[notice.Kind].Basis), text, StringComparison.Ordinal);
            Assert.Contains(notice.Number, text, StringComparison.Ordinal);
            Assert.Contains("（盖章）", text, StringComparison.Ordinal);
            foreach (var said in Texts(NoticeData.Of(notice.Elements)))
            {
                Assert.True(text.Contains(Squeezed(said), StringComparison.Ordinal), $"{notice.Kind} lacks {said}: {text}");
            }
        }

        var acts = NoticeKinds.All.Keys.Except([NoticeKinds.Returned.Key, NoticeKinds.Commitment.Key, NoticeKinds.Tolerance.Key, NoticeKinds.Filed.Key, NoticeKinds.FeeNotice.Key, NoticeKinds.FeeReceipt.Key, NoticeKinds.FeeWaiver.Key]);
        Assert.Empty(acts.Except(notices.Select(n => n.Kind)));
    }

    [Theory, EachDatabase]
    public async Task The_same_bytes_come_out_after_the_template_was_changed(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var receipt = await stage.Host.InDatabaseAsync(db => db.Set<Notice>().SingleAsync(n => n.CaseId == id));
        var applicant = await stage.SignInAsync("zhangsan");
        var path = new Uri(NoticeEndpoints.Notice(id, receipt.Id), UriKind.Relative);

        var before = await applicant.GetByteArrayAsync(path);
        await stage.DoAsync<Templates, DocumentTemplate>((t, act) => t.SaveNewVersionAsync("receipt", "收件凭证", "# 新凭证\n{{number}}", act, default), "admin1", "试");
        var after = await applicant.GetByteArrayAsync(path);
        var second = await stage.ApplyAsync();
        var fresh = await stage.Host.InDatabaseAsync(db => db.Set<Notice>().SingleAsync(n => n.CaseId == second));

        Assert.Equal(before, after);
        Assert.Contains("新凭证", await TextAsync(applicant, NoticeEndpoints.Notice(second, fresh.Id)), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task The_result_is_a_document_with_its_verification_code(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await Deliver.HandOverPageTests.DecidedAsync(stage);
        var result = await stage.Host.InDatabaseAsync(db => db.Set<Result>().AsNoTracking().SingleAsync());
        var applicant = await stage.SignInAsync("zhangsan");

        var text = await TextAsync(applicant, NoticeEndpoints.Result(id));
        foreach (var said in (string[])["食品经营许可证", result.Number, "张三（演示）", "区市监局", "2026年3月2日至2031年3月1日", result.VerificationCode])
        {
            Assert.Contains(Squeezed(said), text, StringComparison.Ordinal);
        }

        await stage.Host.InDatabaseAsync(db => db.Set<Result>().ExecuteUpdateAsync(s => s.SetProperty(r => r.RevokedAt, stage.Host.Clock.GetUtcNow().UtcDateTime)));
        Assert.Equal(HttpStatusCode.Conflict, await applicant.StatusAsync(NoticeEndpoints.Result(id)));
    }

    [Theory, EachDatabase]
    public async Task A_notice_is_shown_to_whom_the_case_is_visible(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var other = await stage.ApplyAsync("lisi");
        var receipt = await stage.Host.InDatabaseAsync(db => db.Set<Notice>().SingleAsync(n => n.CaseId == id));

        foreach (var path in (string[])[NoticeEndpoints.Notice(id, receipt.Id), NoticeEndpoints.Preview(id, receipt.Id)])
        {
            Assert.Equal(HttpStatusCode.OK, await (await stage.SignInAsync("zhangsan")).StatusAsync(path));
            Assert.Equal(HttpStatusCode.OK, await (await stage.SignInAsync("clerk1")).StatusAsync(path));
            Assert.Equal(HttpStatusCode.OK, await (await stage.SignInAsync("reviewer1")).StatusAsync(path));
            Assert.Equal(HttpStatusCode.NotFound, await (await stage.SignInAsync("lisi")).StatusAsync(path));
            Assert.Equal(HttpStatusCode.NotFound, await (await stage.SignInAsync("reviewer2")).StatusAsync(path));
            Assert.Equal(HttpStatusCode.NotFound, await (await stage.SignInAsync("admin1")).StatusAsync(path));
            Assert.Equal(HttpStatusCode.Redirect, await stage.Host.Browser().StatusAsync(path));
        }

        Assert.Equal(HttpStatusCode.NotFound, await (await stage.SignInAsync("lisi")).StatusAsync(NoticeEndpoints.Notice(other, receipt.Id)));
        var shown = await (await stage.SignInAsync("zhangsan")).OpenAsync(NoticeEndpoints.Preview(id, receipt.Id));
        Assert.Contains("收件凭证", shown.QuerySelector("article h1")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(shown.QuerySelector("svg.qr"));
    }

    /// <summary>Drives cases through every act that issues a notice.</summary>
    private static async Task EverythingAsync(WindowStage stage)
    {
        var told = await stage.ApplyAsync();
        var toldStep = await StepAsync(stage, told);
        await stage.DoAsync<AskCorrection, Guid>((a, act) => a.HandleAsync(toldStep, [new("m1", "请重新拍摄执照"), new(AskCorrection.Form, "店名写错")], act, default), "clerk1");

        foreach (var needed in (bool[])[true, false])
        {
            var refused = await stage.ApplyAsync();
            var grounds = new RefuseAcceptance.Grounds(needed, "属于食品生产", needed ? "广安市市场监督管理局" : "");
            var step = await StepAsync(stage, refused);
            await RunAsync<RefuseAcceptance>(stage, "clerk1", (r, act) => r.HandleAsync(step, grounds, act, default));
            var lead = await StepAsync(stage, refused);
            await RunAsync<RefuseAcceptance>(stage, "lead1", (r, act) => r.HandleAsync(lead, grounds, act, default));
        }

        var withdrawn = await stage.ApplyAsync();
        await RunAsync<WithdrawCase>(stage, "zhangsan", (w, act) => w.HandleAsync(withdrawn, "暂不开店", act, default));

        var denied = await AcceptedAsync(stage);
        var review = await StepAsync(stage, denied);
        await stage.DoAsync<RunSpecialProcedure, Guid>((r, act) => r.StartAsync(new(review, "现场核查", 7, "需要查看经营场所"), act, default), "reviewer1");
        await stage.DoAsync<RunSpecialProcedure, Guid>((r, act) => r.EndAsync(review, "布局不符合要求", act, default), "reviewer1");
        await stage.DoAsync<Zhengtong.Cases.Review.CompleteReview, Guid>((r, act) => r.HandleAsync(new(review, false, "建议不予"), act, default), "reviewer1");
        var decide = await StepAsync(stage, denied);
        await stage.DoAsync<ExtendLimit, Guid>((e, act) => e.HandleAsync(new(decide, 5, "需要征求消防意见"), act, default), "approver1");
        await stage.DoAsync<Zhengtong.Cases.Decide.DecideCase, Guid>((d, act) => d.HandleAsync(new(decide, false, "经营场所布局不符合要求"), act, default), "approver1");

        var granted = await Deliver.HandOverPageTests.DecidedAsync(stage);
        var issue = await StepAsync(stage, granted);
        await stage.DoAsync<DeliverResult, Guid>((d, act) => d.HandOverAsync(new(issue, "", true, "张三"), act, default), "issuer1");
    }

    private static async Task<Guid> AcceptedAsync(WindowStage stage)
    {
        var id = await stage.ApplyAsync();
        var step = await StepAsync(stage, id);
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>((a, act) => a.HandleAsync(step, "材料齐全", act, default), "clerk1");
        return id;
    }

    private static async Task<Guid> StepAsync(WindowStage stage, Guid caseId) => (await stage.StepAsync(caseId)).Id;

    private static async Task RunAsync<T>(WindowStage stage, string login, Func<T, Act, Task<Outcome>> run)
        where T : notnull
    {
        var act = await stage.ActAsync(login);
        var done = await stage.Host.InScopeAsync(s => run(s.GetRequiredService<T>(), act));
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }

    private static async Task<string> TextAsync(HttpClient browser, string path)
    {
        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var document = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync());
        return Squeezed(string.Concat(document.GetPages().Select(p => p.Text)));
    }

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        string text when text.Length > 0 => [text],
        decimal number => [number.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        IReadOnlyDictionary<string, object?> inner => inner.Values.SelectMany(Texts),
        IEnumerable<object?> list => list.SelectMany(Texts),
        _ => [],
    };

    private static string Squeezed(string text) => Blanks().Replace(text, "");

    [GeneratedRegex(@"\s")]
    private static partial Regex Blanks();
}
