using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Apply;
using static Zhengtong.Tests.Integration.Catalogue.FormPlan.PlanStage;

namespace Zhengtong.Tests.Integration.Catalogue.FormPlan;

/// <summary>One item, one form: arranged by its manager, met by an applicant.</summary>
public sealed class PlanPageTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task A_form_is_composed_on_the_page_and_asks_the_applicant_for_his_situation_first(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await PublishAsync(stage, Plan());

        var browser = await stage.SignedInAsync("zhangsan");
        using var begun = await browser.SubmitAsync($"/apply/{ApplyStage.Code}", new() { ["Mode"] = "Normal" });
        var questions = begun.Headers.Location!.OriginalString;
        Assert.EndsWith("/form/" + ItemFormPlan.QuestionSection, questions, StringComparison.Ordinal);
        var draft = questions[..questions.IndexOf("/form/", StringComparison.Ordinal)];
        var first = await browser.PageAsync(questions);
        Assert.Contains("场所从哪里来", first.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("您的情况", first.Body.TextContent, StringComparison.Ordinal);

        await ApplyStage.FillAsync(browser, questions, new() { ["a.situationQuestions.premises"] = "own" });
        Assert.Equal("own", (await DraftAsync(stage)).Situation);
        Assert.DoesNotContain(Lease, (await browser.PageAsync(draft + "/materials")).Body!.TextContent, StringComparison.Ordinal);

        await ApplyStage.FillAsync(browser, questions, new() { ["a.situationQuestions.premises"] = "rent", ["a.situationQuestions.landlord"] = "person" });
        Assert.Equal("rent", (await DraftAsync(stage)).Situation);
        Assert.Contains(Lease, (await browser.PageAsync(draft + "/materials")).Body!.TextContent, StringComparison.Ordinal);

        await ApplyStage.FillAsync(browser, draft + "/form/applicant", []);
        using var blank = await ApplyStage.FillAsync(browser, draft + "/form/premises", new() { ["a.premises.area"] = "" });
        Assert.Contains("请填写经营场所面积", await blank.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await ApplyStage.FillAsync(browser, draft + "/form/premises", new() { ["a.premises.area"] = "15", ["a.premises.hasWarehouse"] = "no" });
        foreach (var key in (string[])["id-card", "site-plan"])
        {
            await ApplyStage.UploadAsync(browser, draft, key, ApplyStage.Pdf, key + ".pdf");
        }

        Assert.Contains(Lease, (await browser.PageAsync(draft + "/check")).Body!.TextContent, StringComparison.Ordinal);
        await ApplyStage.UploadAsync(browser, draft, "lease", ApplyStage.Pdf, "lease.pdf");
        var id = await ApplyStage.SubmitAsync(browser, draft);
        var made = await stage.CaseAsync(id);
        Assert.Equal("rent", made.Situation);
        Assert.Equal(["id-card", "lease", "site-plan"], await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().Where(m => m.CaseId == id).Select(m => m.Key).OrderBy(k => k).ToListAsync()));
    }

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task A_draft_keeps_the_form_it_was_begun_with_when_a_new_one_is_published(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await PublishAsync(stage, Plan());
        var browser = await stage.SignedInAsync("zhangsan");
        using var begun = await browser.SubmitAsync($"/apply/{ApplyStage.Code}", new() { ["Mode"] = "Normal" });
        var before = await DraftAsync(stage);

        await PublishAsync(stage, new() { ["Input.Questions[0].Text"] = "经营场所的来源" });
        var first = await browser.PageAsync(begun.Headers.Location!.OriginalString);
        Assert.Contains("场所从哪里来", first.Body!.TextContent, StringComparison.Ordinal);
        var item = await stage.Host.InScopeAsync(s => s.GetRequiredService<ICatalogue>().FindAsync(ApplyStage.Code, Ct));
        Assert.Equal($"{before.FormKey}@{int.Parse(before.FormVersion, System.Globalization.CultureInfo.InvariantCulture) + 1}", item!.Content.PersonForm);
        Assert.Equal(3, item.Version);
    }

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task What_cannot_be_right_is_told_with_its_place_and_stands_against_submitting(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var editor = await stage.SignedInAsync("editor1");
        async Task<string> Told(string field, string value, string op = "preview")
        {
            using var answer = await PressAsync(editor, Form, new(Plan()) { ["Reason"] = "调整", [field] = value }, op);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("没有一种回答会要材料", await Told("Input.Materials[2].When", "landlord = person 且 premises = own"), StringComparison.Ordinal);
        Assert.Contains("永远不会显示", await Told("Input.Questions[1].AskWhen", "premises = own 且 premises = rent"), StringComparison.Ordinal);
        Assert.Contains("“nobody”不是表单里的问题或要素", await Told("Input.Materials[2].When", "nobody 已填"), StringComparison.Ordinal);
        Assert.Contains("有的回答不对应任何情形", await Told("Input.Situations[1].When", "premises = rent 且 landlord = person"), StringComparison.Ordinal);
        Assert.Contains("没有发现问题", await Told("Reason", ""), StringComparison.Ordinal);

        // What cannot be read cannot be kept; what cannot be right can, and is named until it is.
        Assert.Contains("看不懂条件", await Told("Input.Questions[1].AskWhen", "租的时候", "save"), StringComparison.Ordinal);
        Assert.False(await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().AnyAsync()));
        using var kept = await PressAsync(editor, Form, new(Plan()) { ["Reason"] = "调整", ["Input.Situations[1].When"] = "premises = rent 且 landlord = person" }, "save");
        var page = await editor.PageAsync(kept.Headers.Location!.OriginalString);
        Assert.Contains("已保存到变更单", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("有的回答不对应任何情形", page.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        var change = ChangeOf(kept);
        using var refused = await PressAsync(editor, change + "?handler=Submit", [], null, await editor.PageAsync(change));
        Assert.Contains("有的回答不对应任何情形", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Item>().Where(i => i.Code == ApplyStage.Code).Select(i => i.CurrentVersion).SingleAsync()));
    }

    [Theory, EachDatabase, Requirement("01.16", "01.17")]
    public async Task A_form_is_kept_in_one_change_and_what_was_published_meanwhile_is_merged_with_it(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var editor = await stage.SignedInAsync("editor1");
        var old = await editor.PageAsync(Form);
        await PublishAsync(stage, new() { ["Input.Materials[0].Points"] = "人像清楚" });

        // The page was made from the first version: its draft begins there, and is merged before it goes on.
        using var kept = await PressAsync(editor, Form, new(Plan()) { ["Reason"] = "一事一表" }, "save", old);
        var change = ChangeOf(kept);
        using var again = await PressAsync(editor, Form, new() { ["Input.Questions[0].Hint"] = "看产权证" }, "save");
        Assert.Equal(change, ChangeOf(again));
        using var late = await PressAsync(editor, Form, new(Plan()), "save", old);
        Assert.Contains("有人起草了这个事项的变更单", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("合并到最新版本", (await editor.PageAsync(change)).Body!.TextContent, StringComparison.Ordinal);
        using var moved = await editor.PostWithTokenOfAsync(change, change + "?handler=Move", []);
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);

        var draft = await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().AsNoTracking().SingleAsync(c => c.ApprovedAt == null));
        var content = ItemContent.FromJson(draft.Content);
        Assert.Equal(2, draft.BaseVersion);
        Assert.Equal(["人像清楚"], content.Materials[0].ReviewPoints.Select(p => p.Text));
        Assert.Equal(["面积不小于 20 平方米", "照片清楚"], content.Materials[1].ReviewPoints.Select(p => p.Text));
        Assert.Equal(("看产权证", "premises"), (content.FormPlan!.Questions[0].Hint, content.FormPlan.Questions[0].Key));
    }

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task Groups_and_elements_are_chosen_ordered_and_removed_by_plain_buttons(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var manager = await stage.SignedInAsync("editor1");
        var page = await ReadAsync(await PressAsync(manager, Form, new() { ["NewGroup"] = "contact" }, "add-group"));
        Assert.Equal(["phone", "email", "region", "address"], Keys(page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "up-element:0:1", page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "remove-element:0:3", page));
        page = await ReadAsync(await PressAsync(manager, Form, new() { ["Input.Groups[0].Add"] = "shopName" }, "add-element:0", page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "add-question", page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "remove-question:0", page));
        Assert.Equal(["email", "phone", "region", "shopName"], Keys(page));

        using var saved = await PressAsync(manager, Form, new() { ["Reason"] = "改用字典" }, "save", page);
        await PublishAsync(stage, []);
        using var office = await stage.SignedInAsync("manager1");
        await stage.Host.InScopeAsync(async s =>
        {
            var item = await s.GetRequiredService<ICatalogue>().FindAsync(ApplyStage.Code, Ct);
            await s.GetRequiredService<IndexElementUse>().HandleAsync(new ItemPublished(item!.ItemId, item.VersionId, item.Code), Guid.NewGuid(), Ct);
            await s.GetRequiredService<Zhengtong.Platform.Persistence.Database>().SaveChangesAsync(Ct);
        });
        Assert.Contains("食品经营许可（新办）", (await office.PageAsync("/office/elements/element/shopName")).QuerySelector("#uses")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.16", "01.19")]
    public async Task Nobody_publishes_from_the_page_and_no_other_department_opens_it(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var manager = await stage.SignedInAsync("manager1");
        using var pressed = await PressAsync(manager, Form, new(Plan()) { ["Reason"] = "调整" }, "publish");
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        using var kept = await PressAsync(manager, Form, new(Plan()) { ["Reason"] = "调整" }, "save");
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Item>().Where(i => i.Code == ApplyStage.Code).Select(i => i.CurrentVersion).SingleAsync()));

        // The manager's draft is his organisation's: the department sees none of it and begins its own.
        using var editor = await stage.SignedInAsync("editor1");
        var foreign = Form + "?change=" + ChangeOf(kept).Split('/')[^1];
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync(new Uri(foreign, UriKind.Relative), Ct)).StatusCode);
        using var own = await PressAsync(editor, Form, Plan(), "save");
        Assert.NotEqual(ChangeOf(kept), ChangeOf(own));
        using var other = await stage.SignedInAsync("editor2");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri(Form, UriKind.Relative), Ct)).StatusCode);
    }

    private static IEnumerable<string> Keys(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelectorAll("input[name^='Input.Groups'][name*='Elements'][name$='Key']").Select(i => i.GetAttribute("value")!);

    private static Task<Draft> DraftAsync(ApplyStage stage) => stage.Host.InDatabaseAsync(db => db.Set<Draft>().AsNoTracking().SingleAsync());
}
