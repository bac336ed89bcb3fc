using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Cases.Apply;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Identity.Space;

/// <summary>Said once, used again, with where and when from; and its owner's to correct and to withdraw.</summary>
public sealed class KnownTests
{
    private const string Known = SpaceKit.Page + "/known";
    private const string Email = "zhang@example.com";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.10", "08.14", "08.16")]
    public async Task What_was_stated_once_fills_in_the_next_form_with_the_case_and_the_day_it_is_from(Engine engine)
    {
        await using var stage = await ApplyStage.StartAsync(engine);
        var (host, browser, me) = (stage.Host, await stage.SignedInAsync("zhangsan"), await stage.Host.PersonAsync("zhangsan"));
        var made = await ApplyAsync(stage, browser, Email);
        Assert.Null(await host.OfferedAsync(me, "party.email"));
        await host.DispatchAsync();

        var known = await host.KnownAsync(me, "party.email");
        Assert.Equal((made.Id, made.Number, "电子邮箱", made.ReceivedAt), (known.CaseId!.Value, known.CaseNumber, known.Label, known.TakenAt));
        Assert.DoesNotContain(Email, known.ValueHidden, StringComparison.Ordinal);
        var keys = await host.InDatabaseAsync(db => db.Set<KnownValue>().Where(k => k.PartyId == me).Select(k => k.Key).ToListAsync(Ct));
        // Who he is stands in his profile and not here; whom another case had for an agent is nobody's to be filled in.
        Assert.All(keys, k => Assert.False(k is "party.name" or "party.idNumber" or "party.phone" || k.StartsWith("agent.", StringComparison.Ordinal), k));

        var page = await browser.PageAsync(await BeginAsync(browser) + "/form/contact");
        Assert.Equal(Email, page.QuerySelector("#a-contact-email")!.GetAttribute("value"));
        Assert.Equal($"来自2026年3月2日办件 {made.Number}", page.QuerySelector("#a-contact-email-source")!.TextContent);
        var space = (await browser.PageAsync(SpaceKit.Page)).QuerySelector("main")!;
        Assert.NotNull(space.QuerySelector($"a[href='{Known}/{known.Id}']"));
        Assert.NotNull(space.QuerySelector($"a[href='/my/cases/{made.Id}']"));

        // A year later it asks to be looked at, until somebody says that it is right.
        host.Clock.Advance(TimeSpan.FromDays(366));
        Assert.EndsWith("请核对", (await host.OfferedAsync(me, "party.email"))!.From, StringComparison.Ordinal);
        browser = await stage.SignedInAsync("zhangsan");
        Assert.Contains("请核对", (await browser.PageAsync(Known)).QuerySelector("#known")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("（1 项，1 项请核对）", (await browser.PageAsync(SpaceKit.Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, (int)(await browser.SubmitAsync($"{Known}/{known.Id}", [], "Confirm")).StatusCode);
        Assert.DoesNotContain("请核对", (await browser.PageAsync(Known)).QuerySelector("#known")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("（1 项）", (await browser.PageAsync(SpaceKit.Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.14", "08.16", "18.13")]
    public async Task Its_owner_corrects_and_withdraws_it_and_what_was_withdrawn_is_not_learnt_again(Engine engine)
    {
        await using var stage = await ApplyStage.StartAsync(engine);
        var (host, browser, me) = (stage.Host, await stage.SignedInAsync("zhangsan"), await stage.Host.PersonAsync("zhangsan"));
        await ApplyAsync(stage, browser, Email);
        await host.DispatchAsync();
        var address = $"{Known}/{(await host.KnownAsync(me, "party.email")).Id}";

        // Masked until a purpose is given, which is recorded.
        Assert.DoesNotContain(Email, await browser.GetStringAsync(new Uri(Known, UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.DoesNotContain(Email, await browser.GetStringAsync(new Uri(address, UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Contains(Email, await (await browser.SubmitAsync(Known, new() { ["Purpose"] = "核对邮箱" }, "Reveal")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.True(await host.InDatabaseAsync(db => db.Set<PersonalDataReading>().AnyAsync(r => r.PartyId == me && r.ReaderId == me && r.Purpose == "核对邮箱", Ct)));

        var stale = await browser.FillInAsync(address, new() { ["Value"] = "old@example.com" }, "Correct");
        await browser.SubmitAsync(address, new() { ["Value"] = "new@example.com" }, "Correct");
        Assert.Equal(HttpStatusCode.OK, (await stale()).StatusCode);
        Assert.Equal(("new@example.com", "2026年3月2日在数字空间填写的内容"), await host.OfferedAsync(me, "party.email") is { } now ? (now.Value, now.From) : default);
        Assert.Contains("z***@example.com", (await browser.PageAsync(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(302, (int)(await browser.SubmitAsync(address, [], "Withdraw")).StatusCode);
        var known = await host.KnownAsync(me, "party.email");
        Assert.NotNull(known.WithdrawnAt);
        Assert.Equal("", known.ValueHidden + string.Concat(await host.InDatabaseAsync(db => db.Set<FormerKnownValue>().Select(f => f.ValueHidden).ToListAsync(Ct))));
        Assert.Null(await host.OfferedAsync(me, "party.email"));
        Assert.Equal("known-value-withdrawn", (await host.InDatabaseAsync(db => db.TraceOfAsync(me, Ct)))[^1].What);

        await ApplyAsync(stage, browser, Email);
        await host.DispatchAsync();
        Assert.Null(await host.OfferedAsync(me, "party.email"));

        // Until he writes it down himself.
        Assert.Equal(302, (int)(await browser.SubmitAsync(Known, new() { ["Key"] = "party.email", ["Value"] = "again@example.com" }, "Add")).StatusCode);
        Assert.Equal("again@example.com", (await host.OfferedAsync(me, "party.email"))!.Value);
        Assert.Equal(known.Id, (await host.KnownAsync(me, "party.email")).Id);
    }

    [Theory, EachDatabase]
    [Requirement("08.14", "08.16")]
    public async Task The_newer_statement_counts_however_late_the_older_one_comes(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var me = await host.PersonAsync("zhangsan");
        await host.StateAsync(me, "earlier.shop.kind", "店铺：经营方式", "02", "零售");
        host.Clock.Advance(TimeSpan.FromDays(10));
        await host.StateAsync(me, "earlier.shop.kind", "店铺：经营方式", "01", "批发");
        await host.StateAsync(me, "earlier.shop.kind", "店铺：经营方式", "03", "网上", TestHost.Monday.UtcDateTime.AddDays(5));
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.StateAsync(me, "earlier.shop.kind", "店铺：经营方式", "01", "批发");
        var known = await host.KnownAsync(me, "earlier.shop.kind");
        Assert.Equal((TestHost.Monday.UtcDateTime.AddDays(10), TestHost.Monday.UtcDateTime.AddDays(11)), (known.TakenAt, known.ConfirmedAt!.Value));
        var former = Assert.Single(await host.InDatabaseAsync(db => db.Set<FormerKnownValue>().AsNoTracking().ToListAsync(Ct)));
        Assert.Equal((TestHost.Monday.UtcDateTime, known.TakenAt), (former.TakenAt, former.ReplacedAt));

        // What is a code behind a name shows the name, and is not typed over.
        var browser = await host.BrowserAsync("zhangsan");
        var page = await browser.PageAsync($"{Known}/{known.Id}");
        Assert.Contains("批发", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#Value"));
        var typed = await browser.PostWithTokenOfAsync(Known + "/" + known.Id, $"{Known}/{known.Id}?handler=Correct", new() { ["Value"] = "随便", ["seen"] = $"{known.Revision}" });
        Assert.Contains("不能在这里改写", await typed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("01", (await host.OfferedAsync(me, "earlier.shop.kind"))!.Value);
    }

    [Theory, EachDatabase]
    [Requirement("08.15", "18.13")]
    public async Task A_companys_are_its_agents_to_see_while_they_are_and_its_representatives_to_withdraw(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var host = stage.Host;
        var (company, clerk) = (await host.CompanyOfAsync("company1"), await host.PersonAsync("lisi"));
        await host.InDatabaseAsync(db =>
        {
            db.Add(new CompanyAgent { Id = Guid.CreateVersion7(), CompanyId = company, PersonId = clerk, From = new DateOnly(2026, 1, 1) });
            return db.SaveChangesAsync(Ct);
        });
        await host.StateAsync(company, "company.legalPersonPhone", "手机号码", "13912345678");
        var known = await host.KnownAsync(company, "company.legalPersonPhone");
        var address = $"{Known}/{known.Id}";

        var agent = await host.ForCompanyAsync("lisi", company);
        Assert.Contains("139****5678", (await agent.PageAsync(Known)).QuerySelector("#known")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("一企一档", (await agent.PageAsync(SpaceKit.Page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("由单位的法定代表人办理", await (await agent.SubmitAsync(address, [], "Withdraw")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("由法定代表人申请", (await agent.PageAsync(SpaceKit.Page + "/copy")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("王*", (await agent.PageAsync(SpaceKit.Page + "/consents")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // To the same people for themselves, to another company, and to who acts under a mandate of the company it is not there.
        var mandated = await host.UnderAsync("zhangsan", await stage.GiveAsync("zhangsan", from: "company1", company: company));
        foreach (var browser in new[] { await host.BrowserAsync("lisi"), await host.BrowserAsync("company1"), await host.ForCompanyAsync("company2", await host.CompanyOfAsync("company2")) })
        {
            Assert.Equal(HttpStatusCode.NotFound, await browser.StatusAsync(address));
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostWithTokenOfAsync("/my/profile", address + "?handler=Withdraw", [])).StatusCode);
            Assert.Null((await browser.PageAsync(Known)).QuerySelector("#known"));
        }

        foreach (var page in (string[])["", "/known", "/readings", "/consents", "/copy", "/materials", "/readings/export", "/copy/file", "/known/" + known.Id])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await mandated.Browser.StatusAsync(SpaceKit.Page + page));
        }

        // An agent who is none any more is himself again with his next page.
        var appointment = await host.InDatabaseAsync(db => db.Set<CompanyAgent>().Where(g => g.PersonId == clerk).Select(g => g.Id).SingleAsync(Ct));
        Assert.True((await host.InScopeAsync(async s => await s.GetRequiredService<RevokeAgent>().HandleAsync(company, appointment, await stage.ActAsync("company1"), Ct))).Ok);
        Assert.Equal(HttpStatusCode.NotFound, await agent.StatusAsync(address));

        var representative = await host.ForCompanyAsync("company1", company);
        Assert.Contains("王*", (await representative.PageAsync(SpaceKit.Page + "/consents")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, (int)(await representative.SubmitAsync(address, [], "Withdraw")).StatusCode);
        Assert.Null(await host.OfferedAsync(company, "company.legalPersonPhone"));
    }

    [Theory, EachDatabase]
    [Requirement("08.14", "08.16")]
    public async Task A_file_is_offered_again_for_the_same_material_only_and_says_which_case_it_is_from(Engine engine)
    {
        await using var stage = await ApplyStage.StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var made = await ApplyAsync(stage, browser, Email);
        var space = (await browser.PageAsync(SpaceKit.Page + "/materials")).QuerySelector("#materials")!;
        Assert.Equal(2, space.QuerySelectorAll("tr").Length);
        Assert.Contains(made.Number, space.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(space.QuerySelector("a[target]")!.GetAttribute("href")!));

        var draft = await BeginAsync(browser);
        var offered = (await browser.PageAsync(draft + "/materials")).QuerySelector("#material-id-card #fileId option[value]:not([value=''])")!;
        Assert.Contains($"办件 {made.Number}", offered.TextContent, StringComparison.Ordinal);
        var file = new Dictionary<string, string> { ["Key"] = "site-plan", ["fileId"] = offered.GetAttribute("value")! };
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostWithTokenOfAsync(draft, draft + "/materials?handler=Reuse", new(file))).StatusCode);
        Assert.Equal(302, (int)(await browser.PostWithTokenOfAsync(draft, draft + "/materials?handler=Reuse", new(file) { ["Key"] = "id-card" })).StatusCode);
        Assert.Contains($"来自办件 {made.Number}", (await browser.PageAsync(draft + "/materials")).QuerySelector("#files-id-card")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Number, await (await stage.SignedInAsync("lisi")).GetStringAsync(new Uri(SpaceKit.Page + "/materials", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    private static async Task<Case> ApplyAsync(ApplyStage stage, HttpClient browser, string email)
    {
        var draft = await BeginAsync(browser);
        await Good(FillAsync(browser, draft + "/form/contact", new() { ["a.contact.email"] = email, ["a.contact.address"] = "广安区金安大道1号" }));
        await FillPersonAsync(browser, draft);
        await FillMaterialsAsync(browser, draft);
        return await stage.CaseAsync(await SubmitAsync(browser, draft));
    }
}
