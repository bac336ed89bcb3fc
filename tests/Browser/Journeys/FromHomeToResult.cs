using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>The one journey the product exists for, in a real browser: a person finds an item, applies; window, reviewer, approver and issue desk do their parts; the result is proven and rated.</summary>
[Collection(BrowserRun.Name)]
public sealed class FromHomeToResult(BrowserStage stage)
{
    private const string Item = "511A0005200004-511602000000-000-115113016823646795-1-00";

    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("12.01", "12.03", "12.24", "12.25", "03.02", "03.28", "03.29")]
    public async Task A_person_applies_and_gets_the_result(Screen screen)
    {
        var prepared = new Prepared(stage);
        await using var person = await Visitor.OpenAsync(stage, screen, "result");
        await person.GoAsync("/", "home");
        await person.GoAsync("/search?q=食品经营许可", "search");
        await person.GoAsync($"/items/{Item}", "guide");
        await person.SignInAsync("zhangsan");
        var number = await person.ApplyAsync(Item);
        var caseId = await prepared.CaseIdAsync(number);

        await using var clerk = await Visitor.OpenAsync(stage, Screen.Pc, $"result-{screen}-clerk");
        await clerk.SignInAsync("clerk1");
        await clerk.GoAsync("/desk", "worklist");
        await clerk.OpenCaseAsync("/desk", number, "/desk/cases/");
        await clerk.SeeAsync("intake");
        await clerk.PressAsync("受理");
        await clerk.SeeAsync("accepted");

        await using var reviewer = await Visitor.OpenAsync(stage, screen, "result-reviewer");
        await reviewer.SignInAsync("reviewer2");
        await reviewer.GoAsync("/office", "worklist");
        await reviewer.OpenCaseAsync("/office", number, "/office/cases/");
        await reviewer.SeeAsync("case");
        await reviewer.Page.Locator("[name='review.choice']").First.CheckAsync(new() { Force = true });
        await reviewer.Page.FillAsync("[name='review.opinion']", "符合法定条件，建议准予。");
        await reviewer.PressAsync("提交审查意见");
        await reviewer.SeeAsync("reviewed");

        await using var approver = await Visitor.OpenAsync(stage, screen, "result-approver");
        await approver.SignInAsync("approver2", "决定人员");
        await approver.OpenCaseAsync("/office", number, "/office/cases/");
        await approver.SeeAsync("case");
        await approver.Page.Locator("[name='decide.choice']").First.CheckAsync(new() { Force = true });
        await approver.ConfirmAsync("作出决定");
        await approver.SeeAsync("decided");
        await stage.DeliverEventsAsync();

        await using var desk = await Visitor.OpenAsync(stage, Screen.Pc, $"result-{screen}-issue");
        await desk.SignInAsync("issuer1");
        await desk.GoAsync("/desk/issue", "issuelist");
        await desk.OpenCaseAsync("/desk/issue", number, "/desk/issue/");
        await desk.SeeAsync("handover");
        await desk.Page.FillAsync("[name='byCode.code']", await prepared.PickupCodeAsync(caseId));
        await desk.Page.FillAsync("[name='byCode.signedBy']", "张三");
        await desk.PressAsync("核对取件码并发放");
        await desk.SeeAsync("handedover");
        await stage.DeliverEventsAsync();

        await person.GoAsync("/my", "my");
        await person.GoAsync("/my/cases", "mycases");
        await person.GoAsync("/my/messages", "messages");
        await person.GoAsync($"/my/cases/{caseId}", "mycase");
        Assert.Contains("已办结（准予）", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await person.GoAsync($"/cases/{caseId}/clock", "clock");
        await person.GoAsync($"/verify/{await prepared.VerificationCodeAsync(caseId)}", "verify");
        await person.GoAsync($"/rate/{caseId}", "rate");
        await person.Page.Locator("[name=Level]").First.CheckAsync(new() { Force = true });
        await person.PressAsync("提交评价");
        await person.SeeAsync("rated");
    }
}
