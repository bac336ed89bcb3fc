using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>Everything an approver can do on a case, on the PC and in the hand (审批移动化): extend once, stop the clock for a hearing and start it again, send back, refuse.</summary>
[Collection(BrowserRun.Name)]
public sealed class ApproverDecides(BrowserStage stage)
{
    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("03.18", "03.19", "03.20", "03.28", "12.25")]
    public async Task An_approver_extends_pauses_sends_back_and_refuses(Screen screen)
    {
        var prepared = new Prepared(stage);
        var caseId = await prepared.ReceivedAsync("lisi");
        await prepared.AcceptAsync(caseId);
        await prepared.ReviewAsync(caseId, favourable: true);
        var number = await prepared.NumberAsync(caseId);
        await using var approver = await Visitor.OpenAsync(stage, screen, "approver");
        await approver.EnterAsync("approver2", "决定人员");
        await approver.OpenCaseAsync("/office", number, "/office/cases/");

        await approver.UnfoldAsync("延长办理期限");
        await approver.Page.FillAsync("[name='extend.days']", "5");
        await approver.ConfirmAsync("批准延长");
        await approver.SeeAsync("reasonmissing");
        await approver.Page.FillAsync("[name='extend.reason']", "需要征求消防部门意见。");
        await approver.ConfirmAsync("批准延长");
        await approver.SeeAsync("extended");
        Assert.Equal(0, await approver.Page.Locator("summary:has-text('延长办理期限')").CountAsync());

        await approver.UnfoldAsync("启动特别程序");
        await approver.Page.Locator("[name='pause.kind']").SelectOptionAsync("听证");
        await approver.Page.FillAsync("[name='pause.plannedDays']", "10");
        await approver.Page.FillAsync("[name='pause.reason']", "利害关系人申请听证。");
        await approver.PressAsync("启动并书面告知");
        await approver.SeeAsync("paused");
        await approver.GoAsync($"/cases/{caseId}/clock", "clockpaused");
        Assert.Contains("计时暂停", await approver.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await approver.OpenCaseAsync("/office", number, "/office/cases/");
        await approver.UnfoldAsync("结束特别程序");
        await approver.Page.FillAsync("[name='resume.finding']", "听证认为占道位置应当调整。");
        await approver.PressAsync("结束并恢复计时");
        await approver.SeeAsync("resumed");
        await approver.GoAsync($"/cases/{caseId}/clock", "clockresumed");
        Assert.DoesNotContain("计时暂停", await approver.Page.Locator("main .zt-facts").First.InnerTextAsync(), StringComparison.Ordinal);

        await approver.OpenCaseAsync("/office", number, "/office/cases/");
        await approver.UnfoldAsync("退回审查");
        await approver.Page.FillAsync("[name='back.reason']", "请按听证结论重新审查。");
        await approver.ConfirmAsync("退回");
        await approver.SeeAsync("sentback");
        await prepared.ReviewAsync(caseId, favourable: false);

        await approver.OpenCaseAsync("/office", number, "/office/cases/");
        await approver.ChooseAsync("decide.choice", "against");
        await approver.PressAsync("预览文书");
        await approver.ConfirmAsync("作出决定");
        await approver.SeeAsync("whymissing");
        await approver.ChooseAsync("decide.choice", "against");
        await approver.Page.FillAsync("[name='decide.reason']", "占道位置影响消防通道，不符合《城市道路管理条例》规定的条件。");
        await approver.PressAsync("预览文书");
        await approver.SeeAsync("preview");
        await approver.ConfirmAsync("作出决定");
        await approver.SeeAsync("refused");
        await stage.DeliverEventsAsync();

        await using var person = await Visitor.OpenAsync(stage, screen, "approver-applicant");
        await person.EnterAsync("lisi");
        await person.GoAsync($"/my/cases/{caseId}", "refused");
        Assert.Contains("不予", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await person.KeepPaperAsync("main a[href$='.pdf']:has-text('决定书')", $"不予决定书");
    }
}
