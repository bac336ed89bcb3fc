using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>Findings from the moment they are found until they are gone.</summary>
public sealed class FindingTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.01", "01.20", "02.08", "02.09")]
    public async Task What_publishing_brings_to_light_goes_to_the_editor_and_stays_open_until_a_recheck_passes(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good with { Questions = [], LegalBasis = [] });
        using var editor = await stage.Host.BrowserAsync("editor1");

        var list = (await editor.PageAsync("/office/inspection")).Body!.TextContent;
        Assert.Contains("没有常见问题", list, StringComparison.Ordinal);
        Assert.Contains("没有设定依据", list, StringComparison.Ordinal);
        Assert.Contains("事项检测发现新问题", (await editor.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        using var other = await stage.Host.BrowserAsync("editor2");
        Assert.DoesNotContain("没有常见问题", (await other.PageAsync("/office/inspection")).Body!.TextContent, StringComparison.Ordinal);

        var findings = await stage.FindingsAsync();
        var page = "/office/inspection/" + findings.Single(f => f.RuleKey == "licence-questions").Id;
        using var early = await editor.SubmitAsync(page, [], "Recheck");
        Assert.Contains("复检没有通过", (await editor.PageAsync(early.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);

        await stage.PublishAsync(InspectStage.Good);
        Assert.DoesNotContain(await stage.FindingsAsync(), f => f.RuleKey is "licence-questions" or "legal-basis-missing");
        var mended = (await stage.FindingsAsync(open: false)).Single(f => f.RuleKey == "licence-questions");
        Assert.Equal((FindingEnd.Mended, 2), (mended.ClosedAs, mended.MendedVersion));
        Assert.Null(Trace.Check(mended, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(mended.Id, Ct))));
        Assert.Contains("没有常见问题", (await editor.PageAsync("/office/inspection?show=closed")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("02.09")]
    public async Task An_explanation_ends_a_finding_only_when_a_second_person_accepts_it(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        var page = "/office/inspection/" + (await stage.FindingsAsync()).Single(f => f.RuleKey == "licence-questions").Id;
        using var one = await stage.Host.BrowserAsync("manager1");
        using var two = await stage.Host.BrowserAsync("manager2");

        using var empty = await one.SubmitAsync(page, new() { ["Reason"] = "" }, "Explain");
        Assert.Contains("请填写为什么不是问题", await empty.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var said = await one.SubmitAsync(page, new() { ["Reason"] = "确实没有人问过" }, "Explain");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        using var self = await one.PostWithTokenOfAsync("/office/inspection/checks", page + "?handler=Accept", new() { ["Words"] = "同意" });
        Assert.Equal(["manager2"], await ToldAsync(stage, "问题说明请您审核"));
        Assert.Contains("请由另一位事项管理人员审核", await self.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("确实没有人问过", (await two.PageAsync("/office/inspection?show=judge")).Body!.TextContent + (await two.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        using var accepted = await two.SubmitAsync(page, new() { ["Words"] = "同意" }, "Accept");
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        Assert.Equal(["manager1"], await ToldAsync(stage, "问题说明已采纳"));

        await stage.RunAsync();
        Assert.DoesNotContain(await stage.FindingsAsync(), f => f.RuleKey == "licence-questions");
        Assert.Equal(FindingEnd.Explained, (await stage.FindingsAsync(open: false)).Single(f => f.RuleKey == "licence-questions").ClosedAs);
    }

    [Theory, EachDatabase]
    [Requirement("02.09")]
    public async Task While_an_explanation_waits_those_who_judge_are_reminded_and_who_explained_is_told_what_came_of_it(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        var all = await stage.FindingsAsync();
        var page = "/office/inspection/" + all.Single(f => f.RuleKey == "licence-questions").Id;
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var said = await editor.SubmitAsync(page, new() { ["Reason"] = "确实没有人问过" }, "Explain");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Equal(["manager1", "manager2"], await ToldAsync(stage, "问题说明请您审核"));
        await stage.RemindAsync();
        Assert.Empty(await ToldAsync(stage, "有问题说明等待审核"));

        stage.Host.Clock.Advance(TimeSpan.FromDays(60));
        await stage.RemindAsync();
        await stage.RemindAsync();
        Assert.Equal(["manager1", "manager2"], await ToldAsync(stage, "有问题说明等待审核"));
        Assert.Equal(all.Count - 1, await LateAsync());

        using var manager = await stage.Host.BrowserAsync("manager1");
        using var refused = await manager.SubmitAsync(page, new() { ["Words"] = "请补充" }, "Reject");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal(["editor1"], await ToldAsync(stage, "问题说明没有采纳"));
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        await stage.RemindAsync();
        Assert.Equal(["manager1", "manager2"], await ToldAsync(stage, "有问题说明等待审核"));
        Assert.Equal(all.Count, await LateAsync());

        // The newest reminder speaks of so many; none is sent when nothing is late.
        async Task<int> LateAsync()
        {
            var bodies = await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == "有问题超过整改期限").OrderBy(m => m.SentAt).Select(m => m.Body).ToListAsync(Ct));
            return bodies.Count == 0 ? 0 : int.Parse(new string([.. bodies[^1].SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit)]), System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The sign-in names of those who got a message, once for each message.</summary>
    private static Task<List<string>> ToldAsync(InspectStage stage, string title) => stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == title)
        .Join(db.Set<Account>(), m => (Guid?)m.PartyId, a => a.StaffId, (_, a) => a.Login).OrderBy(l => l).ToListAsync(Ct));

    [Theory, EachDatabase]
    [Requirement("02.09")]
    public async Task Who_lets_the_limit_pass_is_reminded_once_a_day(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        stage.Host.Clock.Advance(TimeSpan.FromDays(60));

        for (var i = 0; i < 2; i++)
        {
            await stage.RemindAsync();
        }

        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title == "有问题超过整改期限", Ct)));
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("没有常见问题", (await editor.PageAsync("/office/inspection?show=late")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("02.09")]
    public async Task Behind_every_number_of_the_board_stand_its_findings_which_a_supervisor_reads_and_does_not_touch(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        await stage.PublishAsync(InspectStage.Good with { LegalBasis = [] }, "11511301008778490F4510107001000", "公共场所卫生许可", DemoPeople.HealthOffice);
        await stage.RunAsync();
        using var supervisor = await stage.Host.BrowserAsync("supervisor1");
        using var city = await stage.Host.BrowserAsync("city1");

        var links = (await supervisor.PageAsync("/office/inspection/board")).QuerySelectorAll("main a[href*='organisation=']");
        var market = links.Single(a => a.TextContent == DemoPeople.MarketOffice).GetAttribute("href")!;
        var list = (await supervisor.PageAsync(market)).QuerySelector("#findings")!.TextContent;
        Assert.Contains("娱乐场所设立审批", list, StringComparison.Ordinal);
        Assert.DoesNotContain("公共场所卫生许可", list, StringComparison.Ordinal);
        var byRegion = (await city.PageAsync("/office/inspection/board")).QuerySelector("main a[href*='region=']")!.GetAttribute("href")!;
        Assert.Contains("公共场所卫生许可", (await city.PageAsync(byRegion + "&rule=legal-basis-missing")).QuerySelector("#findings")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有符合条件的问题", (await city.PageAsync(byRegion.Replace("511602", "511603", StringComparison.Ordinal))).Body!.TextContent, StringComparison.Ordinal);

        var finding = (await stage.FindingsAsync()).Single(f => f.RuleKey == "licence-questions");
        var page = await supervisor.PageAsync("/office/inspection/" + finding.Id);
        Assert.Empty(page.QuerySelectorAll("main form"));
        foreach (var handler in (string[])["Recheck", "Explain", "Take", "Entrust", "Accept"])
        {
            var address = "/office/inspection/" + finding.Id;
            using var refused = await supervisor.PostWithTokenOfAsync(address, $"{address}?handler={handler}", new() { ["Reason"] = "不是问题", ["Words"] = "同意" });
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        Assert.Equal(finding.Revision, (await stage.FindingsAsync()).Single(f => f.Id == finding.Id).Revision);
        var sheet = Excel.Read(await supervisor.GetByteArrayAsync(new Uri("/office/inspection/board/export", UriKind.Relative), Ct));
        Assert.Contains(sheet, row => row.Contains(DemoPeople.HealthOffice));
        Assert.Contains(sheet, row => row.Contains(DemoPeople.MarketOffice));
    }

    [Theory, EachDatabase]
    public async Task The_list_is_one_statement_besides_the_names_of_rules_and_its_export_holds_the_same(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await InspectStage.OpenAsync(engine, sql.Attach);
        await stage.PublishAsync(InspectStage.Good with { Questions = [] });
        using var manager = await stage.Host.BrowserAsync("manager1");

        var sent = await sql.DuringAsync(() => manager.PageAsync("/office/inspection"), "catalogue_");
        Assert.Single(sent, s => s.Contains("catalogue_finding", StringComparison.Ordinal));
        Assert.Equal(2, sent.Count);
        using var sheet = await manager.GetAsync(new Uri("/office/inspection/export?show=late", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("02.02", "02.04", "02.13")]
    public async Task What_the_standard_blocks_refuses_a_version_and_nothing_is_written(Engine engine)
    {
        await using var stage = await InspectStage.OpenAsync(engine);
        var content = InspectStage.Good with { Materials = [new ItemMaterial { Key = "m1", Name = "其他材料" }] };

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => stage.PublishAsync(content));

        Assert.Contains("兜底性条款", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
    }
}
