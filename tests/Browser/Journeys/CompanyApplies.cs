using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>Somebody acts for his company: told once what is missing, he mends it, and the company has its licence. 经营劳务派遣业务许可 is for legal persons only.</summary>
[Collection(BrowserRun.Name)]
public sealed class CompanyApplies(BrowserStage stage)
{
    private const string Item = "511A14003004-511602000000-000-115113016823646795-1-00";
    private const string Company = "广安演示餐饮有限公司";

    [Theory]
    [InlineData(Screen.Pc)]
    [InlineData(Screen.Phone)]
    [Requirement("03.02", "03.11", "03.12", "03.13", "03.28", "03.29", "12.01", "12.24")]
    public async Task A_company_is_told_once_mends_and_gets_its_licence_by_code(Screen screen)
    {
        var prepared = new Prepared(stage);
        await using var agent = await Visitor.OpenAsync(stage, screen, "company");
        await agent.EnterAsync("company1");
        await agent.GoAsync($"/apply/{Item}", "notforpersons");
        await agent.PressAsync("切换到我代办的企业");
        await agent.SeeAsync("actingfor");
        await agent.Page.GetByLabel(Company).CheckAsync();
        await agent.PressAsync("确定");
        Assert.Contains($"正在为 {Company} 办事", await agent.Page.InnerTextAsync(".zt-actor"), StringComparison.Ordinal);
        var number = await agent.ApplyAsync(Item);
        var caseId = await prepared.CaseIdAsync(number);

        await using var clerk = await Visitor.OpenAsync(stage, Screen.Pc, $"company-{screen}-clerk");
        await clerk.EnterAsync("clerk1");
        await clerk.OpenCaseAsync("/desk", number, "/desk/cases/");
        await clerk.UnfoldAsync("一次性告知补正");
        var lack = clerk.Page.Locator(".zt-lack").First;
        await lack.Locator("[name=lack]").CheckAsync();
        await lack.Locator("[name^='ask.deficiency']").FillAsync("没有法定代表人签名，请签名后重新上传。");
        await clerk.SeeAsync("asking");
        await clerk.PressAsync("出具一次性告知书");
        await clerk.SeeAsync("asked");
        await stage.DeliverEventsAsync();

        await agent.GoAsync("/my", "waiting");
        await agent.GoAsync($"/my/cases/{caseId}", "tomend");
        await agent.PressAsync("去补正");
        await agent.Page.Locator("main input[type=file]").First.SetInputFilesAsync(Applying.Photo("补正材料"));
        await agent.SeeAsync("mending");
        await agent.PressAsync("提交");
        await agent.SeeAsync("mended");

        await clerk.OpenCaseAsync("/desk", number, "/desk/cases/");
        await clerk.SeeAsync("mended");
        Assert.Equal(0, await clerk.Page.Locator("summary:has-text('一次性告知补正')").CountAsync());
        await clerk.PressAsync("受理");
        await prepared.ReviewAsync(caseId, favourable: true);
        await prepared.GrantAsync(caseId);

        await agent.GoAsync($"/my/cases/{caseId}", "granted");
        var code = await prepared.PickupCodeAsync(caseId);
        Assert.Contains(code, await agent.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await using var desk = await Visitor.OpenAsync(stage, Screen.Pc, $"company-{screen}-issue");
        await desk.EnterAsync("issuer1");
        await desk.OpenCaseAsync("/desk/issue", number, "/desk/issue/");
        await desk.Page.FillAsync("[name='byCode.code']", code);
        await desk.Page.FillAsync("[name='byCode.signedBy']", "王五");
        await desk.PressAsync("核对取件码并发放");
        await desk.SeeAsync("handedover");
        await agent.GoAsync($"/verify/{await prepared.VerificationCodeAsync(caseId)}", "verify");
    }
}
