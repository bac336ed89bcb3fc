using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>
/// From a changed national list to the guide of a county: the province compares the list, a second person approves it, province, city and county take the change over one after the
/// other, and the citizen reads it.
/// </summary>
[Collection(BrowserRun.Name)]
public sealed class NationalListReachesTheCounty(BrowserStage stage)
{
    private const string Name = "动物诊疗许可";
    private const string OldBasis = "《动物防疫法》第六十二条、第六十三条";
    private const string NewBasis = "《动物防疫法》第六十一条、第六十二条";

    [Fact]
    [Requirement("01.10", "01.11", "01.17", "02.01", "02.16")]
    public async Task A_changed_national_list_is_taken_over_level_by_level_until_the_guide_of_the_county_shows_it()
    {
        await using var province = await StaffAsync("province1");
        await using var city = await StaffAsync("city1");
        await using var county = await StaffAsync("manager1");
        await TakeEntryAsync(province, "province2");
        await TakeEntryAsync(city, "city2");
        await BindAsync(county);
        var guide = "/items/" + Uri.EscapeDataString(await CodeAsync());

        await province.GoAsync("/office/takeover", "takeover");
        await province.Page.SetInputFilesAsync("[name=Source]", new Microsoft.Playwright.FilePayload { Name = "国家清单.csv", MimeType = "text/csv", Buffer = ChangedList() });
        await province.PressAsync("上传并比对");
        await province.SeeAsync("compared");
        var compared = await province.Page.InnerTextAsync("main");
        Assert.Contains("新增 0 项，变更 1 项，清单里没有 0 项", compared, StringComparison.Ordinal);
        Assert.Contains(NewBasis, compared, StringComparison.Ordinal);
        await province.Page.FillAsync("[name=Reason]", "国家行政许可事项清单本年度版");
        await province.PressAsync("提交另一人批准");
        await province.SeeAsync("asked");
        var list = province.Page.Url;

        await using var second = await StaffAsync("province2");
        await second.GoAsync("/office/mass-changes", "masschanges");
        await second.GoAsync(list, "toapprove");
        await second.ConfirmAsync("批准并执行");
        await RunAsync(RunMassChanges.JobName);
        await second.GoAsync(list, "taken");
        Assert.Contains("已承接", await second.Page.InnerTextAsync("main"), StringComparison.Ordinal);

        foreach (var (visitor, who, approver) in new[] { (province, "province", "province2"), (city, "city", "city2"), (county, "county", "") })
        {
            await RunAsync(RunFanOuts.JobName);
            await AdoptAsync(visitor, who, approver);
        }

        await stage.DeliverEventsAsync();
        foreach (var screen in new[] { Screen.Pc, Screen.Phone, Screen.Elder, Screen.Kiosk })
        {
            await using var citizen = await Visitor.OpenAsync(stage, screen, "national-citizen");
            await citizen.GoAsync(guide, "guide");
            Assert.Contains(NewBasis, await citizen.Page.ContentAsync(), StringComparison.Ordinal);
        }

        await county.GoAsync(guide.Replace("/items/", "/office/items/", StringComparison.Ordinal), "card");
        Assert.Contains("已采用第 2 版", await county.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private async Task<Visitor> StaffAsync(string login)
    {
        var visitor = await Visitor.OpenAsync(stage, Screen.Pc, "national-" + login);
        await visitor.EnterAsync(login);
        return visitor;
    }

    private async Task TakeEntryAsync(Visitor visitor, string second)
    {
        await visitor.GoAsync("/office/takeover/entries?show=all&words=" + Uri.EscapeDataString(Name), "entries");
        await visitor.Page.CheckAsync($"[aria-label='选择 {Name}']");
        await visitor.Page.FillAsync("[name=Reason]", "印发上级目录的通知");
        await visitor.PressAsync("提交承接所选条目");
        await visitor.SeeAsync("entryasked");
        await using var other = await StaffAsync(second);
        await ApproveAsync(other, visitor.Page.Url);
    }

    private async Task ApproveAsync(Visitor other, string choice)
    {
        await other.GoAsync(choice, "entrychoice");
        await other.ConfirmAsync("批准并执行");
        await RunAsync(RunMassChanges.JobName);
        await other.GoAsync(choice, "entrytaken");
        Assert.Contains("已全部写入", await other.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static async Task BindAsync(Visitor visitor)
    {
        await visitor.GoAsync("/office/takeover/bindings", "bindings");
        await visitor.Page.CheckAsync($"[aria-label='选择 {Name}']");
        await visitor.ConfirmAsync("确认关联");
        await visitor.SeeAsync("bound");
    }

    /// <param name="approver">Of an entry: who approves it; empty for an item.</param>
    private async Task AdoptAsync(Visitor visitor, string who, string approver)
    {
        await visitor.GoAsync("/office/adoptions", "adoptions");
        await visitor.LeaveAsync(() => visitor.Page.ClickAsync($"main a:has-text('{Name}')"));
        await visitor.SeeAsync("adoption");
        Assert.Contains(NewBasis, await visitor.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        if (approver.Length > 0)
        {
            await visitor.PressAsync("提交另一人批准");
            await visitor.SeeAsync("adoption-asked-" + who);
            await using var other = await StaffAsync(approver);
            await ApproveAsync(other, visitor.Page.Url);
            return;
        }

        await visitor.ConfirmAsync("采用");
        await visitor.SeeAsync("adopted-" + who);
    }

    private async Task RunAsync(string job)
    {
        await stage.DeliverEventsAsync();
        var done = await stage.InScopeAsync(s => s.GetRequiredService<RecurringJobs>().RunOnceAsync(job, CancellationToken.None));
        Assert.True(done.Ok);
        await stage.DeliverEventsAsync();
    }

    private Task<string> CodeAsync() =>
        stage.InDatabaseAsync(db => db.Set<Item>().Where(i => i.Name == Name && i.RegionCode == "511602" && i.Kind == ItemKind.Implementation).Select(i => i.Code).SingleAsync());

    /// <summary>The list that the product carries, with one basis changed.</summary>
    private static byte[] ChangedList()
    {
        var lines = File.ReadAllLines(Path.Combine(ProductFolder.Root, "data", "catalogue", "licence-items-national.csv"));
        var at = Array.FindIndex(lines, l => l.Contains($",{Name},", StringComparison.Ordinal));
        lines[at] = lines[at].Replace(OldBasis, NewBasis, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
