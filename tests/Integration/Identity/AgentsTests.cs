using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>A legal representative registers a company and appoints its agents, who accept, act and are revoked, all through the pages.</summary>
public sealed class AgentsTests
{
    private const string CodeBody = "91511602MA6TEXT01";
    private static readonly string Code = CodeBody + SocialCreditCode.CheckOf(CodeBody);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.04", "08.11", "18.07")]
    public async Task An_agent_is_appointed_accepts_acts_and_stops_acting_in_his_open_session_when_revoked(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (boss, agent) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));
        var agents = await RegisterAsync(boss);
        var asked = await boss.SubmitAsync(agents, new() { ["Input.Address"] = "19900000002", ["Input.Name"] = "李四（演示）", ["Input.Until.Year"] = "2026", ["Input.Until.Month"] = "12", ["Input.Until.Day"] = "31" }, "Appoint");
        Assert.Equal(agents + "?done=asked", asked.Headers.Location?.OriginalString);

        // Before his word he is nothing.
        Assert.DoesNotContain("测试有限公司", (await agent.PageAsync("/account/acting-for")).Body!.TextContent, StringComparison.Ordinal);
        var company = await CompanyAsync(host);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.SubmitAsync("/account/acting-for", new() { ["companyId"] = company.Id.ToString() })).StatusCode);
        Assert.Contains("任命您为经办人", await InboxAsync(host, "lisi"), StringComparison.Ordinal);
        Assert.Contains("已发出经办人任命", await InboxAsync(host, "zhangsan"), StringComparison.Ordinal);

        Assert.Contains("至 2026年12月31日", (await agent.PageAsync("/my/companies")).Body!.TextContent, StringComparison.Ordinal);
        await agent.SubmitAsync("/my/companies", [], "Accept");
        Assert.Equal("/my", (await agent.SubmitAsync("/account/acting-for", new() { ["companyId"] = company.Id.ToString() })).Headers.Location!.OriginalString);
        Assert.Contains("为 测试有限公司 办事", (await agent.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已接受", await InboxAsync(host, "zhangsan"), StringComparison.Ordinal);

        // The agent appoints nobody, and sees no list of agents.
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync(new Uri(agents, UriKind.Relative), Ct)).StatusCode);

        var revoked = await boss.SubmitAsync(agents, [], "Revoke");
        Assert.Equal(agents + "?done=revoked", revoked.Headers.Location?.OriginalString);
        Assert.DoesNotContain("测试有限公司", (await agent.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("测试有限公司", (await agent.PageAsync("/account/acting-for")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.SubmitAsync("/account/acting-for", new() { ["companyId"] = company.Id.ToString() })).StatusCode);
        Assert.Contains("经办人任命已结束", await InboxAsync(host, "lisi"), StringComparison.Ordinal);
        Assert.Contains("经办人任命已结束", await InboxAsync(host, "zhangsan"), StringComparison.Ordinal);

        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(company.Id, Ct));
        Assert.Equal(["registered-by-representative", "register-proved", "agent-asked", "agent-accepted", "agent-revoked"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(await CompanyAsync(host), trace));
    }

    [Theory, EachDatabase]
    [Requirement("08.11", "18.13")]
    public async Task What_the_representative_is_told_does_not_depend_on_whether_the_account_is_there(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var boss = await host.BrowserAsync("zhangsan");
        var agents = await RegisterAsync(boss);
        List<string> said = [];
        foreach (var (address, name) in new[] { ("lisi", "李四（演示）"), ("lisi2", "李四（演示）"), ("19900000003", "名字不对"), ("13912345678", "没有账号") })
        {
            var answer = await boss.SubmitAsync(agents, new() { ["Input.Address"] = address, ["Input.Name"] = name }, "Appoint");
            said.Add($"{answer.StatusCode} {answer.Headers.Location}");
            var again = await boss.SubmitAsync(agents, new() { ["Input.Address"] = address, ["Input.Name"] = name }, "Appoint");
            said[^1] += (await again.Content.ReadAsStringAsync(Ct)).Contains("正在等待对方确认", StringComparison.Ordinal);
        }

        Assert.Single(said.Distinct());
        Assert.EndsWith("True", said[0], StringComparison.Ordinal);
        var rows = (await boss.PageAsync(agents)).QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr");
        Assert.Equal(4, rows.Length);
        Assert.Single(rows.Select(r => r.QuerySelectorAll("td").Length).Distinct());

        // The other of that number, but not of that name, is asked nothing.
        Assert.DoesNotContain("测试有限公司", (await (await host.BrowserAsync("company1")).PageAsync("/my/companies")).Body!.TextContent, StringComparison.Ordinal);
        var lisi = await host.BrowserAsync("lisi");
        Assert.Contains("测试有限公司", (await lisi.PageAsync("/my/companies")).Body!.TextContent, StringComparison.Ordinal);
        await lisi.SubmitAsync("/my/companies", [], "Refuse");
        Assert.DoesNotContain("测试有限公司", (await lisi.PageAsync("/my/companies")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<CompanyAgent>().CountAsync(g => g.CompanyId == db.Set<Company>().Single(c => c.CreditCode == Code).Id, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("08.04")]
    public async Task Only_the_legal_representative_registers_a_company_and_only_once(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (zhang, li) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));
        var idOfZhang = IdOf("zhangsan");
        foreach (var (field, value, expected) in new[]
        {
            ("Input.CreditCode", Code[..17] + (Code[17] == 'A' ? 'B' : 'A'), "校验"),
            ("Input.LegalRepresentative", "李四（演示）", "只有法定代表人本人可以登记单位"),
            ("Input.IdNumber", IdOf("lisi"), "只有法定代表人本人可以登记单位"),
            ("Input.IdNumber", "123", "请输入 18 位身份证号码"),
        })
        {
            var form = FormOf(idOfZhang);
            form[field] = value;
            var refused = await zhang.SubmitAsync("/my/companies/register", form);
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
            Assert.Contains(expected, await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.False(await host.InDatabaseAsync(db => db.Set<Company>().AnyAsync(c => c.CreditCode == Code, Ct)));
        await RegisterAsync(zhang);
        foreach (var (browser, login) in new[] { (zhang, "zhangsan"), (li, "lisi") })
        {
            var form = FormOf(IdOf(login));
            form["Input.LegalRepresentative"] = DemoPeople.Applicants.Single(a => a.Login == login).Name;
            var taken = await browser.SubmitAsync("/my/companies/register", form);
            Assert.Contains("该单位已经登记", await taken.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    public async Task An_agent_lays_down_his_appointment_and_an_offer_can_be_taken_back(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (boss, agent) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));
        var agents = await RegisterAsync(boss);
        await boss.SubmitAsync(agents, new() { ["Input.Address"] = "lisi", ["Input.Name"] = "李四（演示）" }, "Appoint");
        await boss.SubmitAsync(agents, [], "Withdraw");
        Assert.DoesNotContain("测试有限公司", (await agent.PageAsync("/my/companies")).Body!.TextContent, StringComparison.Ordinal);
        await boss.SubmitAsync(agents, new() { ["Input.Address"] = "lisi", ["Input.Name"] = "李四（演示）" }, "Appoint");
        await agent.SubmitAsync("/my/companies", [], "Accept");
        await agent.SubmitAsync("/my/companies", [], "Resign");
        Assert.DoesNotContain("测试有限公司", (await agent.PageAsync("/account/acting-for")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已撤销", (await boss.PageAsync(agents)).Body!.TextContent, StringComparison.Ordinal);

        // An offer nobody answers lapses.
        await boss.SubmitAsync(agents, new() { ["Input.Address"] = "lisi", ["Input.Name"] = "李四（演示）" }, "Appoint");
        host.Clock.Advance(TimeSpan.FromDays(31));
        Assert.DoesNotContain("测试有限公司", (await (await host.BrowserAsync("lisi")).PageAsync("/my/companies")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(agents + "?done=asked", (await (await host.BrowserAsync("zhangsan")).SubmitAsync(agents, new() { ["Input.Address"] = "lisi", ["Input.Name"] = "李四（演示）" }, "Appoint")).Headers.Location?.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.11")]
    public async Task The_agents_are_listed_by_key_and_found_by_name_with_as_many_statements_however_many_they_are(Engine engine)
    {
        var sql = new SqlCounter();
        await using var host = await SignInKit.StartDemoAsync(engine, sql.Attach);
        var boss = await host.BrowserAsync("zhangsan");
        var agents = await RegisterAsync(boss);
        var company = await CompanyAsync(host);
        var few = await sql.DuringAsync(() => boss.PageAsync(agents), "identity_");
        await host.InDatabaseAsync(async db =>
        {
            var person = await db.Set<Account>().Where(a => a.Login == "lisi").Select(a => a.PersonId!.Value).SingleAsync(Ct);
            db.AddRange(Enumerable.Range(1, 30).Select(i => new CompanyAgent { Id = Guid.CreateVersion7(TestHost.Monday.AddSeconds(i)), CompanyId = company.Id, PersonId = person, From = new DateOnly(2026, 1, 1), RevokedAt = TestHost.Monday.UtcDateTime }));
            return await db.SaveChangesAsync(Ct);
        });

        var first = await boss.PageAsync(agents);
        Assert.Equal(20, first.QuerySelectorAll("#agents tr").Length);
        var second = await boss.PageAsync(first.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        Assert.Equal(11, second.QuerySelectorAll("#agents tr").Length);
        Assert.Equal(few.Count, (await sql.DuringAsync(() => boss.PageAsync(agents), "identity_")).Count);

        // By the beginning of a name, the next page too.
        async Task<string> FindAsync(string name) => (await boss.SubmitAsync(agents, new() { ["Name"] = name }, "Find")).Headers.Location!.OriginalString;
        Assert.DoesNotContain("李四", Uri.UnescapeDataString(await FindAsync("李四")), StringComparison.Ordinal);
        var found = await boss.PageAsync(await FindAsync("李四"));
        Assert.Equal(20, found.QuerySelectorAll("#agents tr").Length);
        Assert.Equal(10, (await boss.PageAsync(found.QuerySelector(".zt-pager a")!.GetAttribute("href")!)).QuerySelectorAll("#agents tr").Length);
        Assert.Single((await boss.PageAsync(await FindAsync("张"))).QuerySelectorAll("#agents tr"));
        Assert.Equal(20, (await boss.PageAsync(await FindAsync("199 0000 0002"))).QuerySelectorAll("#agents tr").Length);
        Assert.Contains("没有找到", (await boss.PageAsync(await FindAsync("13900000000"))).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> RegisterAsync(HttpClient browser)
    {
        var made = await browser.SubmitAsync("/my/companies/register", FormOf(IdOf("zhangsan")));
        return (made.Headers.Location?.OriginalString ?? throw new InvalidOperationException(await made.Content.ReadAsStringAsync(Ct))).Split('?')[0];
    }

    private static Dictionary<string, string> FormOf(string idNumber) => new()
    {
        ["Input.CreditCode"] = Code, ["Input.Name"] = "测试有限公司", ["Input.LegalRepresentative"] = "张三（演示）", ["Input.IdNumber"] = idNumber,
    };

    private static string IdOf(string login) => SeedDemoPeople.IdNumberOf(DemoPeople.Applicants.Single(a => a.Login == login));

    private static Task<Company> CompanyAsync(TestHost host) => host.InDatabaseAsync(db => db.Set<Company>().AsNoTracking().SingleAsync(c => c.CreditCode == Code, Ct));

    private static Task<string> InboxAsync(TestHost host, string login) => host.InDatabaseAsync(async db =>
    {
        var person = await db.Set<Account>().Where(a => a.Login == login).Select(a => a.PersonId!.Value).SingleAsync(Ct);
        return string.Join('\n', (await db.Set<Message>().Where(m => m.PartyId == person).Select(m => new { m.Title, m.Body }).ToListAsync(Ct)).Select(m => m.Title + m.Body));
    });
}
