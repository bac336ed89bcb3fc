using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Sheets;

/// <summary>A department's own sheet passes the gates of every version made here, and loses nothing that it has no room for.</summary>
public sealed class SheetGateTests
{
    private const string Rule = """{"eq":["premises","own"]}""";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly List<string> Heads = ["实施编码", "事项版本", "事项名称", "设定依据", "申请材料", "咨询方式"];

    [Theory, EachDatabase]
    [Requirement("01.28", "01.13", "02.04")]
    public async Task A_row_is_refused_for_what_refuses_a_single_version_and_many_rows_cost_as_many_statements_as_one(Engine engine)
    {
        var sql = new SqlCounter();
        await using var agreement = await AgreementStage.OpenAsync(engine, sql.Attach);
        await agreement.ChainAsync();
        var stage = new ExchangeStage(agreement.Host, sql);
        var city = await stage.ItemAsync(Item.BasicCode(AgreementStage.CatalogueCode, "5116"));
        var office = await stage.OrganisationAsync(DemoPeople.MarketOffice);
        PublishRequest Bound(int n) => new(ExchangeStage.CodeOf(n), AgreementStage.Name, office, DemoPeople.MarketOffice, "511602", "广安区", AgreementStage.Content(), "test") { Parent = city };
        foreach (var n in Enumerable.Range(1, 12))
        {
            Assert.True((await stage.DoAsync<PublishItemVersion, Outcome<Guid>>(p => p.PublishAsync(Bound(n), stage.Host.Act(), Ct))).Ok);
        }

        // One that was taken over with a deviation: it may still mend something else, and not deviate otherwise.
        await stage.Host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            var item = await db.Set<Item>().SingleAsync(i => i.Code == ExchangeStage.CodeOf(3), Ct);
            var index = await db.Set<ItemIndex>().SingleAsync(i => i.ItemId == item.Id, Ct);
            s.GetRequiredService<PublishItemVersion>().Stage(Bound(3) with { Parent = null, Content = AgreementStage.Content("某地方办法") }, stage.Host.Act(), item, index, []);
            return await db.SaveAsync(Ct);
        });
        List<string> Row(int n, string law = "食品安全法第三十五条", string materials = "申请书｜｜｜必要｜申请人自备", string phone = "", string version = "1") =>
            [ExchangeStage.CodeOf(n), version, AgreementStage.Name, law, materials, phone];

        var faults = (await RunAsync(stage, [Row(1, law: "某地方办法"), Row(2, materials: "申请书｜｜｜必要｜申请人自备\n其他材料｜｜｜必要｜申请人自备"), Row(3, "某地方办法", phone: "0826-1", version: "2"), Row(4, phone: "0826-2")])).Faults;
        Assert.Equal([2, 3, 3], faults.Select(f => f.At.Row));
        Assert.Contains("“设定依据”列：“设定依据”与上级目录不一致，按“三级四同”应当统一", faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("“申请材料”列：", faults[1].Message, StringComparison.Ordinal);
        Assert.Contains("兜底", faults[1].Message, StringComparison.Ordinal);
        Assert.Contains("“申请材料”列：“申请材料”与上级目录不一致", faults[2].Message, StringComparison.Ordinal);
        Assert.Contains("与上级目录不一致", Assert.Single((await RunAsync(stage, [Row(3, "另一个地方办法", version: "2")])).Faults).Message, StringComparison.Ordinal);

        Task OfAsync(int count) => RunAsync(stage, [.. Enumerable.Range(1, count).Where(n => n != 3).Select(n => Row(n, phone: "0826-3"))]);
        var one = await sql.DuringAsync(() => OfAsync(1), "catalogue_");
        Assert.Equal(one.Count, (await sql.DuringAsync(() => OfAsync(12), "catalogue_")).Count);

        var refused = await RunAsync(stage, [Row(1, law: "某地方办法"), Row(4, phone: "0826-2")], dryRun: false);
        Assert.Single(refused.Faults);
        Assert.Equal(1, (await stage.ItemAsync(ExchangeStage.CodeOf(4))).CurrentVersion);
    }

    [Theory, EachDatabase]
    [Requirement("01.13", "01.10")]
    public async Task What_a_cell_has_no_room_for_stays_and_the_planned_dates_are_cells_of_their_own(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        var office = await stage.OrganisationAsync(DemoPeople.MarketOffice);
        var content = CatalogueStage.Content() with { Situations = [new("shop", "开店", "注", Rule), new("net", "网店")] };
        var request = new PublishRequest(ExchangeStage.CodeOf(1), "食品经营许可", office, DemoPeople.MarketOffice, "511602", "四川省广安市广安区", content, "test");
        await stage.DoAsync<PublishItemVersion, Outcome<Guid>>(p => p.PublishAsync(request with { PlanEffective = new(2026, 4, 1), PlanCancel = new(2027, 6, 1) }, stage.Host.Act(), Ct));
        await stage.DoAsync<PublishItemVersion, Outcome<Guid>>(p => p.PublishAsync(request with { Code = ExchangeStage.CodeOf(2) }, stage.Host.Act(), Ct));
        await stage.DoAsync<BecomeItems, Outcome>(b => b.HandleAsync(ExchangeStage.CodeOf(2), ItemStatus.Cancelled, stage.Host.Act(), Ct));
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var export = await manager.GetAsync(new Uri("/office/items/export", UriKind.Relative), Ct);
        var sheet = Excel.Read(await export.Content.ReadAsByteArrayAsync(Ct));
        int At(string head) => sheet[0].IndexOf(head);
        Assert.Equal(("2026-04-01", "2027-06-01", "在用", "取消"), (sheet[2][At("计划生效日期")], sheet[2][At("计划取消日期")], sheet[2][At("事项状态")], sheet[3][At("事项状态")]));
        Assert.Equal(2, (await RunAsync(stage, sheet[1..], heads: sheet[0])).Unchanged);

        sheet[2][At("咨询方式")] = "0826-3333333";
        sheet[2][At("情形")] = "shop｜开店铺｜注\nnet｜网店";
        Assert.Empty((await RunAsync(stage, [sheet[2]], dryRun: false, heads: sheet[0])).Faults);
        var after = await stage.ContentAsync(ExchangeStage.CodeOf(1));
        Assert.Equal((content with { ConsultPhone = "0826-3333333", Situations = [new("shop", "开店铺", "注", Rule), new("net", "网店")] }).ToJson(), after.ToJson());
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2027, 6, 1)), await DatesAsync(stage));

        // Dates alone make a version; a day that has passed is none to plan, and the order is checked.
        (sheet[2][At("事项版本")], sheet[2][At("咨询方式")], sheet[2][At("情形")]) = ("2", "0826-3333333", "shop｜开店铺｜注\nnet｜网店");
        foreach (var (effective, cancel, told) in ((string, string, string)[])[("2020-01-01", "2027-06-01", "应为今天以后的日期"), ("2026-04-01", "2026-03-20", "应晚于计划生效日期"), ("2026-04-01", "明年", "不是日期")])
        {
            (sheet[2][At("计划生效日期")], sheet[2][At("计划取消日期")]) = (effective, cancel);
            Assert.Contains(told, Assert.Single((await RunAsync(stage, [sheet[2]], heads: sheet[0])).Faults).Message, StringComparison.Ordinal);
        }

        // Nothing comes before the version that waits for its day.
        (sheet[2][At("计划生效日期")], sheet[2][At("计划取消日期")]) = ("", "20270901");
        var before = Assert.Single((await RunAsync(stage, [sheet[2]], dryRun: false, heads: sheet[0])).Faults).Message;
        Assert.Contains("“计划生效日期”列", before, StringComparison.Ordinal);
        Assert.Contains("第 2 版已经公布", before, StringComparison.Ordinal);
        sheet[2][At("计划生效日期")] = "2026-05-01";
        Assert.Equal(1, (await RunAsync(stage, [sheet[2]], dryRun: false, heads: sheet[0])).Changed);
        Assert.Equal((new DateOnly(2026, 5, 1), new DateOnly(2027, 9, 1)), await DatesAsync(stage));

        // What only other pages change is refused and not passed over, and so is any change of what is cancelled.
        (sheet[2][At("事项版本")], sheet[2][At("事项状态")], sheet[2][At("实施主体")]) = ("3", "取消", "别的单位");
        sheet[3][At("咨询方式")] = "0826-4";
        var faults = string.Join('\n', (await RunAsync(stage, sheet[2..], heads: sheet[0])).Faults.Select(f => f.Message));
        foreach (var told in (string[])["“事项状态”列：不能在表格里修改，现行是“在用”", $"“实施主体”列：不能在表格里修改，请恢复为“{DemoPeople.MarketOffice}”", "这个事项已经取消，不能再变更"])
        {
            Assert.Contains(told, faults, StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    [Requirement("01.13", "01.17", "01.24")]
    public async Task A_new_row_is_bound_by_its_code_to_the_nearest_entry_and_a_licence_of_no_entry_is_refused(Engine engine)
    {
        const string Law = "《食品安全法》第三十五条";
        await using var stage = await ExchangeStage.OpenAsync(engine);
        foreach (var region in (string[])["", "51"])
        {
            var entry = new PublishRequest(Item.BasicCode("000131001000", region), "食品经营许可", Guid.Empty, "市场监管总局", region, region, new() { TypeCode = "01", TypeName = "行政许可", LegalBasis = [Law] }, "test") { Kind = ItemKind.Basic };
            Assert.True((await stage.DoAsync<PublishItemVersion, Outcome<Guid>>(p => p.PublishAsync(entry, stage.Host.Act(), Ct))).Ok);
        }

        const string Code = "1151130100877833534000131001000";
        List<string> heads = ["实施编码", "事项版本", "行政区划代码", "实施主体", "事项名称", "事项类型", "设定依据", "申请材料", "办理时限"];
        List<string> Row(string code) => [code, "", "511602", DemoPeople.MarketOffice, "食品经营许可", "行政许可", Law, "申请书｜原件｜1｜必要｜申请人自备", "法定｜20个工作日"];

        // The nearest entry is paused: it is no other's place to take the item in.
        async Task BecomeAsync(ItemStatus status) => Assert.True((await stage.DoAsync<BecomeItems, Outcome>(b => b.HandleAsync("000131001000@51", status, stage.Host.Act(), Ct))).Ok);
        await BecomeAsync(ItemStatus.Paused);
        Assert.Contains((await RunAsync(stage, [Row(Code)], heads: heads)).Faults, f => f.Message.Contains("“食品经营许可”已暂停，不能新增", StringComparison.Ordinal));
        await BecomeAsync(ItemStatus.InUse);

        var done = await RunAsync(stage, [Row(Code)], dryRun: false, heads);
        Assert.Equal((1, ""), (done.Added, string.Join('\n', done.Faults.Select(f => f.Message))));
        Assert.Equal((await stage.ItemAsync("000131001000@51")).Id, (await stage.ItemAsync(Code)).ParentId);
        Assert.Contains("没有关联许可事项清单里的事项", Assert.Single((await RunAsync(stage, [Row(ExchangeStage.CodeOf(1))], heads: heads)).Faults).Message, StringComparison.Ordinal);
    }

    private static Task<(DateOnly?, DateOnly?)> DatesAsync(ExchangeStage stage) => stage.Host.InDatabaseAsync(async db =>
    {
        var version = await db.Set<Item>().Where(i => i.Code == ExchangeStage.CodeOf(1)).Join(db.Set<ItemVersion>().AsNoTracking(), i => i.CurrentVersionId, v => v.Id, (_, v) => v).SingleAsync(Ct);
        return (version.PlanEffective, version.PlanCancel);
    });

    private static async Task<SheetResult> RunAsync(ExchangeStage stage, IReadOnlyList<List<string>> rows, bool dryRun = true, List<string>? heads = null)
    {
        var act = await stage.ActAsync("manager1", "批量更正");
        var done = await stage.DoAsync<ImportSheet, Outcome<SheetResult>>(i => i.RunAsync(new MemoryStream(Excel.Of([heads ?? Heads, .. rows])), "sheet.xlsx", dryRun, act, null, Ct));
        return done.Ok ? done.Value : throw new InvalidOperationException(done.Problems[0].Message);
    }
}
