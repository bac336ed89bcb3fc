using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Apply;
using static Zhengtong.Tests.Integration.Catalogue.FormPlan.PlanStage;

namespace Zhengtong.Tests.Integration.Catalogue.TryOut;

/// <summary>An unpublished form is tried as an applicant would meet it, and nothing of it stays.</summary>
public sealed class TryOutTests
{
    private const string Try = "/office/items/" + ApplyStage.Code + "/try";

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task An_unpublished_form_is_tried_to_the_end_and_no_table_has_a_row_more(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var manager = await stage.SignedInAsync("manager1");
        await manager.PageAsync(Form);
        var before = await RowsAsync(stage.Host);

        var preview = await ReadAsync(await PressAsync(manager, Form, Plan(), "preview"));
        var state = preview.QuerySelector("form[action$='/try'] input[name=State]")!.GetAttribute("value")!;
        using var opened = await manager.PostWithTokenOfAsync(Form, Try, new() { ["State"] = state, ["op"] = "open" });
        var page = await ReadAsync(opened);
        page = await NextAsync(manager, page, new() { ["party"] = "person" }, "begin");
        Assert.Contains("场所从哪里来", page.Body!.TextContent, StringComparison.Ordinal);

        page = await NextAsync(manager, page, []);
        Assert.Contains("请选择场所从哪里来", page.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        page = await NextAsync(manager, page, new() { ["a.situationQuestions.premises"] = "rent", ["a.situationQuestions.landlord"] = "person" });
        Assert.Contains("租用场所", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["居民身份证", "经营场所平面图", Lease], page.QuerySelectorAll("#wanted li").Select(l => l.TextContent));

        page = await NextAsync(manager, page, []);
        page = await NextAsync(manager, page, new() { ["a.applicant.name"] = "李试填" });
        page = await NextAsync(manager, page, new() { ["a.premises.hasWarehouse"] = "yes" });
        Assert.Contains("请填写经营场所面积", page.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        page = await NextAsync(manager, page, new() { ["a.premises.hasWarehouse"] = "yes", ["a.premises.area"] = "30", ["a.premises.warehouseAddress"] = "北区一路" });
        Assert.Contains("核对填写的内容", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("北区一路", page.Body.TextContent, StringComparison.Ordinal);

        page = await NextAsync(manager, page, [], "back");
        Assert.Equal("30", page.QuerySelector("input[name='a.premises.area']")!.GetAttribute("value"));
        Assert.Equal(before, await RowsAsync(stage.Host));
    }

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task The_form_in_force_is_tried_as_well_and_an_altered_state_begins_again(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var manager = await stage.SignedInAsync("manager1");
        var page = await manager.PageAsync(Try);
        page = await NextAsync(manager, page, new() { ["party"] = "company", ["situation"] = "own" }, "begin");
        Assert.Contains("要准备的材料", page.Body!.TextContent, StringComparison.Ordinal);
        page = await NextAsync(manager, page, []);
        Assert.Contains("企业信息", page.Body!.TextContent, StringComparison.Ordinal);

        using var altered = await manager.PostWithTokenOfAsync(Try, Try, new() { ["state"] = "QUJD", ["step"] = "company" });
        Assert.Equal(Try, altered.Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase, Requirement("01.16", "01.17")]
    public async Task Who_answers_a_change_tries_what_it_proposes_and_leaves_no_trace(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var editor = await stage.SignedInAsync("editor1");
        using var kept = await PressAsync(editor, Form, Plan(), "save");
        using var manager = await stage.SignedInAsync("manager1");
        var change = ChangeOf(kept).Split('/')[^1];
        var proposed = Try + "?change=" + change;
        Assert.NotNull((await manager.PageAsync(ChangeOf(kept))).QuerySelector($"a[href='{proposed}']"));
        var before = await RowsAsync(stage.Host);

        var page = await manager.PageAsync(proposed);
        page = await NextAsync(manager, page, new() { ["party"] = "person" }, "begin", proposed);
        Assert.Contains("场所从哪里来", page.Body!.TextContent, StringComparison.Ordinal);
        page = await NextAsync(manager, page, new() { ["a.situationQuestions.premises"] = "own" }, null, proposed);
        Assert.DoesNotContain(Lease, page.QuerySelectorAll("#wanted li").Select(l => l.TextContent));
        Assert.Equal(before, await RowsAsync(stage.Host));

        // In force is still what was; another department tries neither, and a change is no other item's.
        Assert.DoesNotContain("场所从哪里来", (await NextAsync(manager, await manager.PageAsync(Try), new() { ["party"] = "person", ["situation"] = "own" }, "begin")).Body!.TextContent, StringComparison.Ordinal);
        using var other = await stage.SignedInAsync("editor2");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.GetAsync(new Uri(proposed, UriKind.Relative))).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await manager.GetAsync(new Uri("/office/items/NONE/try?change=" + change, UriKind.Relative))).StatusCode);
    }

    private static async Task<IHtmlDocument> NextAsync(HttpClient browser, IHtmlDocument page, Dictionary<string, string> typed, string? op = null, string address = Try) =>
        await ReadAsync(await PressAsync(browser, address, typed, op, page));

    /// <summary>How many rows each table has.</summary>
    private static Task<Dictionary<string, long>> RowsAsync(TestHost host) => host.InDatabaseAsync(async db =>
    {
        var rows = new Dictionary<string, long>();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            var count = "select count(*) as \"Value\" from \"" + table + "\"";
            rows[table] = await db.Database.SqlQueryRaw<long>(count).SingleAsync();
        }

        return rows;
    });
}
