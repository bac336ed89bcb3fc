using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;
using Xunit;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>Handing in: once, complete, and with the promise signed that the way of handling asks for.</summary>
public sealed class SubmitTests
{
    [Theory, EachDatabase]
    [Requirement("03.11")]
    public async Task Submitting_twice_at_the_same_moment_makes_one_case(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        var (one, other) = (await browser.FillInAsync(draft + "/check", []), await browser.FillInAsync(draft + "/check", []));
        var answers = await Task.WhenAll(one(), other());
        var again = await browser.PostWithTokenOfAsync("/apply/" + Code, draft + "/check", new() { ["Revision"] = "0" });
        Assert.All(answers.Append(again), a => Assert.Equal(302, (int)a.StatusCode));
        Assert.Single(answers.Append(again).Select(a => a.Headers.Location!.OriginalString).Distinct());
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Case>().CountAsync()));
    }

    [Theory, EachDatabase]
    [Requirement("02.15", "12.01")]
    public async Task What_is_missing_is_told_with_a_way_to_the_field_and_no_case_is_made(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await browser.SubmitAsync(draft + "/check", [])).Content.ReadAsStringAsync());
        Assert.NotNull(page.QuerySelector($"a[href='{draft}/materials#material-id-card']"));
        Assert.NotNull(page.QuerySelector($"a[href='{draft}/form/matter#a-matter-summary']"));
        var section = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await FillAsync(browser, draft + "/form/matter", [])).Content.ReadAsStringAsync());
        Assert.NotNull(section.QuerySelector("#a-matter-summary-error"));
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Case>().CountAsync()));
    }

    [Theory, EachDatabase]
    [Requirement("05.01")]
    public async Task A_commitment_stands_in_for_its_material_only_once_it_is_signed(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser, "Commitment");
        await FillPersonAsync(browser, draft);
        await Good(UploadAsync(browser, draft, "id-card", Pdf, "id.pdf"));
        var check = await browser.PageAsync(draft + "/check");
        Assert.Contains("承诺不实的撤销决定。", check.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请阅读并确认承诺书", await (await browser.SubmitAsync(draft + "/check", [])).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var id = await SubmitAsync(browser, draft, new() { ["Promise"] = "true" });
        var rows = await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().Where(m => m.CaseId == id).ToDictionaryAsync(m => m.Key, m => m.State));
        Assert.Equal(MaterialState.Committed, rows["site-plan"]);
        Assert.NotNull((await stage.Host.InDatabaseAsync(db => db.Set<Application>().SingleAsync(a => a.CaseId == id))).PromisedAt);
    }

    [Theory, EachDatabase]
    [Requirement("05.04")]
    public async Task A_tolerated_material_may_follow_by_a_day_that_the_receipt_names(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser, "Tolerance");
        await FillPersonAsync(browser, draft);
        await Good(UploadAsync(browser, draft, "id-card", Pdf, "id.pdf"));
        var id = await SubmitAsync(browser, draft, new() { ["Promise"] = "true" });
        Assert.Contains("2026年3月16日", (await browser.PageAsync($"/apply/done/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(MaterialState.Tolerated, await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().Where(m => m.CaseId == id && m.Key == "site-plan").Select(m => m.State).SingleAsync()));
    }

    [Theory, EachDatabase]
    [Requirement("05.01")]
    public async Task Changing_the_way_takes_the_signature_back(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser, "Commitment");
        await browser.SubmitAsync(draft + "/check", new() { ["Promise"] = "true" });
        Assert.NotNull((await stage.DraftAsync(draft)).PromisedAt);
        await Good(browser.SubmitAsync(draft + "/mode", new() { ["Situation"] = "shop", ["Mode"] = "Tolerance" }));
        Assert.Null((await stage.DraftAsync(draft)).PromisedAt);
    }

    [Theory, EachDatabase]
    [Requirement("12.24")]
    public async Task The_receipt_of_somebody_else_is_not_found(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        var id = await SubmitAsync(browser, draft);
        var other = await stage.SignedInAsync("lisi");
        Assert.Equal(404, (int)(await other.GetAsync(new Uri($"/apply/done/{id}", UriKind.Relative))).StatusCode);
    }
}
