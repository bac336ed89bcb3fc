using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>Every step of an application is a plain page and a plain form: where no script runs, nothing is missing.</summary>
[Collection(BrowserRun.Name)]
public sealed class WithoutScript(BrowserStage stage)
{
    private const string Item = "511A0005200004-511602000000-000-115113016823646795-1-00";

    [Fact]
    [Requirement("12.01", "12.03", "12.24", "18.04")]
    public async Task A_whole_application_goes_by_plain_forms()
    {
        await using var person = await Visitor.OpenAsync(stage, Screen.Phone, "noscript", scripted: false);
        await person.GoAsync("/", "home");
        await person.Page.FillAsync("main [name=q], .zt-hero [name=q], [name=q]", "食品经营许可");
        await person.LeaveAsync(() => person.Page.Locator("[name=q]").First.PressAsync("Enter"));
        await person.SeeAsync("search");
        await person.GoAsync($"/items/{Item}", "guide");
        await person.LeaveAsync(() => person.Page.Locator($"a[href^='/apply/']:visible").First.ClickAsync());
        await person.Page.FillAsync("[name='Input.Login']", "lisi");
        await person.Page.FillAsync("[name='Input.Password']", Zhengtong.Identity.Contracts.DemoPeople.Password);
        await person.SeeAsync("signin");
        await person.LeaveAsync(() => person.Page.ClickAsync("main form:has([name='Input.Password']) button[type=submit]"));
        await person.ChooseFirstAsync("Situation", "Mode");
        await person.SeeAsync("start");
        await person.PressAsync("开始填写");
        await person.SeeAsync("tasks");
        var home = await person.FillSectionsAsync();

        await person.Page.GotoAsync($"{home}/materials");
        var materials = await person.Page.Locator("main section.zt-material").CountAsync();
        Assert.NotEqual(0, materials);
        for (var i = 0; i < materials; i++)
        {
            var material = person.Page.Locator("main section.zt-material").Nth(i);
            await material.Locator("input[type=file]").SetInputFilesAsync(Applying.Photo($"材料{i + 1}"));
            await person.LeaveAsync(() => person.Page.Locator("main section.zt-material").Nth(i).Locator("button:has-text('上传选中的文件')").ClickAsync());
            Assert.Contains($"材料{i + 1}.png", await person.Page.Locator("main section.zt-material").Nth(i).InnerTextAsync(), StringComparison.Ordinal);
        }

        await person.SeeAsync("materials");
        Assert.Matches(Applying.NumberOn(), await person.SubmitAsync(home));
    }
}
