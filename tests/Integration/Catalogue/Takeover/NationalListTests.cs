using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.MassChanges;

namespace Zhengtong.Tests.Integration.Catalogue.Takeover;

/// <summary>Taking the national list over: from the data folder at the start, and a newer one by a manager.</summary>
public sealed class NationalListTests
{
    private const string Head = "central_department,name,implementing_body,basis_articles_found,catalog_code\n";
    private const string Energy = "国家发展改革委,固定资产投资项目节能审查,国家发展改革委,《节约能源法》第十五条,\n";
    private const string Mining = "自然资源部,采矿权审批,自然资源部,《矿产资源法》第三条,\n";
    private const string Waste = "生态环境部,危险废物经营许可,生态环境部,《固体废物污染环境防治法》第八十条,\n";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.01", "01.10", "01.24")]
    public async Task A_newer_list_is_compared_first_and_then_taken_over_whole_with_what_it_no_longer_has_planned_to_end(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("province1");
        using var second = await stage.Host.BrowserAsync("province2");
        await TakeAsync(stage, manager, second, Head + Energy + Mining, "国办发〔2026〕1号");

        var energy = await stage.ItemAsync("000104001000");
        Assert.Equal((ItemKind.Basic, "", "国家发展改革委", 1), (energy.Kind, energy.RegionCode, energy.OrganisationName, energy.CurrentVersion));
        var content = await stage.ContentAsync("000104001000");
        Assert.Equal(("国家发展改革委", "行政许可", "《节约能源法》第十五条"), (content.SupervisedBy, content.TypeName, content.LegalBasis.Single()));
        Assert.Contains("自编", content.SourceNote, StringComparison.Ordinal);
        Assert.Equal("采矿权审批", (await stage.ItemAsync("000115001000")).Name);

        // One changed, one added, one gone; nothing is written by the comparison.
        using var checkedList = await ExchangeStage.UploadAsync(manager, "/office/takeover", "list.csv", Bytes(Head + Energy.Replace("第十五条", "第十五条、第十六条", StringComparison.Ordinal) + Waste));
        var list = ExchangeStage.Path(checkedList);
        var shown = (await manager.PageAsync(list)).QuerySelector("main")!.TextContent;
        foreach (var text in (string[])["新增 1 项，变更 1 项，清单里没有 1 项", "设定依据", "《节约能源法》第十五条、第十六条", "危险废物经营许可", "000116001000（自编）", "采矿权审批"])
        {
            Assert.Contains(text, shown, StringComparison.Ordinal);
        }

        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().CountAsync(Ct)));

        using var withoutDay = await manager.PostWithTokenOfAsync(list, list + "?handler=Ask", new() { ["Reason"] = "国办发〔2026〕2号" });
        Assert.Contains("请填写计划取消日期", await withoutDay.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await MassSteps.AskAsync(manager, list, new() { ["Reason"] = "国办发〔2026〕2号", ["CancelOn"] = "2026-06-01" });
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().CountAsync(Ct)));
        await MassSteps.ApproveAsync(second, list);
        await MassSteps.RunAsync(stage);

        Assert.Equal(["《节约能源法》第十五条、第十六条"], (await stage.ContentAsync("000104001000")).LegalBasis);
        var mining = await stage.ItemAsync("000115001000");
        Assert.Equal(new DateOnly(2026, 6, 1), await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().Where(v => v.Id == mining.CurrentVersionId).Select(v => v.PlanCancel).SingleAsync(Ct)));
        Assert.Equal(ItemStatus.InUse, mining.Status);
        var run = await stage.Host.InDatabaseAsync(db => db.Set<ListTakeover>().AsNoTracking().OrderByDescending(t => t.CheckedAt).ThenByDescending(t => t.Id).FirstAsync(Ct));
        Assert.Equal((1, 1, 1, "国办发〔2026〕2号"), (run.Added, run.Changed, run.Removed, run.Reason));
        Assert.Null(Trace.Check(run, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(run.Id, Ct))));

        using var again = await manager.PostWithTokenOfAsync("/office/takeover", list + "?handler=Ask", new() { ["Reason"] = "再来一次", ["CancelOn"] = "2026-06-01" });
        Assert.Contains("已经执行过", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(5, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("01.10")]
    public async Task A_list_of_other_types_is_taken_over_and_leaves_the_licences_alone(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("province1");
        using var second = await stage.Host.BrowserAsync("province2");
        await TakeAsync(stage, manager, second, Head + Energy, "国办发〔2026〕1号");
        const string Typed = "事项类型,中央主管部门,事项名称,设定依据\n";
        const string Confirmed = "行政确认,自然资源部,不动产统一登记,《民法典》第二百一十条\n";
        await TakeAsync(stage, manager, second, Typed + Confirmed + "公共服务,自然资源部,地图查询,《测绘法》第四十条\n", "国办发〔2026〕2号");

        Assert.Equal(("行政确认", "07"), ((await stage.ContentAsync("000715001000")).TypeName, (await stage.ItemAsync("000715001000")).TypeCode));
        Assert.Equal("地图查询", (await stage.ItemAsync("002015001000")).Name);

        // Only what the list has types of is compared: neither the licence nor, without its type, the public service is missed.
        using var checkedList = await ExchangeStage.UploadAsync(manager, "/office/takeover", "list.csv", Bytes(Typed + Confirmed));
        Assert.Contains("新增 0 项，变更 0 项，清单里没有 0 项", (await manager.PageAsync(ExchangeStage.Path(checkedList))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("01.10")]
    public async Task A_list_with_wrong_codes_unknown_departments_or_rows_twice_changes_nothing_and_names_every_row(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("province1");
        var bad = Head + Energy + Energy + "不存在的部,某许可,,,\n自然资源部,,,,\n,无部门许可,,,\n生态环境部,编码错,,,0002160010\n生态环境部,许可甲,,,000116001000\n生态环境部,许可乙,,,000116001000\n";

        using var answer = await ExchangeStage.UploadAsync(manager, "/office/takeover", "bad.csv", Bytes(bad));

        var told = await answer.Content.ReadAsStringAsync(Ct);
        foreach (var text in (string[])["与第 2 行的部门和名称相同", "部门字典里没有“不存在的部”", "“事项名称”没有填写", "“中央主管部门”没有填写", "基本编码“0002160010”不对", "与第 8 行重复"])
        {
            Assert.Contains(text, told, StringComparison.Ordinal);
        }

        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ListTakeover>().CountAsync(Ct)));
        using var empty = await ExchangeStage.UploadAsync(manager, "/office/takeover", "empty.csv", Bytes("随便\n"));
        Assert.Contains("没有读到任何事项", await empty.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_county_reads_the_takeovers_and_can_make_none(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var county = await stage.Host.BrowserAsync("manager1");
        Assert.Contains("由省级以上事项管理人员承接", (await county.PageAsync("/office/takeover")).Body!.TextContent, StringComparison.Ordinal);

        Assert.Equal("catalogue.takeover-region", ExchangeStage.Code(await stage.DoAsync<TakeOverList, Zhengtong.Platform.Outcomes.Outcome<TakeOverList.Checked>>(async t => await t.CheckAsync("a.csv", Bytes(Head + Energy), await stage.ActAsync("manager1"), Ct))));
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var refused = await editor.GetAsync(new Uri("/office/takeover", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    [Requirement("01.10")]
    public async Task The_list_can_come_as_an_excel_file_and_a_bomb_is_refused()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite);
        using var manager = await stage.Host.BrowserAsync("province1");
        using var good = await ExchangeStage.UploadAsync(manager, "/office/takeover", "list.xlsx", Excel.Of([["中央主管部门", "事项名称", "设定依据"], ["自然资源部", "采矿权审批", "《矿产资源法》第三条"]]));
        Assert.StartsWith("/office/takeover/lists/", ExchangeStage.Path(good), StringComparison.Ordinal);
        using var bomb = await ExchangeStage.UploadAsync(manager, "/office/takeover", "bomb.xlsx", Excel.Bomb());
        Assert.Contains("解压后过大", await bomb.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var broken = await ExchangeStage.UploadAsync(manager, "/office/takeover", "broken.xlsx", [.. "PK\u0003\u0004"u8, .. new byte[100]]);
        Assert.Equal(HttpStatusCode.OK, broken.StatusCode);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
    }

    /// <summary>The national exchange table of basic entries names no department, has several versions of an entry and marks what ended.</summary>
    [Theory, EachDatabase]
    [Requirement("01.10")]
    public async Task An_extract_of_the_national_exchange_table_is_taken_over_as_it_is(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("province1");
        using var second = await stage.Host.BrowserAsync("province2");
        const string head = "row_guid,task_name,catalog_code,local_catalog_code,task_type,by_law,use_level,task_state,task_version,plan_effective_date,plan_cancel_date,cd_operation,cd_time\n";
        await TakeAsync(
            stage, manager, second, head
                + "g1,固定资产投资项目节能审查（旧）,000104001000,,01,《节约能源法》第十四条,2,1,1,,,I,\n"
                + "g1,固定资产投资项目节能审查,000104001000,,01,《节约能源法》第十五条,2^3^4,1,2,,,U,\n"
                + "g2,采矿权审批,000115001000,,01,《矿产资源法》第三条,\"1,2\",1,1,,2027-06-01 00:00:00,I,\n"
                + "g3,危险废物经营许可,000116001000,,01,《固体废物污染环境防治法》第八十条,2,3,3,,,U,\n", "国家交换库");

        var energy = await stage.ItemAsync("000104001000");
        Assert.Equal(("固定资产投资项目节能审查", "国家发展改革委"), (energy.Name, energy.OrganisationName));
        var content = await stage.ContentAsync("000104001000");
        Assert.Equal(("国家发展改革委", "《节约能源法》第十五条"), (content.SupervisedBy, content.LegalBasis.Single()));
        Assert.Equal([2, 3, 4], content.UseLevels);
        Assert.Equal(new DateOnly(2027, 6, 1), await CancelOnAsync("000115001000"));
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));

        // The same again changes nothing; a later day is a change that the comparison shows.
        var rows = "task_name,catalog_code,task_type,by_law,use_level,plan_cancel_date\n固定资产投资项目节能审查,000104001000,01,《节约能源法》第十五条,2^3^4,\n采矿权审批,000115001000,01,《矿产资源法》第三条,1^2,";
        using var same = await ExchangeStage.UploadAsync(manager, "/office/takeover", "same.csv", Bytes(rows + "2027-06-01\n"));
        Assert.Contains("新增 0 项，变更 0 项，清单里没有 0 项，不变 2 项", (await manager.PageAsync(ExchangeStage.Path(same))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var later = await ExchangeStage.UploadAsync(manager, "/office/takeover", "later.csv", Bytes(rows + "20280101\n"));
        var shown = (await manager.PageAsync(ExchangeStage.Path(later))).QuerySelector("main")!.TextContent;
        Assert.Contains("2027年6月1日", shown, StringComparison.Ordinal);
        Assert.Contains("2028年1月1日", shown, StringComparison.Ordinal);

        using var bad = await ExchangeStage.UploadAsync(manager, "/office/takeover", "bad.csv", Bytes(head
            + "g4,某服务,000104009000,,20,法,2,1,1,,,I,\ng5,某许可,000199001000,,01,法,2,1,1,,,I,\ng6,另一许可,000104008000,,01,法,二,1,1,,,I,\ng7,又一许可,000104007000,,01,法,2,1,1,,明年,I,\n"));
        var told = await bad.Content.ReadAsStringAsync(Ct);
        foreach (var text in (string[])["第 3、4 位为 20（公共服务）", "部门编号“99”也不在部门字典里", "行使层级“二”不对", "计划取消日期“明年”不是日期"])
        {
            Assert.Contains(text, told, StringComparison.Ordinal);
        }

        Task<DateOnly?> CancelOnAsync(string code) => stage.Host.InDatabaseAsync(db =>
            db.Set<Item>().Where(i => i.Code == code).Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => v.PlanCancel).SingleAsync(Ct));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task TakeAsync(ExchangeStage stage, HttpClient manager, HttpClient second, string csv, string reason)
    {
        using var uploaded = await ExchangeStage.UploadAsync(manager, "/office/takeover", "list.csv", Bytes(csv));
        var list = ExchangeStage.Path(uploaded);
        await MassSteps.AskAsync(manager, list, new() { ["Reason"] = reason });
        await MassSteps.ApproveAsync(second, list);
        await MassSteps.RunAsync(stage);
    }
}
