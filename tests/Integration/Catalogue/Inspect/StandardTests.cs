using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>The standard: public, added to by two people, open to other units.</summary>
public sealed class StandardTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Rule(string expression = """{"gt": ["promisedDays", 5]}""", bool blocks = true) => new()
    {
        ["Input.Title"] = "承诺时限超过五个工作日",
        ["Input.Why"] = "本区承诺五个工作日办结。",
        ["Input.Source"] = "广安区提速方案",
        ["Input.Element"] = "limits",
        ["Input.Days"] = "5",
        ["Input.Remedy"] = "请缩短承诺时限。",
        ["Input.Expression"] = expression,
        ["Input.Blocks"] = blocks ? "true" : "",
    };

    [Theory, EachDatabase]
    [Requirement("02.07", "02.14")]
    public async Task A_rule_is_tried_by_one_and_published_by_another_and_then_counts_and_is_public(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        using var author = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        using var saved = await author.SubmitAsync("/office/inspection/rules/rule", Rule());
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = saved.Headers.Location!.OriginalString;

        using var untried = await second.SubmitAsync(page, new() { ["EffectiveOn"] = "2026-03-02" }, "Publish");
        Assert.Contains("还没有试运行过", await untried.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var tried = await author.SubmitAsync(page, [], "Try");
        await stage.Host.Services.GetRequiredService<RunningTrials>().Last;
        Assert.Contains("娱乐场所设立审批", (await second.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await stage.Host.InDatabaseAsync(db => db.Set<InspectionRuleVersion>().ToListAsync(Ct)));

        using var alone = await author.PostWithTokenOfAsync(page, page + "?handler=Publish", new() { ["EffectiveOn"] = "2026-03-02" });
        Assert.Contains("请由另一位事项管理人员", await alone.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var published = await second.SubmitAsync(page, new() { ["EffectiveOn"] = "2026-03-02" }, "Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);

        Assert.Contains("承诺时限超过五个工作日", (await stage.Host.Browser().PageAsync("/inspection-standard")).Body!.TextContent, StringComparison.Ordinal);
        var guide = await stage.Host.Browser().PageAsync("/items/" + InspectStage.Code);
        Assert.NotNull(guide.QuerySelector(".zt-guide__source a[href='/inspection-standard']"));
        Assert.NotNull((await stage.Host.Browser().PageAsync("/lists")).QuerySelector("main a[href='/inspection-standard']"));
        Assert.Contains("承诺时限超过五个工作日", (await stage.Host.Browser().PageAsync("/inspection-standard/print")).Body!.TextContent, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.PublishAsync(InspectStage.Good));
        Assert.Contains("承诺时限超过五个工作日", refused.Message, StringComparison.Ordinal);
        await stage.RunAsync();
        Assert.Contains(await stage.FindingsAsync(), f => f.RuleKey.StartsWith("r-", StringComparison.Ordinal) && f.RuleVersion == 1);

        using var asked = await second.SubmitAsync(page, new() { ["Reason"] = "方案已废止" }, "AskEnd");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        using var byOne = await second.PostWithTokenOfAsync(page, page + "?handler=Retire", new() { ["Revision"] = await RevisionAsync(second, page) });
        Assert.Contains("停用由您本人提出", await byOne.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await stage.RunAsync();
        Assert.Contains(await stage.FindingsAsync(), f => f.RuleKey.StartsWith("r-", StringComparison.Ordinal));
        using var retired = await author.SubmitAsync(page, [], "Retire");
        Assert.Equal(HttpStatusCode.Redirect, retired.StatusCode);
        await stage.RunAsync();
        Assert.Equal(FindingEnd.RuleEnded, (await stage.FindingsAsync(open: false)).Single(f => f.RuleKey.StartsWith("r-", StringComparison.Ordinal)).ClosedAs);
    }

    [Theory, EachDatabase]
    [Requirement("02.07")]
    public async Task A_rule_for_some_levels_and_types_is_tried_and_judged_on_these_alone(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        using var author = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        async Task<(string Page, RuleTrial Trial)> TriedAsync(string? page, string levels, string types)
        {
            var rule = Rule(blocks: false);
            (rule["Input.Levels"], rule["Input.Types"], rule["Input.Revision"]) = (levels, types, page is null ? "" : await RevisionAsync(author, page));
            using var saved = await author.PostWithTokenOfAsync("/office/inspection/rules/rule", page ?? "/office/inspection/rules/rule", rule);
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            page = saved.Headers.Location!.OriginalString;
            using var tried = await author.SubmitAsync(page, [], "Try");
            await stage.Host.Services.GetRequiredService<RunningTrials>().Last;
            return (page, await stage.Host.InDatabaseAsync(db => db.Set<RuleTrial>().AsNoTracking().OrderByDescending(t => t.Id).FirstAsync(Ct)));
        }

        using var odd = await author.PostWithTokenOfAsync("/office/inspection/rules/rule", "/office/inspection/rules/rule", new(Rule()) { ["Input.Levels"] = "9", ["Input.Types"] = "xx" });
        var told = await odd.Content.ReadAsStringAsync(Ct);
        Assert.Contains("请从列出的事项类型里勾选", told, StringComparison.Ordinal);
        Assert.Contains("请从列出的层级里勾选", told, StringComparison.Ordinal);

        var (page, village) = await TriedAsync(null, "6", "01");
        Assert.Equal((0, "6", "01"), (village.Hits, village.Levels, village.Types));
        Assert.Equal((0, 1), (village.Total, village.Checked));
        Assert.Equal(0, (await TriedAsync(page, "4", "20")).Trial.Hits);
        await stage.RunAsync();
        Assert.Equal((1, 1), (await TriedAsync(page, "4", "01")).Trial is var county ? (county.Hits, county.Total) : default);
        var shown = await author.PageAsync(page);
        Assert.Equal(["01", "4"], shown.QuerySelectorAll("input[type=checkbox][checked]").Select(i => i.GetAttribute("value")).Where(v => v != "true").Order(StringComparer.Ordinal));

        using var published = await second.SubmitAsync(page, new() { ["EffectiveOn"] = "2026-03-02" }, "Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        await stage.RunAsync();
        Assert.Single(await stage.FindingsAsync(), f => f.RuleKey.StartsWith("r-", StringComparison.Ordinal));
        Assert.Contains("行政许可；县级", (await stage.Host.Browser().PageAsync("/inspection-standard")).Body!.TextContent, StringComparison.Ordinal);
        var standard = await second.GetFromJsonAsync<JsonElement>("/api/inspect/standard", Ct);
        var added = standard.EnumerateArray().Single(r => r.GetProperty("rule").GetString()!.StartsWith("r-", StringComparison.Ordinal));
        Assert.Equal(("01", 4), (added.GetProperty("types")[0].GetString(), added.GetProperty("levels")[0].GetInt32()));

        // Widened, it has to be tried again.
        var rule = Rule(blocks: false);
        rule["Input.Revision"] = await RevisionAsync(author, page);
        using var widened = await author.PostWithTokenOfAsync(page, page, rule);
        using var untried = await second.SubmitAsync(page, new() { ["EffectiveOn"] = "2026-03-02" }, "Publish");
        Assert.Contains("还没有试运行过", await untried.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("02.07")]
    public async Task What_is_published_is_what_was_read_and_a_rule_that_was_ended_comes_back_on_its_day_alone(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good);
        using var author = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        using var saved = await author.SubmitAsync("/office/inspection/rules/rule", Rule(blocks: false));
        var page = saved.Headers.Location!.OriginalString;
        async Task TryAsync()
        {
            using var tried = await author.SubmitAsync(page, [], "Try");
            await stage.Host.Services.GetRequiredService<RunningTrials>().Last;
        }

        // While one reads, the author makes a hint a refusal and tries it again.
        await TryAsync();
        var publish = await second.FillInAsync(page, new() { ["EffectiveOn"] = "2026-03-02" }, "Publish");
        var stale = await RevisionAsync(author, page);
        var harder = Rule();
        harder["Input.Revision"] = stale;
        using var changed = await author.PostWithTokenOfAsync(page, page, harder);
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        await TryAsync();
        using var unread = await publish();
        Assert.Contains("刚刚被同事修改过", await unread.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var other = Rule("""{"gt": ["promisedDays", 1]}""");
        other["Input.Revision"] = stale;
        using var over = await second.PostWithTokenOfAsync(page, page, other);
        Assert.Contains("刚刚被同事修改过", await over.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Empty(await stage.Host.InDatabaseAsync(db => db.Set<InspectionRuleVersion>().ToListAsync(Ct)));

        // In force, ended by two, and published again for a later day: the old version does not come back before.
        Task<bool> CountsAsync() => stage.Host.InScopeAsync(async s => (await s.GetRequiredService<InspectionStandard>().RulesAsync(Ct)).Any(r => r.Key.StartsWith("r-", StringComparison.Ordinal)));
        using var first = await second.SubmitAsync(page, new() { ["EffectiveOn"] = "2026-03-02" }, "Publish");
        Assert.True(await CountsAsync());
        using var asked = await author.SubmitAsync(page, new() { ["Reason"] = "方案已废止" }, "AskEnd");
        using var kept = await author.SubmitAsync(page, [], "Keep");
        Assert.True(await CountsAsync());
        using var again = await author.SubmitAsync(page, new() { ["Reason"] = "方案已废止" }, "AskEnd");
        using var ended = await second.SubmitAsync(page, [], "Retire");
        Assert.False(await CountsAsync());
        using var revived = await second.SubmitAsync(page, new() { ["EffectiveOn"] = "2026-03-12" }, "Publish");
        Assert.Equal(HttpStatusCode.Redirect, revived.StatusCode);
        Assert.False(await CountsAsync());
        stage.Host.Clock.Advance(TimeSpan.FromDays(11));
        Assert.True(await CountsAsync());
    }

    private static async Task<string> RevisionAsync(HttpClient browser, string page) => (await browser.PageAsync(page)).QuerySelector("input[name='Input.Revision']")!.GetAttribute("value")!;

    [Theory, EachDatabase]
    public async Task A_rule_without_meaning_is_told_at_its_field_and_not_kept(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        using var author = await stage.Host.BrowserAsync("manager1");

        using var wrong = await author.SubmitAsync("/office/inspection/rules/rule", Rule("""{"gt": ["days", 5]}"""));

        Assert.Contains("不是要素名", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<InspectionRule>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("02.13", "02.14")]
    public async Task Any_member_of_staff_checks_an_item_of_another_unit_on_the_page_and_by_program(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good with { LegalBasis = [] });
        using var clerk = await stage.Host.BrowserAsync("health1");

        Assert.Contains("没有设定依据", (await clerk.PageAsync("/office/inspection/try?code=" + InspectStage.Code)).Body!.TextContent, StringComparison.Ordinal);
        var body = $$"""{"code": "{{InspectStage.Code}}", "name": "娱乐场所设立审批", "content": {{(InspectStage.Good with { LegalBasis = [] }).ToJson()}}}""";
        using var without = await clerk.PostAsync(new Uri("/api/inspect", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);

        var token = (await clerk.GetFromJsonAsync<JsonElement>("/api/inspect/form-token", Ct)).GetProperty("formToken").GetString();
        clerk.DefaultRequestHeaders.Add("X-Form-Token", token);
        using var answer = await clerk.PostAsync(new Uri("/api/inspect", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Ct);
        var faults = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Contains(faults.EnumerateArray(), f => f.GetProperty("rule").GetString() == "legal-basis-missing");
        using var nonsense = await clerk.PostAsync(new Uri("/api/inspect", UriKind.Relative), new StringContent("[]", Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }
}
