using MiniExcelLibs;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Sheets;

/// <summary>Items under the heads and in the codes of the national exchange tables, and the template that says how each column is filled in.</summary>
public sealed class NationalSheetTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.13", "01.10")]
    public async Task Items_leave_in_national_codes_come_back_unchanged_and_codes_or_names_are_read(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(ExchangeStage.CodeOf(1), "食品经营许可", c => c with
        {
            LegalBasis = ["《食品安全法》第三十五条"], UseLevels = [4, 5], PowerSource = "1", ServiceObject = "自然人,企业法人", StatutoryLimit = new TimeLimit(20), StatutoryLimitText = "自受理之日起",
            PromisedLimit = new TimeLimit(30, LimitUnit.CalendarDays), Fee = new FeeTerms { Charged = true, Text = "按标准", Items = [new FeeItem("工本费", "10元", "川价费〔2001〕1号")] },
            HandleForms = ["1", "2"], EntersHall = true, CrossRegion = "2", OnlineDepth = "互联网咨询、收件", Result = new ItemResult { Name = "食品经营许可证", KindCode = "1", ValidMonths = 60 },
        });
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var export = await manager.GetAsync(new Uri("/office/items/export?heads=national", UriKind.Relative), Ct);
        var sheet = Excel.Read(await export.Content.ReadAsByteArrayAsync(Ct));
        var expected = new Dictionary<string, string>
        {
            ["task_code"] = ExchangeStage.CodeOf(1), ["task_version"] = "1", ["area_code"] = "511602", ["dept_code"] = DemoPeople.Organisations[DemoPeople.MarketOffice], ["task_state"] = "1",
            ["plan_effective_date"] = "", ["task_type"] = "01", ["use_level"] = "4^5", ["power_source"] = "1", ["server_type"] = "1^2", ["anticipate_day"] = "20", ["anticipate_type"] = "1",
            ["anticipate_explain"] = "自受理之日起", ["promise_day"] = "30", ["promise_type"] = "2", ["promise_explain"] = "", ["project_type"] = "2", ["material_name"] = "申请书｜｜｜1｜10",
            ["result_name"] = "食品经营许可证", ["result_type"] = "1", ["resultMonths"] = "60", ["is_fee"] = "1", ["feeText"] = "按标准", ["fee_stand"] = "工本费｜10元｜川价费〔2001〕1号",
            ["handle_type"] = "1^2", ["is_entry_center"] = "1", ["handle_area"] = "2", ["online_handle_depth"] = "1^2",
        };
        foreach (var (field, cell) in expected)
        {
            Assert.Equal((field, cell), (field, sheet[1][sheet[0].IndexOf(field)]));
        }

        Assert.Equal(1, (await RunAsync(stage, sheet)).Unchanged);

        // The names that the codes stand for say the same.
        void Write(params (string Field, string Cell)[] cells) => Array.ForEach(cells, c => sheet[1][sheet[0].IndexOf(c.Field)] = c.Cell);
        Write(("task_type", "行政许可"), ("use_level", "县级、乡级"), ("server_type", "自然人、企业法人"), ("promise_type", "自然日"), ("project_type", "承诺件"), ("is_entry_center", "是"), ("handle_type", "窗口,电脑端网上"), ("material_name", "申请书｜｜｜必要｜申请人自备"));
        Assert.Equal(1, (await RunAsync(stage, sheet)).Unchanged);

        Write(("use_level", "9"), ("is_entry_center", "2"), ("server_type", "8"), ("promise_day", ""), ("promise_type", "1"), ("task_state", "3"));
        var told = string.Join('\n', (await RunAsync(stage, sheet)).Faults.Select(f => f.Message));
        foreach (var text in (string[])["“use_level 行使层级”列：行使层级“9”不在可选范围", "“is_entry_center 是否进驻政务大厅”列", "服务对象“8”不在可选范围", "没有填天数，请补充 promise_day", "“task_state”列：不能在表格里修改"])
        {
            Assert.Contains(text, told, StringComparison.Ordinal);
        }

        // Changed in codes; and a new item that names its organisation by the credit code alone.
        Write(
            ("task_type", "20"), ("use_level", "4"), ("server_type", "2^4"), ("anticipate_day", ""), ("anticipate_type", ""), ("promise_day", "5"), ("promise_type", "1"), ("project_type", "1"),
            ("result_type", "2"), ("is_fee", "0"), ("fee_stand", ""), ("handle_type", "4"), ("is_entry_center", "0"), ("handle_area", ""), ("online_handle_depth", "4^5"), ("task_state", "1"));
        var fresh = sheet[0].Select(_ => "").ToList();
        foreach (var (field, cell) in ((string, string)[])
        [
            ("task_code", ExchangeStage.CodeOf(2)), ("area_code", "511602000000"), ("dept_code", DemoPeople.Organisations[DemoPeople.MarketOffice]), ("task_name", "公共场所卫生许可"), ("task_type", "01"),
            ("promise_day", "3"), ("promise_type", "1"), ("material_name", "申请表｜｜1｜1｜10"),
        ])
        {
            fresh[sheet[0].IndexOf(field)] = cell;
        }

        var done = await RunAsync(stage, [.. sheet, fresh], dryRun: false);
        Assert.Equal((1, 1, ""), (done.Added, done.Changed, string.Join('\n', done.Faults.Select(f => f.Message))));
        var after = await stage.ContentAsync(ExchangeStage.CodeOf(1));
        Assert.Equal(
            ("20", "公共服务", false, true, "企业法人,社会组织法人", null, "自受理之日起", new TimeLimit(5), true),
            (after.TypeCode, after.TypeName, after.ForPersons, after.ForCompanies, after.ServiceObject, after.StatutoryLimit, after.StatutoryLimitText, after.PromisedLimit, after.Instant));
        Assert.Equal(("2", false, 0, false, "", "全程网办（受理、办理）"), (after.Result.KindCode, after.Fee.Charged, after.Fee.Items.Count, after.EntersHall, after.CrossRegion, after.OnlineDepth));
        Assert.Equal([4], after.UseLevels);
        Assert.Equal(["4"], after.HandleForms);
        Assert.Equal((DemoPeople.MarketOffice, "511602"), ((await stage.ItemAsync(ExchangeStage.CodeOf(2))).OrganisationName, (await stage.ItemAsync(ExchangeStage.CodeOf(2))).RegionCode));
        Assert.Equal((new TimeLimit(3), "10"), ((await stage.ContentAsync(ExchangeStage.CodeOf(2))).PromisedLimit, (await stage.ContentAsync(ExchangeStage.CodeOf(2))).Materials[0].SourceCode));
    }

    [Fact]
    [Requirement("01.13")]
    public async Task The_template_says_on_its_second_sheet_how_every_column_is_filled_in()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite);
        using var editor = await stage.Host.BrowserAsync("editor1");
        foreach (var (query, heads, material) in ((string, IReadOnlyList<string>, string)[])[("", ItemsExport.Heads(false), "名称｜形式｜份数｜必要或非必要｜来源渠道"), ("?heads=national", ItemsExport.Heads(true), "名称｜形式｜份数｜是否必要（1 必要 2 非必要）")])
        {
            using var answer = await editor.GetAsync(new Uri("/office/items/template" + query, UriKind.Relative), Ct);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
            using var file = new MemoryStream(bytes);
            Assert.Equal(["事项", SheetTemplate.Guide], file.GetSheetNames());
            Assert.Equal(heads, Excel.Read(bytes)[0]);
            var guide = file.Query(useHeaderRow: false, sheetName: SheetTemplate.Guide).Cast<IDictionary<string, object?>>().Select(r => r.Values.Select(v => v?.ToString() ?? "").ToList()).ToList();
            Assert.Equal(heads, guide.Skip(2).Select(r => r[query.Length == 0 ? 0 : 1]));
            Assert.All(guide.Skip(2), r => Assert.NotEmpty(r[2]));
            Assert.Contains(material, guide.Single(r => r[0] == "申请材料")[2], StringComparison.Ordinal);
        }
    }

    private static async Task<SheetResult> RunAsync(ExchangeStage stage, IReadOnlyList<List<string>> rows, bool dryRun = true)
    {
        var act = await stage.ActAsync("manager1", "批量更正");
        var done = await stage.DoAsync<ImportSheet, Outcome<SheetResult>>(i => i.RunAsync(new MemoryStream(Excel.Of(rows)), "national.xlsx", dryRun, act, null, Ct));
        return done.Ok ? done.Value : throw new InvalidOperationException(done.Problems[0].Message);
    }
}
