using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.PreReview;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;
using ApplyStage = Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.PreReview;

/// <summary>网上预审: on the applicant's wish, answered in time, and never a condition of anything.</summary>
[Requirement("03.22")]
public sealed class PreReviewTests
{
    private const string List = "/desk/pre-reviews";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task An_applicant_asks_the_window_answers_and_the_answer_says_for_what_it_was_given(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var applicant = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(applicant);
        await FillPersonAsync(applicant, draft);
        await Good(UploadAsync(applicant, draft, "id-card", Pdf, "身份证.pdf"));
        var tasks = await applicant.PageAsync(draft);
        Assert.Contains("先请窗口预审（可选）", tasks.QuerySelector($"a[href='{draft}/pre-review']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不是受理的前提", tasks.Body!.TextContent, StringComparison.Ordinal);

        await Good(applicant.SubmitAsync(draft + "/pre-review", []));
        await Good(applicant.PostWithTokenOfAsync(draft, draft + "/pre-review", []));
        var asked = await OneAsync(stage);
        Assert.Matches("^YS51160220260302[0-9]{7}[0-9A-Z]$", asked.Number);
        Assert.Equal(new DateOnly(2026, 3, 4), asked.DueOn);
        Assert.Contains("等待答复", (await applicant.PageAsync(draft)).Body!.TextContent, StringComparison.Ordinal);

        await Good(FillAsync(applicant, draft + "/form/matter", new() { ["a.matter.summary"] = "改成了另一件事。", ["a.matter.viaAgent"] = "no" }));
        var clerk = await stage.SignedInAsync("clerk1");
        var sheet = await clerk.PageAsync($"{List}/{asked.Id}");
        Assert.Contains("申请开办食品经营店。", sheet.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("改成了另一件事", sheet.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", sheet.Body.TextContent, StringComparison.Ordinal);
        var file = sheet.QuerySelector($"a[href^='{List}/{asked.Id}/files/']")!.GetAttribute("href")!;
        Assert.Equal(Pdf, await clerk.GetByteArrayAsync(new Uri(file, UriKind.Relative), Ct));

        await Good(clerk.SubmitAsync($"{List}/{asked.Id}", new() { ["answer"] = "Change", ["material-site-plan"] = "请补上平面图", ["text"] = "其余可以" }, "Answer"));
        var late = await clerk.PostWithTokenOfAsync(List, $"{List}/{asked.Id}?handler=Answer", new() { ["answer"] = "Ready" });
        Assert.Contains("这次预审已经结束", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        var seen = await applicant.PageAsync(draft);
        Assert.Contains("建议修改", seen.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请补上平面图", seen.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("之后您又修改过申请", seen.Body.TextContent, StringComparison.Ordinal);
        Assert.NotNull(seen.QuerySelector($"a[href='{draft}/materials#material-site-plan']"));
        await stage.Host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct);
        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().SingleAsync(m => m.PartyId == asked.PartyId && m.Title.StartsWith("预审已答复"), Ct));
        Assert.Equal(draft + "/pre-review", told.Link);

        var answered = await OneAsync(stage);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(asked.Id, Ct));
        Assert.Equal(["asked", "answered"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(answered, trace));
    }

    [Theory, EachDatabase]
    [Requirement("03.11")]
    public async Task Submitting_never_waits_for_a_pre_review_and_ends_one_that_is_open(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var applicant = await stage.SignedInAsync("zhangsan");
        var without = await BeginAsync(applicant);
        await FillPersonAsync(applicant, without);
        await FillMaterialsAsync(applicant, without);
        await SubmitAsync(applicant, without);

        var draft = await BeginAsync(applicant);
        await FillPersonAsync(applicant, draft);
        await FillMaterialsAsync(applicant, draft);
        await Good(applicant.SubmitAsync(draft + "/pre-review", []));
        var caseId = await SubmitAsync(applicant, draft);
        var ended = await OneAsync(stage);
        Assert.Equal((PreReviewEnding.Submitted, (PreReviewAnswer?)null), (ended.Ending!.Value, ended.Answer));
        Assert.Null(Trace.Check(ended, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(ended.Id, Ct))));

        var clerk = await stage.SignedInAsync("clerk1");
        Assert.Empty((await clerk.PageAsync(List)).QuerySelectorAll("#pre-reviews tr"));
        Assert.Single((await clerk.PageAsync(List + "?ended=true")).QuerySelectorAll("#pre-reviews tr"));
        var intake = await clerk.PageAsync($"/desk/cases/{await stage.World.StepAsync(caseId, "intake")}");
        Assert.Contains("没有等到答复就提交了", intake.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(ended.Number, intake.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("独立判断是否受理", intake.Body.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task An_answer_in_the_same_moment_keeps_nobody_from_submitting(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var item = await stage.World.PublishAsync("511602-PRE-2", CaseWorld.Content());
        for (var i = 0; i < 5; i++)
        {
            var draft = await stage.World.DraftAsync(item);
            var asked = (await stage.World.DoAsync<AskPreReview, Outcome<Guid>>(a => a.HandleAsync(draft, stage.World.ByZhang(), Ct))).Value;
            var answer = Task.Run(() => stage.World.DoAsync<AnswerPreReview, Outcome>(a => a.HandleAsync(new(asked, PreReviewAnswer.Ready, new Dictionary<string, string>(), ""), stage.World.By(CaseWorld.Clerk), Ct)));
            var submit = await Task.Run(() => stage.World.DoAsync<SubmitApplication, Outcome<SubmitApplication.Submitted>>(s => s.HandleAsync(draft, stage.World.ByZhang(), Ct)));
            var answered = await answer;

            Assert.True(submit.Ok, submit.Ok ? "" : submit.Problems[0].Code);
            var request = await stage.Host.InDatabaseAsync(db => db.Set<PreReviewRequest>().AsNoTracking().SingleAsync(p => p.Id == asked, Ct));
            Assert.Equal(answered.Ok ? PreReviewEnding.Answered : PreReviewEnding.Submitted, request.Ending);
            Assert.Null(Trace.Check(request, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(asked, Ct))));
        }
    }

    /// <summary>Compulsory pre-review is a violation: nothing that accepts, refuses or submits can even know of a demand for one.</summary>
    [Fact]
    [Requirement("03.11")]
    public void There_is_no_setting_and_no_rule_that_could_require_one()
    {
        Assert.Equal(["AnswerWithinWorkingDays"], typeof(PreReviewSettings).GetProperties().Where(p => p.DeclaringType == typeof(PreReviewSettings)).Select(p => p.Name));
        Assert.Equal(["PreReview"], typeof(Zhengtong.Catalogue.Contracts.ItemContent).GetProperties().Where(p => p.Name.Contains("PreReview", StringComparison.Ordinal)).Select(p => p.Name));
        var root = Path.Combine(ProductFolder.Root, "src", "Modules", "Zhengtong.Cases");
        Assert.DoesNotContain("PreReview", File.ReadAllText(Path.Combine(root, "Apply", "SubmissionCheck.cs")), StringComparison.Ordinal);
        foreach (var act in (string[])["AcceptCase.cs", "AskCorrection.cs", "RefuseAcceptance.cs", "HandInCorrection.cs", "AcceptByLapse.cs"])
        {
            Assert.DoesNotContain("PreReview", File.ReadAllText(Path.Combine(root, "Accept", act)), StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    public async Task Bad_answers_are_told_and_a_withdrawn_request_waits_no_more(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var applicant = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(applicant);
        await Good(applicant.SubmitAsync(draft + "/pre-review", []));
        var asked = await OneAsync(stage);
        var clerk = await stage.SignedInAsync("clerk1");
        async Task<string> Told(Dictionary<string, string> fields) => new HtmlParser().ParseDocument(await (await clerk.SubmitAsync($"{List}/{asked.Id}", fields, "Answer")).Content.ReadAsStringAsync(Ct)).QuerySelector(".zt-errors")!.TextContent;

        Assert.Contains("请选择答复", await Told([]), StringComparison.Ordinal);
        Assert.Contains("请选择答复", await Told(new() { ["answer"] = "7" }), StringComparison.Ordinal);
        Assert.Contains("至少写明一处", await Told(new() { ["answer"] = "Change", ["material-none"] = "没有这项材料" }), StringComparison.Ordinal);
        Assert.Contains("不得再要求纸质", await Told(new() { ["answer"] = "Change", ["material-id-card"] = "请提交身份证复印件" }), StringComparison.Ordinal);
        Assert.Contains("最多 500 个字", await Told(new() { ["answer"] = "Ready", ["material-id-card"] = new string('长', 501) }), StringComparison.Ordinal);

        await Good(applicant.SubmitAsync(draft + "/pre-review", [], "Withdraw"));
        Assert.Equal(PreReviewEnding.Withdrawn, (await OneAsync(stage)).Ending);
        var over = await clerk.PostWithTokenOfAsync(List, $"{List}/{asked.Id}?handler=Answer", new() { ["answer"] = "Ready" });
        Assert.Contains("这次预审已经结束", await over.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await Good(applicant.SubmitAsync(draft + "/pre-review", []));
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<PreReviewRequest>().CountAsync(Ct)));
        await Good(applicant.SubmitAsync(draft, [], "Discard"));
        Assert.Equal(PreReviewEnding.Discarded, await stage.Host.InDatabaseAsync(db => db.Set<PreReviewRequest>().OrderByDescending(p => p.Id).Select(p => p.Ending).FirstAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task Neither_another_party_nor_another_region_nor_another_role_gets_in(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var applicant = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(applicant);
        var stranger = await stage.SignedInAsync("lisi");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(draft + "/pre-review", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostWithTokenOfAsync("/track", draft + "/pre-review", [])).StatusCode);
        await Good(applicant.SubmitAsync(draft + "/pre-review", []));
        var asked = await OneAsync(stage);

        Assert.NotEqual(HttpStatusCode.OK, (await applicant.GetAsync(new Uri($"{List}/{asked.Id}", UriKind.Relative), Ct)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await (await stage.SignedInAsync("reviewer1")).GetAsync(new Uri(List, UriKind.Relative), Ct)).StatusCode);
        var far = CaseWorld.FarClerk;
        Assert.Empty((await stage.World.DoAsync<PreReviewList, PreReviewList.Page>(l => l.ReadAsync(far.Post!, false, null, null, Ct))).Rows);
        Assert.Null(await stage.World.DoAsync<PreReviewSheets, PreReviewSheets.Sheet?>(s => s.FindAsync(asked.Id, far.Post!, Ct)));
        var answered = await stage.World.DoAsync<AnswerPreReview, Outcome>(a => a.HandleAsync(new(asked.Id, PreReviewAnswer.Ready, new Dictionary<string, string>(), ""), stage.World.By(far), Ct));
        Assert.Equal("cases.pre-review-gone", answered.Problems[0].Code);
        Assert.True((await OneAsync(stage)).Open);
    }

    [Theory, EachDatabase]
    public async Task An_item_that_is_not_handled_online_offers_none(Engine engine)
    {
        await using var stage = await StartAsync(engine, Content with { OnlineDepth = "窗口办理" });
        var applicant = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(applicant);

        Assert.DoesNotContain("预审", (await applicant.PageAsync(draft)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await applicant.PostWithTokenOfAsync(draft, draft + "/pre-review", [])).StatusCode);
    }

    [Theory, EachDatabase]
    public async Task Asking_many_times_at_once_makes_one_and_the_list_pages_by_key_in_one_statement(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var item = await stage.World.PublishAsync("511602-PRE-1", CaseWorld.Content());
        var draft = await stage.World.DraftAsync(item);
        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => stage.World.DoAsync<AskPreReview, Outcome<Guid>>(a => a.HandleAsync(draft, stage.World.ByZhang(), Ct)))));
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<PreReviewRequest>().CountAsync(Ct)));
        Assert.Single(asked.Where(a => a.Ok).Select(a => a.Value).Distinct());
        Assert.All(asked.Where(a => !a.Ok), a => Assert.Equal(Drafts.ChangedElsewhere, a.Problems[0]));

        for (var i = 0; i < PreReviewList.PageSize; i++)
        {
            var more = await stage.World.DraftAsync(item, d => Own((Draft)d));
            Assert.True((await stage.World.DoAsync<AskPreReview, Outcome<Guid>>(async a => await a.HandleAsync(more, ActOf(stage, await stage.Host.InDatabaseAsync(db => db.Set<Draft>().Where(d => d.Id == more).Select(d => d.PartyId).SingleAsync(Ct))), Ct))).Ok);
        }

        var post = CaseWorld.Clerk.Post!;
        PreReviewList.Page first = null!;
        Assert.Single(await stage.Sql.DuringAsync(async () => first = await stage.World.DoAsync<PreReviewList, PreReviewList.Page>(l => l.ReadAsync(post, false, null, null, Ct)), "cases_"));
        var second = await stage.World.DoAsync<PreReviewList, PreReviewList.Page>(l => l.ReadAsync(post, false, null, first.Next, Ct));
        Assert.Equal((PreReviewList.PageSize, 1, (string?)null), (first.Rows.Count, second.Rows.Count, second.Next));
        Assert.DoesNotContain(second.Rows[0].Id, first.Rows.Select(r => r.Id));
    }

    /// <summary>A draft of somebody else each time: one has one open draft an item.</summary>
    private static void Own(Draft draft)
    {
        var other = Guid.CreateVersion7();
        typeof(Draft).GetProperty(nameof(Draft.PartyId))!.SetValue(draft, other);
    }

    private static Zhengtong.Platform.Access.Act ActOf(ApplyStage stage, Guid party) =>
        stage.World.By(new Zhengtong.Platform.Access.Actor(party, "某人", Zhengtong.Platform.Access.ActorKind.Applicant));

    private static Task<PreReviewRequest> OneAsync(ApplyStage stage) => stage.Host.InDatabaseAsync(db => db.Set<PreReviewRequest>().AsNoTracking().SingleAsync(Ct));
}
