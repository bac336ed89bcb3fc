using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.MassChanges;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Zhengtong.Tests.Integration.Catalogue.Sheets;

/// <summary>The items of a region as an Excel sheet: out, changed, and in again; all or nothing.</summary>
public sealed class SheetTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.13", "02.16")]
    public async Task What_was_exported_under_either_head_comes_back_as_it_was_and_only_changed_cells_make_a_version(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(ExchangeStage.CodeOf(1), "食品经营许可", Rich);
        await stage.PublishAsync(ExchangeStage.CodeOf(2), "小餐饮备案");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var before = await stage.ContentAsync(ExchangeStage.CodeOf(1));

        foreach (var heads in (string[])["", "?heads=national"])
        {
            var rows = Excel.Read(await ExportAsync(manager, heads));
            Assert.Equal(heads.Length == 0 ? "实施编码" : "task_code", rows[0][0]);
            var run = await CheckAsync(stage, manager, Excel.Of(rows));
            Assert.Equal((2, 0, 0, 2, 0), (run.Rows, run.Added, run.Changed, run.Unchanged, run.Failed));
        }

        var sheet = Excel.Read(await ExportAsync(manager));
        var consult = sheet[0].IndexOf("咨询方式");
        Assert.Equal(("link_way", "0826-2222222"), (sheet[1][consult], sheet[2][consult]));
        sheet[2][consult] = "0826-3333333";
        sheet[2][sheet[0].IndexOf("申请材料")] += "\n营业执照｜复印件｜1｜必要｜政府部门核发";
        var changed = await ImportAsync(stage, manager, Excel.Of(sheet));
        Assert.Equal((0, 1, 1, 0), (changed.Added, changed.Changed, changed.Unchanged, changed.Failed));

        var after = await stage.ContentAsync(ExchangeStage.CodeOf(1));
        Assert.Equal("0826-3333333", after.ConsultPhone);
        Assert.Equal(before.Materials[0], after.Materials[0] with { CheckPoints = before.Materials[0].CheckPoints, ReviewPoints = before.Materials[0].ReviewPoints, Situations = before.Materials[0].Situations });
        Assert.Equal(["查验原件"], after.Materials[0].CheckPoints);
        Assert.Equal(("营业执照", "20"), (after.Materials[^1].Name, after.Materials[^1].SourceCode));
        Assert.Equal((before with { ConsultPhone = after.ConsultPhone, Materials = after.Materials }).ToJson(), after.ToJson());
        var item = await stage.ItemAsync(ExchangeStage.CodeOf(1));
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(item.Id, Ct));
        Assert.Equal((2, "批量更正"), (item.CurrentVersion, trace[^1].Reason));
        Assert.Null(Trace.Check(item, trace));
        Assert.Equal(3, await stage.Host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync(e => e.Type == nameof(ItemPublished), Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("01.13")]
    public async Task One_wrong_row_of_many_imports_nothing_and_says_row_column_and_remedy(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(ExchangeStage.CodeOf(9001), "已有事项");
        await stage.PublishAsync(ExchangeStage.CodeOf(9002), "卫健事项", organisation: DemoPeople.HealthOffice);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var rows = NewRows(1200);
        rows[777][2] = "999999";
        var run = await CheckAsync(stage, manager, Excel.Of(rows));
        Assert.Equal(1, run.Failed);
        var page = await manager.PageAsync($"/office/items/import/{run.Id}");
        Assert.Contains("没有写入任何一行", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("“行政区划代码”列：“999999”不是行政区划代码", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("778", page.QuerySelector("tbody td")!.TextContent);
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));

        rows = NewRows(8);
        rows[1][0] = "乱写的编码";
        rows[2][0] = rows[3][0];
        rows[4][4] = "";
        rows[5][3] = "没有的单位";
        rows[6][5] = "行政许可证";
        rows[7][2] = "511603";
        rows[8][0] = "000104001000";
        rows.Add([ExchangeStage.CodeOf(9001), "7", "", "", "改了名字", "行政许可"]);
        rows.Add(["511A99999999-511602000000-000-115113010087783353-1-00", "3", "511602", DemoPeople.MarketOffice, "没有的事项", "行政许可"]);
        var faults = await CheckAsync(stage, manager, Excel.Of(rows));
        var told = string.Join('\n', Excel.Read(await BytesAsync(manager, $"/office/items/import/{faults.Id}/errors")).Select(r => string.Join('|', r)));
        foreach (var text in (string[])["“乱写的编码”不是可识别的事项编码", "与第 3 行重复", "“事项名称”列：没有填写", "没有名为“没有的单位”的单位", "事项类型“行政许可证”不在", "前锋区不在您的管理范围内", "这是基本目录的编码", "现行已是第 1 版", "没有这个编码的事项"])
        {
            Assert.Contains(text, told, StringComparison.Ordinal);
        }

        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("01.13")]
    public async Task New_items_come_in_with_versions_index_trace_and_events_and_can_be_found(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var run = await ImportAsync(stage, manager, Excel.Of(NewRows(1100)));

        Assert.Equal((1100, 1100, 0), (run.Rows, run.Added, run.Failed));
        await stage.Host.InDatabaseAsync(async db =>
        {
            Assert.Equal(1100, await db.Set<ItemVersion>().CountAsync(Ct));
            Assert.Equal(1100, await db.Set<ItemIndex>().CountAsync(i => i.Applicable && i.RegionCode == "511602", Ct));
            Assert.Equal(1100, await db.Set<OutboxEvent>().CountAsync(e => e.Type == nameof(ItemPublished), Ct));
            var item = await db.Set<Item>().SingleAsync(i => i.Code == ExchangeStage.CodeOf(600), Ct);
            Assert.Null(Trace.Check(item, await db.TraceOfAsync(item.Id, Ct)));
            return true;
        });
        Assert.Equal("批量事项600", (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(ExchangeStage.CodeOf(600), Ct))!.Name);
    }

    [Theory, EachDatabase]
    [Requirement("01.13")]
    public async Task An_editor_checks_a_sheet_of_his_own_items_and_a_manager_lets_it_in(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(ExchangeStage.CodeOf(1), "食品经营许可");
        await stage.PublishAsync(ExchangeStage.CodeOf(2), "公共场所卫生许可", organisation: DemoPeople.HealthOffice);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var own = Excel.Read(await ExportAsync(editor));
        Assert.Equal([ExchangeStage.CodeOf(1)], own.Skip(2).Select(r => r[0]));
        var all = Excel.Of(Excel.Read(await ExportAsync(manager)));

        var run = await CheckAsync(stage, editor, all);
        Assert.Equal(1, run.Failed);
        Assert.Contains("不在您的管理范围内", (await editor.PageAsync($"/office/items/import/{run.Id}")).Body!.TextContent, StringComparison.Ordinal);
        using var hidden = await manager.GetAsync(new Uri($"/office/items/import/{run.Id}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        var mine = await ImportAsync(stage, editor, Excel.Of(Changed(own)));
        Assert.Equal((0, 1, 0), (mine.Added, mine.Changed, mine.Failed));
        Assert.Equal("0826-9999999", (await stage.ContentAsync(ExchangeStage.CodeOf(1))).ConsultPhone);
    }

    private static List<List<string>> Changed(List<List<string>> sheet)
    {
        sheet[2][sheet[0].IndexOf("咨询方式")] = "0826-9999999";
        return sheet;
    }

    [Fact]
    [Requirement("01.13")]
    public async Task A_formula_leaves_as_text_and_comes_back_as_it_was_and_a_bomb_or_another_file_is_refused()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite);
        await stage.PublishAsync(ExchangeStage.CodeOf(1), "=HYPERLINK(\"http://evil\")许可", c => c with { ConsultPhone = "+86-826-1", VisitsReason = "@SUM(A1)" });
        using var manager = await stage.Host.BrowserAsync("manager1");
        var rows = Excel.Read(await ExportAsync(manager));
        Assert.All(rows.Skip(2).SelectMany(r => r), c => Assert.DoesNotMatch("^[=+@-]", c));
        Assert.Equal(1, (await CheckAsync(stage, manager, Excel.Of(rows))).Unchanged);

        foreach (var (bytes, said) in ((byte[], string)[])[(Excel.Bomb(), "解压后过大"), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], ""), (Excel.Of([["随便", "两列"]]), "首行要有“实施编码”")])
        {
            var run = await CheckAsync(stage, manager, bytes);
            Assert.Equal(1, run.Failed);
            Assert.Contains(said, (await manager.PageAsync($"/office/items/import/{run.Id}")).Body!.TextContent, StringComparison.Ordinal);
        }

        var template = Excel.Read(await BytesAsync(manager, "/office/items/template"));
        Assert.Equal(("事项名称", "task_name"), (template[0][4], template[1][4]));
    }

    /// <summary>The aim is a minute; the test machine is shared, so only three are asked for.</summary>
    [Fact]
    [Requirement("01.13")]
    public async Task Twenty_thousand_rows_are_imported_and_with_one_wrong_row_among_them_none()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Postgres);
        var rows = NewRows(20000);
        rows[19999][5] = "没有的类型";
        var act = await stage.ActAsync("manager1", "批量增加");
        async Task<SheetResult> RunAsync() => (await stage.DoAsync<ImportSheet, Outcome<SheetResult>>(i => i.RunAsync(new MemoryStream(Excel.Of(rows)), "big.xlsx", false, act, null, Ct))).Value;

        Assert.Equal(20000, Assert.Single((await RunAsync()).Faults).At.Row);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
        rows[19999][5] = "行政许可";
        var watch = Stopwatch.StartNew();
        var done = await RunAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"20,000 rows in {watch.Elapsed.TotalSeconds:0.0} s");

        Assert.Equal((20000, 0), (done.Added, done.Faults.Count));
        Assert.Equal(20000, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().CountAsync(Ct)));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task The_page_costs_one_statement()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite);
        using var manager = await stage.Host.BrowserAsync("manager1");
        Assert.Single(await stage.Sql.DuringAsync(() => manager.PageAsync("/office/items/import"), "catalogue_"));
    }

    private static List<List<string>> NewRows(int count)
    {
        List<List<string>> rows = [["实施编码", "事项版本", "行政区划代码", "实施主体", "事项名称", "事项类型", "申请材料", "办理时限"]];
        rows.AddRange(Enumerable.Range(1, count).Select(n => (List<string>)[ExchangeStage.CodeOf(n), "", "511602", DemoPeople.MarketOffice, $"批量事项{n}", "行政许可", "申请书｜原件｜1｜必要｜申请人自备", "法定｜20个工作日\n承诺｜5个工作日"]));
        return rows;
    }

    private static ItemContent Rich(ItemContent c) => c with
    {
        LegalBasis = ["《食品安全法》第三十五条｜第一款", "第二行\n带换行\\和反斜杠"],
        UseLevels = [3, 4],
        PowerSource = "1",
        SupervisedBy = "市场监管总局",
        Conditions = ["有固定场所", "有相应设备"],
        StatutoryLimit = new TimeLimit(20),
        PromisedLimit = new TimeLimit(30, LimitUnit.CalendarDays),
        PromisedLimitText = "受理之日起",
        Materials = [new ItemMaterial { Key = "m1", Name = "申请书", SourceCode = "10", Form = "原件", Copies = 2, CheckPoints = ["查验原件"] }, new ItemMaterial { Key = "m2", Name = "平面图", SourceCode = "10", Situations = ["shop"], Need = MaterialNeed.Optional }],
        Situations = [new ItemSituation("shop", "开店")],
        Fee = new FeeTerms { Charged = true, Text = "按标准｜执行", Items = [new FeeItem("工本费", "10元", "川价费〔2001〕1号")] },
        Visits = 1,
        VisitsReason = "现场核验",
        HandleForms = ["1", "2"],
        EntersHall = true,
        OnlinePayment = true,
        CrossRegion = "2",
        Places = [new ServicePlace("金安大道1号", "9:00-17:00", "0826-1", "政务中心")],
        ConsultPhone = "0826-2222222",
        Questions = [new ItemQuestion("要多久？", "五天。")],
        SpecialSteps = [new SpecialStep("现场勘验", "场所核查", 5, "《许可法》第四十五条", true, true, "依据")],
        UncountedSteps = [new UncountedStep("公示", "第四十五条", 7, "")],
        Result = new ItemResult { Name = "食品经营许可证", KindCode = "1", ValidMonths = 60 },
        Tags = [ItemTags.Online],
        Remarks = new Dictionary<string, string> { ["conditions"] = "有门面就行" },
        Manual = [new ManualChapter("审查", "内部要点")],
    };

    private static async Task<byte[]> BytesAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }

    private static Task<byte[]> ExportAsync(HttpClient browser, string query = "") => BytesAsync(browser, "/office/items/export" + query);

    private static Task<ImportRun> CheckAsync(ExchangeStage stage, HttpClient browser, byte[] bytes) => MassSteps.CheckAsync(stage, browser, bytes);

    /// <summary>Checked by one, approved by another, run by the job.</summary>
    private static async Task<ImportRun> ImportAsync(ExchangeStage stage, HttpClient browser, byte[] bytes)
    {
        var checkedRun = await CheckAsync(stage, browser, bytes);
        Assert.Equal(0, checkedRun.Failed);
        await MassSteps.AskAsync(browser, "/office/items/import/" + checkedRun.Id, new() { ["Reason"] = "批量更正" });
        using var second = await stage.Host.BrowserAsync("manager2");
        await MassSteps.ApproveAsync(second, "/office/items/import/" + checkedRun.Id);
        await MassSteps.RunAsync(stage);
        return await stage.Host.InDatabaseAsync(db => db.Set<ImportRun>().AsNoTracking().SingleAsync(r => !r.DryRun && r.Kind == RunningSheets.Kind, Ct));
    }
}
