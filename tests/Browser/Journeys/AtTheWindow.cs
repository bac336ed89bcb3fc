using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>A clerk fills in for somebody at the desk, prints the receipt and accepts on the spot (收件即受理).</summary>
[Collection(BrowserRun.Name)]
public sealed class AtTheWindow(BrowserStage stage)
{
    private const string Item = "511A0005200004-511602000000-000-115113016823646795-1-00";

    [Fact]
    [Requirement("03.02", "03.12", "03.14", "03.18", "03.30", "03.31", "12.01")]
    public async Task A_clerk_applies_for_a_person_prints_the_receipt_and_accepts_on_the_spot()
    {
        var lisi = DemoPeople.Applicants.Single(x => x.Login == "lisi");
        await using var clerk = await Visitor.OpenAsync(stage, Screen.Pc, "window");
        await clerk.EnterAsync("clerk1");
        await clerk.GoAsync("/desk/apply", "begin");
        await clerk.Page.FillAsync("[name=Q]", "食品经营许可");
        await clerk.PressAsync("查找");
        await clerk.SeeAsync("items");
        await clerk.LeaveAsync(() => clerk.Page.Locator($"main a[href$='{Item}']").ClickAsync());
        await clerk.SeeAsync("who");
        await clerk.Page.FillAsync("[name='Input.IdNumber']", SeedDemoPeople.IdNumberOf(lisi));
        await clerk.Page.FillAsync("[name='Input.Name']", lisi.Name);
        await clerk.PressAsync("核对身份并开始填写");
        Assert.DoesNotContain(lisi.Name, await clerk.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await clerk.SeeAsync("mode");
        await clerk.ChooseFirstAsync("Situation", "Mode");
        await clerk.PressAsync("保存并继续");
        await clerk.SeeAsync("tasks");
        var home = await clerk.FillSectionsAsync();
        await clerk.Page.GotoAsync($"{home}/materials");
        while (await clerk.Page.Locator("main button:has-text('已核验纸质原件')").CountAsync() > 0)
        {
            await clerk.PressAsync("已核验纸质原件");
        }

        await clerk.SeeAsync("materials");
        var number = await clerk.SubmitAsync(home);
        await clerk.KeepPaperAsync("main a[href$='.pdf']", "收件凭证");

        await clerk.OpenCaseAsync("/desk", number, "/desk/cases/");
        await clerk.SeeAsync("intake");
        await clerk.PressAsync("受理");
        await clerk.SeeAsync("accepted");
        Assert.Contains("受理通知书", await clerk.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await clerk.KeepPaperAsync("main a[href$='.pdf']", "受理通知书");
        await clerk.LeaveAsync(() => clerk.Page.Locator("main a:has-text('打印')").First.ClickAsync());
        await clerk.SeeAsync("print");
    }
}
