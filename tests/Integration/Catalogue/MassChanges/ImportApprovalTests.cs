using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;
using static Zhengtong.Tests.Integration.Catalogue.MassChanges.MassSteps;

namespace Zhengtong.Tests.Integration.Catalogue.MassChanges;

/// <summary>What an administrator uploads publishes nothing: items of his region are checked, and a manager lets them in; divisions come from who keeps the site.</summary>
public sealed class ImportApprovalTests
{
    private const string Head = "item_code,name,main_item,department,item_type,task_type_code,area_code,dept_code,guide_url\n";
    private const string Good = "511A0005200001-511602000000-000-115113016823646795-1-00,食品经营许可变更,,区行政审批局,行政许可,1,511602000000,115113016823646795,\n";
    private const string Outside = "511A0005200001-511603000000-000-115113016823646795-1-00,别区的许可,,前锋区行政审批局,行政许可,1,511603000000,115113016823646795,\n";
    private const string Guide = """[{"id": "511A0005200007-511602000000-000-115113016823646795-1-00", "name": "娱乐场所设立审批", "type": "行政许可", "department": "区行政审批局", "region": "四川省广安市广安区", "materials": [{"name": "其他材料"}]}]""";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.13", "01.19")]
    public async Task A_list_is_checked_by_an_administrator_and_let_in_by_a_manager_of_his_region(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var admin = await stage.Host.BrowserAsync("admin1");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var address = await UploadAsync(stage, admin, "list.csv", Head + Good + Outside);

        // Another region's item is refused, and without a manager nothing is written, whatever the upload asked for.
        var text = (await admin.PageAsync(address)).QuerySelector("main")!.TextContent;
        Assert.All((string[])["没有写入数据", "新增 1", "未导入 1", "不在您的管理范围内"], t => Assert.Contains(t, text, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(manager, address));
        await AskAsync(admin, address, new() { ["Reason"] = "川府发〔2026〕1号" });
        Assert.Null((await admin.PageAsync(address)).QuerySelector("[formaction$='handler=Approve']"));
        await RunAsync(stage);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));

        Assert.Contains(address, (await manager.PageAsync("/office/mass-changes")).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        await ApproveAsync(manager, address);
        await RunAsync(stage);
        Assert.Equal(["食品经营许可变更"], await stage.Host.InDatabaseAsync(db => db.Set<Item>().Select(i => i.Name).ToListAsync(Ct)));
        var change = await stage.Host.InDatabaseAsync(db => db.Set<MassChange>().AsNoTracking().SingleAsync(Ct));
        var run = await stage.Host.InDatabaseAsync(db => db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.Id == change.RunId, Ct));
        Assert.Equal((MassChangeStatus.Done, 1, 1, false, "511602"), (change.Status, run.Added, run.Failed, run.DryRun, run.RegionCode));
        Assert.Equal("事项管理（演示）", await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().Select(v => v.PublishedByName).SingleAsync(Ct)));
        Assert.Contains("已全部写入", (await admin.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.13", "02.02")]
    public async Task A_row_passes_the_gates_of_every_version_and_nothing_runs_that_is_not_as_it_was_checked(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var admin = await stage.Host.BrowserAsync("admin1");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var refused = (await admin.PageAsync(await UploadAsync(stage, admin, "guides.json", Guide))).QuerySelector("main")!;
        Assert.Contains("兜底", refused.TextContent, StringComparison.Ordinal);
        Assert.Null(refused.QuerySelector("[formaction$='handler=Ask']"));

        var address = await UploadAsync(stage, admin, "list.csv", Head + Good);
        await AskAsync(admin, address, new() { ["Reason"] = "川府发〔2026〕1号" });
        await ApproveAsync(manager, address);
        await stage.TakeOverAsync(Good.Split(',')[0], "刚刚发布的事项");
        await RunAsync(stage);
        Assert.Contains("检查之后有事项被其他人更新", (await manager.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["刚刚发布的事项"], await stage.Host.InDatabaseAsync(db => db.Set<Item>().Select(i => i.Name).ToListAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("03.09")]
    public async Task An_administrator_below_another_reads_the_imports_of_his_region_and_brings_no_divisions(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        var (own, other) = (Run("511602", "本区.csv"), Run("511603", "邻区.csv"));
        await stage.Host.InDatabaseAsync(async db =>
        {
            var above = await db.Set<Account>().Where(a => a.Login == "province1").Select(a => a.StaffId!.Value).SingleAsync(Ct);
            var office = await db.Set<Organisation>().Where(o => o.Name == DemoPeople.ProvinceOffice).Select(o => o.Id).SingleAsync(Ct);
            db.AddRange(own, other, new StaffPost { Id = Guid.CreateVersion7(), StaffId = above, Role = Roles.Administrator, OrganisationId = office, RegionCode = "51", From = new DateOnly(2026, 1, 1) });
            return await db.SaveChangesAsync(Ct);
        });
        using var admin = await stage.Host.BrowserAsync("admin1");
        var list = (await admin.PageAsync("/office/import")).QuerySelector("main")!.TextContent;
        Assert.Contains("本区.csv", list, StringComparison.Ordinal);
        Assert.DoesNotContain("邻区.csv", list, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await StatusAsync(admin, $"/office/import/{own.Id}"), await StatusAsync(admin, $"/office/import/{other.Id}")));

        var divisions = await UploadAsync(stage, admin, "divisions.csv", "code,name\n51,四川省\n5116,广安市\n511602,新名区\n");
        Assert.Contains("由最高一级的系统管理员导入", (await admin.PageAsync(divisions)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("广安区", await stage.Host.InDatabaseAsync(db => db.Set<Region>().Where(r => r.Code == "511602").Select(r => r.Name).SingleAsync(Ct)));
    }

    private static async Task<string> UploadAsync(ExchangeStage stage, HttpClient admin, string file, string text)
    {
        using var answer = await ExchangeStage.UploadAsync(admin, "/office/import", file, Encoding.UTF8.GetBytes(text));
        var address = ExchangeStage.Path(answer);
        await stage.Host.Services.GetRequiredService<RunningImports>().Work(Guid.Parse(address[^36..]));
        return address;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
        return answer.StatusCode;
    }

    private static ImportRun Run(string region, string file) => new()
    {
        Id = Guid.CreateVersion7(), Kind = "items", FileName = file, Fingerprint = "f", StartedAt = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), EndedAt = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
        ByName = "管理员", ById = Guid.CreateVersion7(), RegionCode = region,
    };
}
