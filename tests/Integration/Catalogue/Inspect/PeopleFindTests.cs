using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Model;
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
        var page = await manager.PageAsync("/office/inspection/checks");
        var options = page.QuerySelectorAll("select[name='Input.ReviewerId'] option").OfType<IHtmlOptionElement>().ToList();
        var second = options.Single(o => o.TextContent.Contains("事项审核", StringComparison.Ordinal)).Value;
        var own = options.Single(o => o.TextContent.Contains("市监事项专员", StringComparison.Ordinal)).Value;

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
        Assert.Contains("1 处不合格", (await manager.PageAsync("/office/inspection/checks?show=region")).Body!.TextContent, StringComparison.Ordinal);
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
        Assert.Contains("13800000000", (await editor.PageAsync(first)).Body!.TextContent, StringComparison.Ordinal);
        using var answered = await editor.SubmitAsync("/office/inspection/" + remarks.Single(r => r.PartyId is not null).FindingId, new() { ["Reply"] = "电话已经更正，谢谢。" }, "Answer");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Contains("电话已经更正", (await person.PageAsync("/my/guide-feedback")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title == "您的指南纠错有答复了", Ct)));
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
