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
        using var manager = await stage.SignedInAsync("manager1");
        await PublishedAsync(manager, Plan());

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
        using var manager = await stage.SignedInAsync("manager1");
        await PublishedAsync(manager, Plan());
        var browser = await stage.SignedInAsync("zhangsan");
        using var begun = await browser.SubmitAsync($"/apply/{ApplyStage.Code}", new() { ["Mode"] = "Normal" });
        var before = await DraftAsync(stage);

        await PublishedAsync(manager, new() { ["Input.Questions[0].Text"] = "经营场所的来源" });
        var first = await browser.PageAsync(begun.Headers.Location!.OriginalString);
        Assert.Contains("场所从哪里来", first.Body!.TextContent, StringComparison.Ordinal);
        var item = await stage.Host.InScopeAsync(s => s.GetRequiredService<ICatalogue>().FindAsync(ApplyStage.Code, Ct));
        Assert.Equal($"{before.FormKey}@{int.Parse(before.FormVersion, System.Globalization.CultureInfo.InvariantCulture) + 1}", item!.Content.PersonForm);
        Assert.Equal(3, item.Version);
    }

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task What_cannot_be_right_is_refused_with_its_place_and_nothing_is_published(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var manager = await stage.SignedInAsync("manager1");
        async Task<string> Told(string field, string value, string op = "publish")
        {
            using var answer = await PressAsync(manager, Form, new(Plan()) { ["Reason"] = "调整", [field] = value }, op);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("没有一种回答会要材料", await Told("Input.Materials[2].When", "landlord = person 且 premises = own"), StringComparison.Ordinal);
        Assert.Contains("永远不会显示", await Told("Input.Questions[1].AskWhen", "premises = own 且 premises = rent"), StringComparison.Ordinal);
        Assert.Contains("“nobody”不是表单里的问题或要素", await Told("Input.Materials[2].When", "nobody 已填"), StringComparison.Ordinal);
        Assert.Contains("看不懂条件", await Told("Input.Questions[1].AskWhen", "租的时候"), StringComparison.Ordinal);
        Assert.Contains("有的回答不对应任何情形", await Told("Input.Situations[1].When", "premises = rent 且 landlord = person"), StringComparison.Ordinal);
        Assert.Contains("请写明这次修改的理由", await Told("Reason", ""), StringComparison.Ordinal);
        Assert.Contains("没有发现问题", await Told("Reason", "", "preview"), StringComparison.Ordinal);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Item>().Where(i => i.Code == ApplyStage.Code).Select(i => i.CurrentVersion).SingleAsync()));

        // A page made from an older version is told.
        var old = await manager.PageAsync(Form);
        await PublishedAsync(manager, Plan());
        using var stale = await PressAsync(manager, Form, new() { ["Reason"] = "再改" }, "publish", old);
        Assert.Contains("本页是按第 1 版做的", await stale.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task Groups_and_elements_are_chosen_ordered_and_removed_by_plain_buttons(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        using var manager = await stage.SignedInAsync("manager1");
        var page = await ReadAsync(await PressAsync(manager, Form, new() { ["NewGroup"] = "contact" }, "add-group"));
        Assert.Equal(["phone", "email", "region", "address"], Keys(page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "up-element:0:1", page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "remove-element:0:3", page));
        page = await ReadAsync(await PressAsync(manager, Form, new() { ["Input.Groups[0].Add"] = "shopName" }, "add-element:0", page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "add-question", page));
        page = await ReadAsync(await PressAsync(manager, Form, [], "remove-question:0", page));
        Assert.Equal(["email", "phone", "region", "shopName"], Keys(page));

        using var published = await PressAsync(manager, Form, new() { ["Reason"] = "改用字典" }, "publish", page);
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        await stage.Host.InScopeAsync(async s =>
        {
            var item = await s.GetRequiredService<ICatalogue>().FindAsync(ApplyStage.Code, Ct);
            await s.GetRequiredService<IndexElementUse>().HandleAsync(new ItemPublished(item!.ItemId, item.VersionId, item.Code), Guid.NewGuid(), Ct);
            await s.GetRequiredService<Zhengtong.Platform.Persistence.Database>().SaveChangesAsync(Ct);
        });
        Assert.Contains("食品经营许可（新办）", (await manager.PageAsync("/office/elements/element/shopName")).QuerySelector("#uses")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.16")]
    public async Task A_department_looks_and_tries_and_does_not_publish(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        await stage.Host.InDatabaseAsync(db => db.Set<Item>().ExecuteUpdateAsync(u => u.SetProperty(i => i.OrganisationId, db.Set<Zhengtong.Identity.Model.Organisation>().Where(o => o.Name == Zhengtong.Identity.Contracts.DemoPeople.MarketOffice).Select(o => o.Id).First())));
        using var editor = await stage.SignedInAsync("editor1");
        using var refused = await PressAsync(editor, Form, new(Plan()) { ["Reason"] = "调整" }, "publish");
        Assert.Contains("表单由事项管理人员发布", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var shown = await PressAsync(editor, Form, Plan(), "preview");
        Assert.Contains("没有发现问题", await shown.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var other = await stage.SignedInAsync("editor2");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri(Form, UriKind.Relative), Ct)).StatusCode);
    }

    internal static async Task PublishedAsync(HttpClient manager, Dictionary<string, string> plan)
    {
        using var answer = await PressAsync(manager, Form, new(plan) { ["Reason"] = "一事一表" }, "publish");
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", (await ReadAsync(answer)).QuerySelectorAll(".zt-errors li").Select(l => l.TextContent)));
    }

    private static IEnumerable<string> Keys(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelectorAll("input[name^='Input.Groups'][name*='Elements'][name$='Key']").Select(i => i.GetAttribute("value")!);

    private static Task<Draft> DraftAsync(ApplyStage stage) => stage.Host.InDatabaseAsync(db => db.Set<Draft>().AsNoTracking().SingleAsync());
}
