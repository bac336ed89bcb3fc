using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Certificates;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>A company's certificate shows for whom is acted; who acts is asked as ever (08.02, 08.04).</summary>
public sealed class CompanyCertificateTests : IDisposable
{
    private static readonly DateTime Now = TestHost.Monday.UtcDateTime;
    private readonly string _folder = Directory.CreateTempSubdirectory("zt-ca-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory, EachDatabase]
    [Requirement("08.02", "08.04", "08.11")]
    public async Task The_representative_registers_it_and_an_agent_who_has_it_enters_as_the_company(Engine engine)
    {
        var (roots, crls) = (Path.Combine(_folder, "roots"), Path.Combine(_folder, "crls"));
        await using var host = await SignInKit.StartDemoAsync(engine, b => (b.Configuration["Certificates:Roots"], b.Configuration["Certificates:Crls"]) = (roots, crls));
        var authority = new CertificateSigner(KeyKind.Sm2, "演示国密 CA", Now);
        authority.Publish(roots, crls);
        var (company, other) = await host.InDatabaseAsync(async db =>
        {
            var all = await db.Set<Company>().AsNoTracking().OrderBy(c => c.Name).ToListAsync(Ct);
            return (all.Single(c => c.Name == "广安演示餐饮有限公司"), all.Single(c => c.Name == "广安演示建设工程有限公司"));
        });
        var page = CompanyCertificatesPageModel.PathOf(company.Id);
        var token = authority.Issue(KeyKind.Sm2, company.Name, company.CreditCode);
        var (boss, stranger) = (await host.BrowserAsync("company1", strong: true), await host.BrowserAsync("company2", strong: true));
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync(page));

        // Only with its own code, and before that it opens nothing.
        Assert.Contains("还没有由法定代表人登记", await SayAsync(boss, EnterCompanyPageModel.Path, "", token), StringComparison.Ordinal);
        Assert.Contains("没有本单位的统一社会信用代码", await SayAsync(boss, page, "?handler=Bind", authority.Issue(KeyKind.Sm2, company.Name, other.CreditCode)), StringComparison.Ordinal);
        Assert.Contains("没有本单位的统一社会信用代码", await SayAsync(boss, page, "?handler=Bind", authority.Issue(KeyKind.Sm2, company.Name, null)), StringComparison.Ordinal);
        Assert.Equal(page, (await AnswerAsync(boss, page, "?handler=Bind", token)).Headers.Location?.OriginalString);
        Assert.Contains(await host.ProofsAsync(company.Id), p => p is { Kind: ProofKind.Certificate, Level: AssuranceLevel.Certified });

        // Whoever found it is no agent; the agent enters, and the session says how.
        Assert.Contains("不是这个单位的经办人", await SayAsync(stranger, EnterCompanyPageModel.Path, "", token), StringComparison.Ordinal);
        Assert.Equal("/my", (await AnswerAsync(boss, EnterCompanyPageModel.Path, "", token)).Headers.Location?.OriginalString);
        Assert.Contains($"正在为 {company.Name} 办事（已用单位数字证书）", (await boss.PageAsync("/my")).Body!.TextContent, StringComparison.Ordinal);

        // Removed, it shows nothing any more, in no session either.
        var id = await host.InDatabaseAsync(db => db.Set<CompanyCertificate>().Select(c => c.Id).SingleAsync(Ct));
        await boss.PostWithTokenOfAsync(page, page + "?handler=Remove", new() { ["certificateId"] = $"{id}" });
        Assert.DoesNotContain(await host.ProofsAsync(company.Id), p => p.Kind == ProofKind.Certificate);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        var mine = (await boss.PageAsync("/my")).Body!.TextContent;
        Assert.Contains($"正在为 {company.Name} 办事", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("已用单位数字证书", mine, StringComparison.Ordinal);
        Assert.Contains("还没有由法定代表人登记", await SayAsync(boss, EnterCompanyPageModel.Path, "", token), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.04", "08.08")]
    public async Task It_shows_the_company_only_in_the_hands_of_somebody_who_is_known_by_name(Engine engine)
    {
        var (roots, crls) = (Path.Combine(_folder, "roots"), Path.Combine(_folder, "crls"));
        await using var host = await SignInKit.StartDemoAsync(engine, b => (b.Configuration["Certificates:Roots"], b.Configuration["Certificates:Crls"]) = (roots, crls));
        var authority = new CertificateSigner(KeyKind.Sm2, "演示国密 CA", Now);
        authority.Publish(roots, crls);
        var company = await host.InDatabaseAsync(db => db.Set<Company>().AsNoTracking().SingleAsync(c => c.Name == "广安演示餐饮有限公司", Ct));
        var token = authority.Issue(KeyKind.Sm2, company.Name, company.CreditCode);
        var boss = await host.BrowserAsync("company1", strong: true);
        await AnswerAsync(boss, CompanyCertificatesPageModel.PathOf(company.Id), "?handler=Bind", token);

        // One factor is enough of him: the certificate raises nothing of his own, and what it shows of the company is not less for it.
        var agent = await host.BrowserAsync("company1");
        Assert.Equal("/my", (await AnswerAsync(agent, EnterCompanyPageModel.Path, "", token)).Headers.Location?.OriginalString);
        Assert.Contains($"正在为 {company.Name} 办事（已用单位数字证书）", (await agent.PageAsync("/my")).Body!.TextContent, StringComparison.Ordinal);
        var session = await host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().SingleAsync(s => s.PartyCarries != null, Ct));
        Assert.Equal((AssuranceLevel.RealName, AssuranceLevel.Certified), (session.Carries, session.PartyCarries));

        // Nothing is known of him any more: it is nobody's signature, in the session that runs and in a new one.
        await host.UnproveAsync("company1");
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        var mine = (await agent.PageAsync("/my")).Body!.TextContent;
        Assert.Contains($"正在为 {company.Name} 办事", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("已用单位数字证书", mine, StringComparison.Ordinal);
        Assert.StartsWith("/account/step-up?level=2", (await boss.GetAsync(new Uri(EnterCompanyPageModel.Path, UriKind.Relative), Ct)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        var person = await host.PersonAsync("company1");
        var used = await host.InScopeAsync(async s =>
        {
            var thumbprint = await s.GetRequiredService<Database>().Set<CompanyCertificate>().Select(c => c.Thumbprint).SingleAsync(Ct);
            var act = new Act(new Actor(person, "王五", ActorKind.Applicant), null, End.Pc, "", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));
            return await s.GetRequiredService<CompanyCertificates>().EnterAsync(new(thumbprint, "", "", "", "", "", Now, null), AssuranceLevel.Registered, act, Ct);
        });
        Assert.Equal("identity.company-certificate-nobody", Assert.Single(used.Problems).Code);
    }

    private static async Task<string> SayAsync(HttpClient browser, string page, string handler, CertificateSigner.Token token)
    {
        var answer = await AnswerAsync(browser, page, handler, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient browser, string page, string handler, CertificateSigner.Token token)
    {
        var shown = await browser.PageAsync(page);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["certificate"] = token.Pem, ["signature"] = token.Sign(shown.QuerySelector("[data-certificate-challenge]")!.TextContent),
            ["__RequestVerificationToken"] = shown.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        });
        return await browser.PostAsync(new Uri(page + handler, UriKind.Relative), form, Ct);
    }
}
