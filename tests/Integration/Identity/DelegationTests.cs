using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Withdraw;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>One lets another act in his name, as far as he signed and no further (08.10, 08.11, 08.12).</summary>
public sealed class DelegationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.10", "08.11", "08.12")]
    public async Task It_is_read_signed_accepted_used_and_ends_in_the_open_session_when_taken_back(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, code) = (stage.Host, stage.Item.Code);
        var (giver, taker) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));
        var address = "/my/delegations/new?item=" + Uri.EscapeDataString(code);
        List<(string, string)> fields =
        [
            ("Input.Kind", "Family"), ("Input.Address", "19900000002"), ("Input.Name", "李四（演示）"), ("Input.Acts", "Apply"), ("Input.Acts", "Follow"), ("Input.Until", "2026-12-31"),
        ];
        var read = await PressAsync(giver, await giver.PageAsync(address), "Read", fields);
        var text = await ReadAsync(read);
        Assert.Contains("委托事项：“食品经营许可”", text.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("第一百六十五条", text.Body.TextContent, StringComparison.Ordinal);

        // Without the tick nothing is signed; with another text than the one shown neither.
        Assert.Contains("勾选同意", (await ReadAsync(await PressAsync(giver, text, "Sign", []))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("重新阅读", (await ReadAsync(await PressAsync(giver, text, "Sign", [("Agree", "true"), ("Digest", "another")]))).Body!.TextContent, StringComparison.Ordinal);
        var signed = await PressAsync(giver, text, "Sign", [("Agree", "true")]);
        var mine = signed.Headers.Location!.OriginalString.Split('?')[0];
        Assert.Contains("等待对方确认", (await giver.PageAsync(mine)).Body!.TextContent, StringComparison.Ordinal);

        // Before his word he is nothing; after it the banner and the choice say how far.
        Assert.DoesNotContain("代 张三", (await taker.PageAsync("/account/acting-for")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请确认一项委托", await host.InboxAsync("lisi"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.BrowserAsync("company1")).GetAsync(new Uri(mine, UriKind.Relative), Ct)).StatusCode);
        await taker.SubmitAsync(mine, [], "Accept");
        Assert.Contains("委托已被接受", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);
        var id = mine.Split('/')[^1];
        Assert.Equal("/my", (await taker.SubmitAsync("/account/acting-for", new() { ["companyId"] = id })).Headers.Location!.OriginalString);
        Assert.Contains("正在代 张三（演示） 办事（亲友代办）：只能办“食品经营许可”，到2026年12月31日为止", (await taker.PageAsync("/my")).Body!.TextContent, StringComparison.Ordinal);

        // Only what is opened to it: anything else answers with a plain word, and the menu has no other door.
        foreach (var closed in new[] { "/my/profile", "/my/messages", "/my/companies", "/my/delegations", "/my/delegations/new", "/my/enquiries", "/my/assistance", "/account/sessions" })
        {
            var refused = await taker.GetAsync(new Uri(closed, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("不在委托的范围内", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Equal(["/my", "/my/cases", "/my/bookings"], (await taker.PageAsync("/my")).QuerySelectorAll(".zt-sidenav a").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.OK, (await taker.GetAsync(new Uri("/apply/" + Uri.EscapeDataString(code), UriKind.Relative), Ct)).StatusCode);

        await giver.SubmitAsync(mine, new() { ["Sure"] = "true" }, "End");
        Assert.DoesNotContain("正在代", (await taker.PageAsync("/my")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await taker.SubmitAsync("/account/acting-for", new() { ["companyId"] = id })).StatusCode);
        Assert.Contains("已撤销对您的委托", await host.InboxAsync("lisi"), StringComparison.Ordinal);
        var row = await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(Ct));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(row.Id, Ct));
        Assert.Equal(["offered", "accepted", "revoked"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(row, trace));
    }

    [Theory, EachDatabase]
    [Requirement("08.11", "08.12", "18.13")]
    public async Task Under_it_one_sees_its_own_cases_and_those_it_follows_and_no_draft_or_file_of_the_principal(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, own) = (stage.Host, await stage.ApplyAsync());
        var (kept, _) = await stage.DraftAsync();
        var (apply, apart) = (await host.UnderAsync("lisi", await stage.GiveAsync(acts: MandateActs.Apply)), await host.UnderAsync("company1", await stage.GiveAsync("company1", MandateActs.Follow)));
        var act = host.ActOf(apply.User);
        // What is known of the principal fills in nothing of the form but the name; of oneself it fills in more.
        Assert.DoesNotContain(SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]), await BegunAsync(stage, act), StringComparison.Ordinal);
        Assert.Contains(act.Party.Name, await BegunAsync(stage, act), StringComparison.Ordinal);
        Assert.Contains(SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[1]), await BegunAsync(stage, act with { ActingFor = null }), StringComparison.Ordinal);
        var draft = await stage.FilledAsync(act);
        Assert.NotEqual(kept, draft);
        var made = (await host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(draft, act, default))).Value.CaseId;

        var @case = await stage.CaseAsync(made);
        Assert.Equal((act.Party.Id, act.Actor.Id), (@case.ApplicantId, @case.AgentId!.Value));
        Assert.Equal(act.Party.Mandate!.Id, @case.MandateId);
        foreach (var (browser, mine, others) in new[] { (apply.Browser, HttpStatusCode.OK, HttpStatusCode.NotFound), (apart.Browser, HttpStatusCode.OK, HttpStatusCode.OK) })
        {
            Assert.Equal(mine, await browser.StatusAsync($"/my/cases/{made}"));
            Assert.Equal(others, await browser.StatusAsync($"/my/cases/{own}"));
            Assert.Equal(HttpStatusCode.NotFound, await browser.StatusAsync($"/cases/{own}/materials/1"));
            Assert.Equal(HttpStatusCode.NotFound, await browser.StatusAsync($"/my/cases/{own}/withdraw"));
        }

        // To follow is not to act, and what somebody else began is not to be seen.
        Assert.Equal(HttpStatusCode.NotFound, await apart.Browser.StatusAsync($"/my/cases/{own}/correction"));
        Assert.Equal(HttpStatusCode.Forbidden, await apart.Browser.StatusAsync($"/apply/draft/{kept}"));
        Assert.Equal(HttpStatusCode.NotFound, await apply.Browser.StatusAsync($"/apply/draft/{kept}"));
        Assert.Equal(1, (await apply.Browser.OpenAsync("/my/cases")).QuerySelectorAll("tbody tr").Length);
        Assert.Equal(2, (await apart.Browser.OpenAsync("/my/cases")).QuerySelectorAll("tbody tr").Length);

        // Both names are in the trace, before the handler and before the principal; the use is shown to him.
        var received = (await host.InDatabaseAsync(db => db.TraceOfAsync(made, Ct)))[0];
        Assert.Equal((act.Actor.Name, act.Party.Name), (received.ActorName, received.ActingForName));
        var desk = await (await host.BrowserAsync("clerk1")).OpenAsync($"/desk/cases/{(await stage.StepAsync(made)).Id}");
        Assert.Contains("代办人（受委托）", desk.Text(), StringComparison.Ordinal);
        Assert.Contains(@case.Number, (await (await host.BrowserAsync("zhangsan")).OpenAsync($"/my/delegations/{act.Party.Mandate!.Id}")).Text(), StringComparison.Ordinal);
        await DispatchAsync(host);
        Assert.Contains($"由{act.Actor.Name}代办", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.11")]
    public async Task It_starts_nothing_outside_its_scope_signs_nothing_it_may_not_and_fetches_no_result(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, other) = (stage.Host, await OtherItemAsync(stage));
        var closed = await stage.ApplyAsync();
        var under = await host.UnderAsync("lisi", await stage.GiveAsync(acts: MandateActs.Apply | MandateActs.Follow));
        var act = host.ActOf(under.User);
        var refused = await host.InScopeAsync(s => s.GetRequiredService<StartDraft>().HandleAsync(other, act, default));
        Assert.Equal("cases.outside-mandate", Assert.Single(refused.Problems).Code);
        Assert.Contains("委托不包括这个事项", (await under.Browser.OpenAsync("/apply/" + Uri.EscapeDataString(other))).Text(), StringComparison.Ordinal);

        await stage.DoAsync<Zhengtong.Cases.Accept.AcceptCase, Zhengtong.Cases.Accept.AcceptCase.Accepted>(
            async (a, by) => await a.HandleAsync((await stage.StepAsync(closed)).Id, "齐全", by, default), "clerk1");
        await stage.DecideAsync(closed);
        Assert.Equal(HttpStatusCode.NotFound, await under.Browser.StatusAsync($"/cases/{closed}/result.pdf"));
        Assert.DoesNotContain("取件码", (await under.Browser.OpenAsync($"/my/cases/{closed}")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("取件码", (await under.Browser.OpenAsync("/my")).Text(), StringComparison.Ordinal);
        var collector = await host.UnderAsync("company1", await stage.GiveAsync("company1", MandateActs.Follow | MandateActs.Collect));
        Assert.Equal(HttpStatusCode.OK, await collector.Browser.StatusAsync($"/cases/{closed}/result.pdf"));
    }

    [Theory, EachDatabase]
    [Requirement("08.11")]
    public async Task Of_two_applications_at_once_on_the_last_use_one_is_made(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, other) = (stage.Host, await OtherItemAsync(stage));
        var delegation = await stage.GiveAsync(everything: true, most: 1);
        var act = host.ActOf((await host.UnderAsync("lisi", delegation)).User);
        var drafts = new[] { await stage.FilledAsync(act), await stage.FilledAsync(act, other) };
        var done = await Task.WhenAll(drafts.Select(d => Task.Run(() => host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(d, act, default)), Ct)));
        Assert.Single(done, d => d.Ok);
        Assert.Equal("identity.mandate-over", done.Single(d => !d.Ok).Problems[0].Code);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<DelegationUse>().CountAsync(Ct)));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Case>().CountAsync(Ct)));

        // With two uses both pass, whatever order they meet in.
        var twice = host.ActOf((await host.UnderAsync("company1", await stage.GiveAsync("company1", everything: true, most: 2))).User);
        drafts = [await stage.FilledAsync(twice), await stage.FilledAsync(twice, other)];
        done = await Task.WhenAll(drafts.Select(d => Task.Run(() => host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(d, twice, default)), Ct)));
        Assert.All(done, d => Assert.True(d.Ok, d.Ok ? "" : d.Problems[0].Message));
        Assert.Equal([1, 2], await host.InDatabaseAsync(db => db.Set<DelegationUse>().Where(u => u.ById == twice.Actor.Id).OrderBy(u => u.Number).Select(u => u.Number).ToListAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.11")]
    public async Task It_ends_with_its_case_and_both_are_told(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var host = stage.Host;
        var under = await host.UnderAsync("lisi", await stage.GiveAsync(ends: true));
        var act = host.ActOf(under.User);
        var draft = await stage.FilledAsync(act);
        var made = (await host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(draft, act, default))).Value.CaseId;
        await DispatchAsync(host);
        Assert.Equal(HttpStatusCode.OK, await under.Browser.StatusAsync($"/my/cases/{made}"));

        Assert.True((await host.InScopeAsync(s => s.GetRequiredService<WithdrawCase>().HandleAsync(made, "不办了", act, default))).Ok);
        await DispatchAsync(host);
        Assert.Equal(HttpStatusCode.NotFound, await under.Browser.StatusAsync($"/my/cases/{made}"));
        Assert.Equal(DelegationState.Ended, DelegationRule.StateOf(await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(Ct)), host.Clock.GetUtcNow().UtcDateTime));
        foreach (var login in new[] { "zhangsan", "lisi" })
        {
            Assert.Contains("委托随之结束", await host.InboxAsync(login), StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    [Requirement("08.10", "18.13")]
    public async Task What_the_principal_is_told_does_not_depend_on_whether_the_account_is_there_and_only_the_person_meant_may_answer(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, giver) = (stage.Host, await stage.ActAsync("zhangsan"));
        List<string> said = [];
        foreach (var (address, name) in new[] { ("lisi", "李四（演示）"), ("nobody", "没有账号"), ("19900000003", "名字不对"), ("13912345678", "没有账号") })
        {
            var command = new OfferDelegation.Command { Address = address, Name = name, Everything = true, Acts = [MandateActs.Follow], Until = new DateOnly(2026, 5, 1) };
            var signed = await host.InScopeAsync(async s =>
            {
                var offer = s.GetRequiredService<OfferDelegation>();
                return await offer.SignAsync(null, command, (await offer.PrepareAsync((Guid?)null, command, giver, default)).Value.Digest, giver, default);
            });
            said.Add($"{signed.Ok}");
        }

        Assert.Single(said.Distinct());
        var rows = (await (await host.BrowserAsync("zhangsan")).OpenAsync("/my/delegations")).QuerySelectorAll("#given-rows tr");
        Assert.Equal(4, rows.Length);
        Assert.All(rows, r => Assert.Contains("等待对方确认", r.TextContent, StringComparison.Ordinal));
        foreach (var (words, found) in new[] { ("13912345678", 1), ("没有", 2), ("李四", 1), ("13900000000", 0), ("王", 0) })
        {
            var browser = await host.BrowserAsync("zhangsan");
            var address = (await browser.PostWithTokenOfAsync("/my/delegations/new", "/my/delegations?handler=Find", new() { ["words"] = words })).Headers.Location!.OriginalString;
            Assert.DoesNotContain(words, Uri.UnescapeDataString(address), StringComparison.Ordinal);
            Assert.Equal(found, (await browser.OpenAsync(address)).QuerySelectorAll("#given-rows tr").Length);
        }

        // The other of that number, but not of that name, finds nothing and answers nothing; an offer nobody answered lapses.
        var mine = await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(d => d.DelegateName == "李四（演示）", Ct));
        Assert.DoesNotContain("张*", (await (await host.BrowserAsync("company1")).OpenAsync("/my/delegations")).Text(), StringComparison.Ordinal);
        var (stranger, meant) = (await stage.ActAsync("company1"), await stage.ActAsync("lisi"));
        Assert.Equal(ProblemKind.NotFound, (await host.InScopeAsync(s => s.GetRequiredService<AnswerDelegation>().HandleAsync(mine.Id, true, stranger, default))).Problems[0].Kind);
        Assert.Equal(ProblemKind.NotFound, (await host.InScopeAsync(s => s.GetRequiredService<EndDelegation>().HandleAsync(mine.Id, stranger, default))).Problems[0].Kind);
        host.Clock.Advance(TimeSpan.FromDays(31));
        var late = meant with { At = Act.Micro(host.Clock.GetUtcNow().UtcDateTime) };
        Assert.Equal(ProblemKind.NotFound, (await host.InScopeAsync(s => s.GetRequiredService<AnswerDelegation>().HandleAsync(mine.Id, true, late, default))).Problems[0].Kind);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<Delegation>().CountAsync(d => d.AcceptedAt != null, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.10")]
    public async Task What_was_signed_shows_when_it_was_altered(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, id) = (stage.Host, await stage.GiveAsync());
        var browser = await host.BrowserAsync("zhangsan");
        Assert.Contains("内容与签署时一致", (await browser.OpenAsync($"/my/delegations/{id}")).Text(), StringComparison.Ordinal);
        await host.InDatabaseAsync(db => db.Set<Delegation>().ExecuteUpdateAsync(s => s.SetProperty(d => d.Scope, "[]"), Ct));
        Assert.Contains("内容与签署时不一致", (await browser.OpenAsync($"/my/delegations/{id}")).Text(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.12")]
    public async Task A_window_registers_it_for_a_parent_without_an_account_from_both_documents(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (host, clerk) = (stage.Host, await stage.Host.BrowserAsync("clerk1"));
        var child = DemoPeople.Applicants.Single(a => a.Login == "lisi");
        var parent = child with { Name = "李老先生", Born = new DateOnly(1948, 3, 5), Sequence = 995 };
        var address = "/desk/delegations?item=" + Uri.EscapeDataString(stage.Item.Code);
        List<(string, string)> fields =
        [
            ("Input.Principal.IdNumber", SeedDemoPeople.IdNumberOf(parent)), ("Input.Principal.Name", parent.Name), ("Input.Principal.Phone", "13912340001"),
            ("Input.Delegate.IdNumber", SeedDemoPeople.IdNumberOf(child)), ("Input.Delegate.Name", child.Name), ("Input.Delegate.Phone", "13912340002"),
            ("Terms.Acts", "Apply"), ("Terms.Acts", "Follow"), ("Terms.Until", "2026-06-30"),
        ];
        var page = await clerk.PageAsync(address);
        Assert.Contains("核对双方身份证原件", (await ReadAsync(await PressAsync(clerk, page, "", fields, address))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(clerk, page, "", [.. fields, ("Input.Seen", "true")], address)).StatusCode);

        var made = await host.InDatabaseAsync(db => db.Set<Delegation>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal(DemoPeople.ApprovalOffice, (await host.InDatabaseAsync(db => db.Set<IdentityProof>().SingleAsync(p => p.PartyId == made.PrincipalId, Ct))).Source);
        var under = await host.UnderAsync("lisi", made.Id);
        Assert.Equal((parent.Name, PartyKind.Person), (under.User.Party()!.Name, under.User.Party()!.Kind));
        Assert.Equal(2, await host.InDatabaseAsync(db => db.Set<MessageDispatch>().CountAsync(m => m.Channel == Channel.Sms, Ct)));
        var act = host.ActOf(under.User);
        Assert.NotEqual(Guid.Empty, await stage.FilledAsync(act));
    }

    /// <summary>A narrower agent of a company; what he may do is in his session, so no page asks for it.</summary>
    [Theory, EachDatabase]
    [Requirement("08.11")]
    public async Task A_company_lets_an_agent_do_some_items_and_no_page_asks_again_what_he_may(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        var host = stage.Host;
        var boss = await stage.ActAsync("company1");
        var company = await host.InDatabaseAsync(db => db.Set<CompanyAgent>().Where(g => g.PersonId == boss.Actor.Id).Select(g => g.CompanyId).SingleAsync(Ct));
        var foreign = await host.InScopeAsync(s => s.GetRequiredService<OfferDelegation>().PrincipalAsync(company, boss with { Actor = boss.Actor with { Id = Guid.CreateVersion7() } }, default));
        Assert.False(foreign.Ok);
        var under = await host.UnderAsync("lisi", await stage.GiveAsync(from: "company1", company: company));
        Assert.Equal((company, PartyKind.Company), (under.User.Party()!.Id, under.User.Party()!.Kind));
        Assert.Equal(HttpStatusCode.OK, await under.Browser.StatusAsync("/my/cases"));
        Assert.Equal(HttpStatusCode.NotFound, await (await host.BrowserAsync("lisi")).StatusAsync($"/my/companies/{company}/agents"));
        Assert.Empty(await sql.DuringAsync(() => under.Browser.StatusAsync("/my/cases"), "identity_"));
    }

    /// <summary>The answers that an application begins with.</summary>
    private static async Task<string> BegunAsync(WindowStage stage, Act act)
    {
        var id = (await stage.Host.InScopeAsync(s => s.GetRequiredService<StartDraft>().HandleAsync(stage.Item.Code, act, default))).Value;
        return await stage.Host.InDatabaseAsync(db => db.Set<Draft>().Where(d => d.Id == id).Select(d => d.Answers).SingleAsync(Ct));
    }

    private static async Task<string> OtherItemAsync(WindowStage stage)
    {
        var code = stage.Item.Code[..^4] + "2-00";
        var published = await stage.Host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(
            new PublishRequest(code, "食品小作坊登记", stage.Item.OrganisationId, stage.Item.OrganisationName, stage.Item.RegionCode, stage.Item.RegionName, WindowStage.Food, "test"),
            Act.BySystem("test", stage.Host.Clock.GetUtcNow().UtcDateTime), default));
        Assert.True(published.Ok, published.Ok ? "" : published.Problems[0].Message);
        return code;
    }

    private static async Task DispatchAsync(TestHost host)
    {
        var dispatcher = host.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchDueAsync(Ct) > 0)
        {
        }
    }

    /// <summary>Presses a button of a page that is open, as it stands there.</summary>
    private static async Task<HttpResponseMessage> PressAsync(HttpClient browser, IDocument page, string handler, IReadOnlyList<(string Name, string Value)> fields, string address = "")
    {
        var form = page.QuerySelectorAll("main form[method=post]").First(f => handler.Length == 0 || f.GetAttribute("action")?.Contains("handler=" + handler, StringComparison.Ordinal) == true);
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(i => (Name: i.GetAttribute("name")!, Value: i.GetAttribute("value") ?? "")).Where(h => fields.All(f => f.Name != h.Name));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var action = form.GetAttribute("action");
        return await browser.PostAsync(new Uri(string.IsNullOrEmpty(action) ? address : action, UriKind.Relative), content, Ct);
    }

    private static async Task<IDocument> ReadAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));
}
