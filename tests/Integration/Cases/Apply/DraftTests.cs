using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Xunit;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>A draft is one's own, is never lost, and two pages of it never overwrite each other unseen.</summary>
public sealed class DraftTests
{
    [Theory, EachDatabase]
    [Requirement("12.24")]
    public async Task A_foreign_draft_is_not_found_on_any_page_nor_by_any_post(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var draft = await BeginAsync(await stage.SignedInAsync("zhangsan"));
        var other = await stage.SignedInAsync("lisi");
        foreach (var page in (string[])["", "/mode", "/form/applicant", "/materials", "/delivery", "/check", $"/files/{Guid.NewGuid()}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri(draft + page, UriKind.Relative))).StatusCode);
        }

        foreach (var post in (string[])["?handler=Discard", "/autosave", "/form/applicant", "/materials?handler=Paper", "/delivery", "/check"])
        {
            var answer = await other.PostWithTokenOfAsync("/apply/" + Code, draft + post, new() { ["Revision"] = "0", ["Key"] = "id-card", ["Delivery"] = "pickup" });
            Assert.True(post == "?handler=Discard" || answer.StatusCode == HttpStatusCode.NotFound, post + answer.StatusCode);
        }

        Assert.Null((await stage.DraftAsync(draft)).DiscardedAt);
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task What_was_saved_is_there_in_another_browser_and_beginning_again_goes_on_with_it(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var draft = await BeginAsync(await stage.SignedInAsync("zhangsan"));
        await Good(FillAsync(await stage.SignedInAsync("zhangsan"), draft + "/form/matter", new() { ["a.matter.summary"] = "写了一半", ["op"] = "later" }));

        var other = await stage.SignedInAsync("zhangsan");
        Assert.Equal(draft, await BeginAsync(other));
        Assert.Equal("写了一半", (await other.PageAsync(draft + "/form/matter")).QuerySelector("#a-matter-summary")!.TextContent);
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task Beginning_twice_at_the_same_moment_makes_one_draft(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browsers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => stage.SignedInAsync("zhangsan")));
        await Task.WhenAll(browsers.Select(b => b.SubmitAsync("/apply/" + Code, new() { ["Situation"] = "shop", ["Mode"] = "Normal" })));
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Draft>().CountAsync(d => d.DiscardedAt == null)));
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task Autosave_keeps_the_section_and_tells_the_next_revision(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var page = await browser.PageAsync(draft + "/form/contact");
        using var content = new FormUrlEncodedContent(Controls(page, new() { ["a.contact.email"] = "not yet an add" }));
        var saved = await browser.PostAsync(new Uri(draft + "/autosave", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        var row = await stage.DraftAsync(draft);
        Assert.Equal(row.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture), saved.Headers.GetValues("X-Revision").Single());
        Assert.Contains("not yet an add", row.Answers, StringComparison.Ordinal);

        // The same page sent once more is behind now.
        using var again = new FormUrlEncodedContent(Controls(page, new() { ["a.contact.email"] = "other" }));
        Assert.Equal(HttpStatusCode.Conflict, (await browser.PostAsync(new Uri(draft + "/autosave", UriKind.Relative), again)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("12.24")]
    public async Task Autosave_without_the_forms_token_or_without_a_session_is_refused(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        using var bare = new FormUrlEncodedContent([new("Revision", "1")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(new Uri(draft + "/autosave", UriKind.Relative), bare)).StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(draft + "/autosave", UriKind.Relative));
        request.Headers.Add("X-Requested-With", "autosave");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stage.Host.Browser().SendAsync(request)).StatusCode);
        var page = await stage.Host.Browser().GetAsync(new Uri(draft + "/form/matter", UriKind.Relative));
        Assert.Contains(Uri.EscapeDataString(draft + "/form/matter"), page.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task A_second_tab_is_told_and_may_keep_what_it_typed(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var address = draft + "/form/matter";
        var oldTab = await browser.PageAsync(address);
        await Good(FillAsync(browser, address, new() { ["a.matter.summary"] = "第一个页面", ["op"] = "later" }));

        var told = await FillAsync(browser, address, new() { ["a.matter.summary"] = "第二个页面", ["op"] = "later" }, oldTab);
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await told.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
        Assert.Contains("另一个页面", html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("第二个页面", html.QuerySelector("#a-matter-summary")!.TextContent);
        Assert.Contains("第一个页面", (await stage.DraftAsync(draft)).Answers, StringComparison.Ordinal);

        await Good(FillAsync(browser, address, new() { ["op"] = "later" }, html));
        Assert.Contains("第二个页面", (await stage.DraftAsync(draft)).Answers, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task Rows_of_a_repeated_group_come_and_go_without_a_script(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await Good(FillAsync(browser, draft + "/form/matter", new() { ["a.matter.summary"] = "委托办理", ["a.matter.viaAgent"] = "yes" }));
        await Good(FillAsync(browser, draft + "/form/agents", new() { ["a.agents[0].name"] = "甲", ["op"] = "add:agents" }));
        var two = await browser.PageAsync(draft + "/form/agents");
        Assert.NotNull(two.QuerySelector("[name='a.agents[1].name']"));
        await Good(FillAsync(browser, draft + "/form/agents", new() { ["a.agents[1].name"] = "乙", ["op"] = "remove:agents:0" }));
        Assert.Equal("乙", (await browser.PageAsync(draft + "/form/agents")).QuerySelector("[name='a.agents[0].name']")!.GetAttribute("value"));
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task A_new_version_of_the_item_takes_the_work_over_and_the_old_draft_cannot_be_handed_in(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        await stage.World.PublishAsync(Code, Content with { Conditions = ["新的条件"] });

        var refused = await browser.SubmitAsync(draft + "/check", []);
        Assert.Contains("更新了办理要求", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var next = await BeginAsync(browser);
        Assert.NotEqual(draft, next);
        await SubmitAsync(browser, next);
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task A_deleted_draft_is_gone_and_deleting_twice_is_no_fault(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await Good(browser.SubmitAsync(draft, [], "Discard"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(draft, UriKind.Relative))).StatusCode);
        await Good(browser.PostWithTokenOfAsync("/apply/" + Code, draft + "?handler=Discard", []));
    }

    [Theory, EachDatabase]
    public async Task What_is_nowhere_offered_says_so_and_shows_ways_on(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var answer = await browser.GetAsync(new Uri("/apply/NOWHERE", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("/items/NOWHERE", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("12.01")]
    public async Task The_pages_of_an_application_ask_a_fixed_number_of_questions(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        async Task<int> Statements(string page) => (await stage.Sql.DuringAsync(() => browser.GetStringAsync(new Uri(page, UriKind.Relative)), "cases_")).Count;
        Assert.Equal(2, await Statements(draft)); // The draft, and the coaching its party was given.
        Assert.Equal(1, await Statements(draft + "/form/contact"));
        Assert.Equal(2, await Statements(draft + "/materials"));
        Assert.Equal(1, await Statements(draft + "/check"));
        var id = await SubmitAsync(browser, draft);
        Assert.Equal(1, await Statements($"/apply/done/{id}"));
    }
}
