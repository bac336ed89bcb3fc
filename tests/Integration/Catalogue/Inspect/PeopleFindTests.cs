using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.GuideFeedback;
using Zhengtong.Catalogue.ManualChecks;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>What people find: reviewers with a list of questions, and the public on a guide.</summary>
public sealed class PeopleFindTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("02.10")]
    public async Task A_colleague_reads_the_sample_and_what_fails_becomes_a_finding(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var reviewer = await stage.Host.BrowserAsync("manager2");
        Assert.Empty((await manager.PageAsync("/office/inspection/checks")).QuerySelectorAll("select[name='Input.ReviewerId'], [name='Input.ReviewerId'], [name='Input.OrganisationId']"));
        var (second, own) = (await FoundAsync(manager, "事项审核"), await FoundAsync(manager, "市监 专员"));
        using var narrowed = await manager.SubmitAsync("/office/inspection/checks", new() { ["Input.ReviewerId"] = second, ["FindOrganisation"] = "市监", ["Input.Count"] = "7" }, "Find");
        var looked = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await narrowed.Content.ReadAsStringAsync(Ct));
        Assert.Equal(second, looked.QuerySelectorAll("input[name='Input.ReviewerId'][checked]").Single().GetAttribute("value"));
        Assert.Contains(DemoPeople.MarketOffice, looked.QuerySelector("#choose-Input_OrganisationId")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("7", looked.QuerySelector("input[name='Input.Count']")!.GetAttribute("value"));

        using var biased = await manager.SubmitAsync("/office/inspection/checks", new() { ["Input.ReviewerId"] = own, ["Input.Codes"] = InspectStage.Code });
        Assert.Contains("校验人本单位的事项", await biased.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var assigned = await manager.SubmitAsync("/office/inspection/checks", new() { ["Input.ReviewerId"] = second, ["Input.Count"] = "3" });
        Assert.Equal(HttpStatusCode.Redirect, assigned.StatusCode);

        var check = await stage.Host.InDatabaseAsync(db => db.Set<ManualCheck>().AsNoTracking().SingleAsync(Ct));
        var address = "/office/inspection/checks/" + check.Id;
        Assert.Contains("娱乐场所设立审批", (await reviewer.PageAsync("/office/inspection/checks")).Body!.TextContent, StringComparison.Ordinal);
        var keys = (await reviewer.PageAsync(address)).QuerySelectorAll("input[type=hidden][name$='.Key']").OfType<IHtmlInputElement>().Select(i => i.Value).ToList();
        using var half = await reviewer.SubmitAsync(address, new() { ["Lines[0].Passed"] = "no" });
        Assert.Contains("请写明哪里有问题", await half.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var answers = Enumerable.Range(0, keys.Count).ToDictionary(i => $"Lines[{i}].Passed", i => i == 1 ? "no" : "yes");
        answers["Lines[1].Note"] = "条件没有材料证明";
        using var done = await reviewer.SubmitAsync(address, answers);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        var finding = (await stage.FindingsAsync()).Single(f => f.Origin == FindingOrigin.Manual);
        Assert.Contains("条件没有材料证明", finding.Message, StringComparison.Ordinal);
        Assert.Contains("1 处不合格", (await manager.PageAsync("/office/inspection/checks?show=region&state=done")).Body!.TextContent, StringComparison.Ordinal);
        await stage.RunAsync();
        Assert.Contains(await stage.FindingsAsync(), f => f.Id == finding.Id);
    }

    [Theory, EachDatabase]
    [Requirement("02.08")]
    public async Task Anybody_says_that_a_guide_is_wrong_and_the_organisation_answers(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        var address = "/guide-feedback/" + InspectStage.Code;
        Assert.NotNull((await stage.Host.Browser().PageAsync("/items/" + InspectStage.Code)).QuerySelector($"a[href='{address}']"));

        using var nobody = stage.Host.Browser();
        using var empty = await nobody.SubmitAsync(address, new() { ["Input.Text"] = "" });
        Assert.Contains("请写明哪里有误", await empty.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var sent = await nobody.SubmitAsync(address, new() { ["Input.Element"] = "materials", ["Input.Text"] = "窗口还要租赁合同", ["Input.Contact"] = "13800000000" });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        using var person = await stage.Host.BrowserAsync("zhangsan");
        using var more = await person.SubmitAsync(address, new() { ["Input.Element"] = "consult", ["Input.Text"] = "电话打不通" });
        Assert.Equal(HttpStatusCode.Redirect, more.StatusCode);

        var remarks = await stage.Host.InDatabaseAsync(db => db.Set<GuideRemark>().AsNoTracking().ToListAsync(Ct));
        Assert.DoesNotContain(remarks, r => r.SealedContact.Contains("13800000000", StringComparison.Ordinal));
        using var editor = await stage.Host.BrowserAsync("editor1");
        var first = "/office/inspection/" + remarks.Single(r => r.PartyId is null).FindingId;
        Assert.Contains("138****0000", (await editor.PageAsync(first)).Body!.TextContent, StringComparison.Ordinal);
        using var answered = await editor.SubmitAsync("/office/inspection/" + remarks.Single(r => r.PartyId is not null).FindingId, new() { ["Reply"] = "电话已经更正，谢谢。" }, "Answer");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Contains("电话已经更正", (await person.PageAsync("/my/guide-feedback")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title == "您的指南纠错有答复了", Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("02.08")]
    public async Task What_somebody_left_to_be_reached_by_is_masked_read_for_a_purpose_and_gone_after_the_answer(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        using var nobody = stage.Host.Browser();
        using var sent = await nobody.SubmitAsync("/guide-feedback/" + InspectStage.Code, new() { ["Input.Element"] = "materials", ["Input.Text"] = "我是李四，窗口还要租赁合同", ["Input.Contact"] = "13800001234" });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var remark = await stage.Host.InDatabaseAsync(db => db.Set<GuideRemark>().AsNoTracking().SingleAsync(Ct));
        var page = "/office/inspection/" + remark.FindingId;

        // What he wrote stays on the page of who answers: in no message, in no sheet of a supervisor.
        Assert.DoesNotContain(await stage.Host.InDatabaseAsync(db => db.Set<Message>().Select(m => m.Body).ToListAsync(Ct)), b => b.Contains("李四", StringComparison.Ordinal));
        using var supervisor = await stage.Host.BrowserAsync("supervisor1");
        var rows = Excel.Read(await supervisor.GetByteArrayAsync(new Uri("/office/inspection/export", UriKind.Relative), Ct)).SelectMany(r => r).ToList();
        Assert.Contains("群众反映的内容，请打开问题查看。", rows);
        Assert.DoesNotContain(rows, c => c.Contains("李四", StringComparison.Ordinal));

        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.DoesNotContain("13800001234", (await editor.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        using var silent = await editor.SubmitAsync(page, new() { ["purpose"] = " " }, "Reveal");
        var refused = await silent.Content.ReadAsStringAsync(Ct);
        Assert.Contains("请写明查看联系方式的用途", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("13800001234", refused, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().CountAsync(Ct)));
        using var shown = await editor.SubmitAsync(page, new() { ["purpose"] = "核实反映的问题" }, "Reveal");
        Assert.Contains("13800001234", await shown.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var reading = await stage.Host.InDatabaseAsync(db => db.Set<PersonalDataReading>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((remark.FindingId, "核实反映的问题"), (reading.PartyId, reading.Purpose));
        using var other = await supervisor.PostWithTokenOfAsync(page, page + "?handler=Reveal", new() { ["purpose"] = "看看" });
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

        // Kept while it waits and for a month after the answer.
        async Task<bool> KeptAsync()
        {
            Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(EraseContacts.JobName, Ct)).Ok);
            return await stage.Host.InDatabaseAsync(db => db.Set<GuideRemark>().AnyAsync(r => r.SealedContact != "", Ct));
        }

        using var answered = await editor.SubmitAsync(page, new() { ["Reply"] = "已经更正，谢谢。" }, "Answer");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        stage.Host.Clock.Advance(TimeSpan.FromDays(29));
        Assert.True(await KeptAsync());
        stage.Host.Clock.Advance(TimeSpan.FromDays(2));
        Assert.False(await KeptAsync());
    }

    [Theory, EachDatabase]
    [Requirement("02.09", "02.10")]
    public async Task What_a_colleague_found_ends_with_a_later_version_that_he_or_a_manager_confirms_never_by_the_keepers_word(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var keeper = await stage.Host.BrowserAsync("editor1");
        using var reviewer = await stage.Host.BrowserAsync("editor2");
        var address = await AssignAsync(stage, manager, "卫健事项专员");
        using var done = await reviewer.SubmitAsync(address, await AnswersAsync(reviewer, address));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var page = "/office/inspection/" + (await stage.FindingsAsync()).Single(f => f.Origin == FindingOrigin.Manual).Id;

        var shown = await keeper.PageAsync(page);
        Assert.Null(shown.QuerySelector("a[href^='/inspection-standard#']"));
        using var early = await keeper.SubmitAsync(page, new() { ["Reply"] = "已经改好" }, "Mended");
        Assert.Contains("第 1 版仍是现行版本", await early.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await stage.PublishAsync(InspectStage.Good with { ConsultPhone = "0826-4444444" });
        using var said = await keeper.SubmitAsync(page, new() { ["Reply"] = "已经补充条件" }, "Mended");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        using var self = await keeper.PostWithTokenOfAsync(page, page + "?handler=Accept", new() { ["Words"] = "好" });
        Assert.Equal(HttpStatusCode.NotFound, self.StatusCode);
        Assert.Contains("整改待确认", (await manager.PageAsync("/office/inspection?show=judge")).Body!.TextContent, StringComparison.Ordinal);

        // Not gone, says who found it; then it is, and he confirms. He works on nothing else of the other office's.
        using var not = await reviewer.SubmitAsync(page, new() { ["Words"] = "还没有写全" }, "Reject");
        Assert.Equal(HttpStatusCode.Redirect, not.StatusCode);
        Assert.Single(await stage.FindingsAsync(), f => f.Origin == FindingOrigin.Manual);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var again = await keeper.SubmitAsync(page, new() { ["Reply"] = "写全了" }, "Mended");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title == "整改情况请您确认", Ct)));
        using var foreign = await reviewer.PostWithTokenOfAsync(page, page + "?handler=Explain", new() { ["Reason"] = "不是问题" });
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var confirmed = await reviewer.SubmitAsync(page, new() { ["Words"] = "已核对" }, "Accept");
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        var closed = (await stage.FindingsAsync(open: false)).Single(f => f.Origin == FindingOrigin.Manual);
        Assert.Equal((FindingEnd.Mended, 2), (closed.ClosedAs, closed.MendedVersion));
    }

    [Theory, EachDatabase]
    [Requirement("02.10")]
    public async Task A_check_that_is_late_is_told_to_both_stands_first_and_goes_to_another_or_is_taken_back(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        using var assigner = await stage.Host.BrowserAsync("manager1");
        var address = await AssignAsync(stage, assigner, "卫健事项专员");
        Assert.Contains("没有校验任务", (await assigner.PageAsync("/office/inspection/checks?show=region&state=late")).Body!.TextContent, StringComparison.Ordinal);

        stage.Host.Clock.Advance(TimeSpan.FromDays(40));
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var gone = await stage.Host.BrowserAsync("editor2");
        using var other = await stage.Host.BrowserAsync("manager2");
        for (var i = 0; i < 2; i++)
        {
            await stage.Host.InScopeAsync(s => ActivatorUtilities.CreateInstance<RemindChecks>(s).RunAsync(Ct));
        }

        Assert.Equal((1, 1), await stage.Host.InDatabaseAsync(async db =>
            (await db.Set<Message>().CountAsync(m => m.Title == "人工校验到期", Ct), await db.Set<Message>().CountAsync(m => m.Title == "分配的人工校验超期", Ct))));
        Assert.Contains("已超期", (await manager.PageAsync("/office/inspection/checks?show=region&state=late")).QuerySelector("#checks")!.TextContent, StringComparison.Ordinal);

        var page = await manager.PageAsync(address);
        var second = page.QuerySelectorAll("select[name=ReviewerId] option").OfType<IHtmlOptionElement>().Single(o => o.TextContent.Contains("事项审核", StringComparison.Ordinal)).Value;
        var own = page.QuerySelectorAll("select[name=ReviewerId] option").OfType<IHtmlOptionElement>().Single(o => o.TextContent.Contains("市监事项专员", StringComparison.Ordinal)).Value;
        using var silent = await manager.SubmitAsync(address, new() { ["ReviewerId"] = second }, "PassOn");
        Assert.Contains("请填写理由", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var biased = await manager.SubmitAsync(address, new() { ["ReviewerId"] = own, ["Reason"] = "已经离岗" }, "PassOn");
        Assert.Contains("校验人本单位的事项", await biased.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var passed = await manager.SubmitAsync(address, new() { ["ReviewerId"] = second, ["Reason"] = "已经离岗" }, "PassOn");
        Assert.Equal(HttpStatusCode.Redirect, passed.StatusCode);
        using var lost = await gone.GetAsync(new Uri(address, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, lost.StatusCode);
        var row = (await other.PageAsync("/office/inspection/checks")).QuerySelector("#checks")!.TextContent;
        Assert.Contains("待校验", row, StringComparison.Ordinal);

        using var back = await manager.SubmitAsync(address, new() { ["Reason"] = "事项要改" }, "Withdraw");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Contains("没有校验任务", (await other.PageAsync("/office/inspection/checks")).Body!.TextContent, StringComparison.Ordinal);
        using var late = await other.PostWithTokenOfAsync("/office/inspection/rules", address, []);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);

        // Nothing of it stands in the way of another check of the same item by the same person.
        Assert.NotEqual(address, await AssignAsync(stage, manager, "事项审核"));
    }

    /// <returns>The address of the check that was given out.</returns>
    private static async Task<string> AssignAsync(InspectStage stage, HttpClient manager, string reviewer)
    {
        var there = await stage.Host.InDatabaseAsync(db => db.Set<ManualCheck>().Select(c => c.Id).ToListAsync(Ct));
        var person = await FoundAsync(manager, reviewer);
        using var assigned = await manager.SubmitAsync("/office/inspection/checks", new() { ["Input.ReviewerId"] = person, ["Input.Codes"] = InspectStage.Code });
        Assert.Equal(HttpStatusCode.Redirect, assigned.StatusCode);
        return "/office/inspection/checks/" + await stage.Host.InDatabaseAsync(db => db.Set<ManualCheck>().Where(c => !there.Contains(c.Id)).Select(c => c.Id).SingleAsync(Ct));
    }

    /// <summary>The one colleague whom a manager finds by some words of name and organisation.</summary>
    private static async Task<string> FoundAsync(HttpClient manager, string words)
    {
        using var found = await manager.SubmitAsync("/office/inspection/checks", new() { ["FindReviewer"] = words }, "Find");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await found.Content.ReadAsStringAsync(Ct));
        return page.QuerySelectorAll("input[name='Input.ReviewerId']").Single().GetAttribute("value")!;
    }

    /// <summary>All in order but the second question.</summary>
    private static async Task<Dictionary<string, string>> AnswersAsync(HttpClient reviewer, string address)
    {
        var count = (await reviewer.PageAsync(address)).QuerySelectorAll("input[type=hidden][name$='.Key']").Length;
        var answers = Enumerable.Range(0, count).ToDictionary(i => $"Lines[{i}].Passed", i => i == 1 ? "no" : "yes");
        answers["Lines[1].Note"] = "条件没有材料证明";
        return answers;
    }

    [Theory, EachDatabase]
    public async Task One_address_can_send_only_so_many_remarks(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine, b => b.Configuration["GuideFeedback:PerTenMinutes"] = "1");
        await stage.PublishAsync(InspectStage.Good);
        using var nobody = stage.Host.Browser();
        var remark = new Dictionary<string, string> { ["Input.Element"] = "materials", ["Input.Text"] = "有误" };
        using var first = await nobody.SubmitAsync("/guide-feedback/" + InspectStage.Code, remark);
        using var second = await nobody.SubmitAsync("/guide-feedback/" + InspectStage.Code, remark);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
    }
}
