using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving.Payments;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>对公打款验证: a company is what it says when those who act for it can read the account that a bank keeps in its name (08.02, 08.04).</summary>
public sealed class CompanyTransferTests
{
    private const string Account = "6222000011112222";
    private const string Name = "广安演示餐饮有限公司";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.02", "08.04")]
    public async Task An_agent_who_reads_the_account_proves_the_company_and_nothing_is_sent_twice(Engine engine)
    {
        await using var channel = await PaymentProofStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, channel.Attach);
        channel.Keep(Account, Name);
        var (boss, page, company) = await StageAsync(host);
        var agent = await AgentAsync(host, company);

        // The channel sends and its answer is lost; the job asks under the same number.
        channel.Mood = PaymentProofMood.DroppingAfterTaking;
        Assert.Contains("暂时没有应答", await (await AskAsync(boss, page)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        channel.Mood = PaymentProofMood.Well;
        Assert.Contains("正在打款", (await boss.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已经有一笔打款", await PostAsync(boss, page, "Begin", new() { ["Input.Account"] = Account, ["Input.Bank"] = "又一家银行" }), StringComparison.Ordinal);
        await RunAsync(host);
        await RunAsync(host);
        var sent = Assert.Single(channel.Transfers);
        Assert.Equal((sent.AmountFen, Name, Account), (sent.Sent, sent.Holder, sent.Account));
        Assert.InRange(sent.AmountFen, TransferRule.LeastFen, TransferRule.MostFen);
        Assert.Contains("尾号 2222", await host.InboxAsync("company1"), StringComparison.Ordinal);
        var row = await host.InDatabaseAsync(db => db.Set<CompanyTransfer>().AsNoTracking().SingleAsync(Ct));
        Assert.DoesNotContain(Account, row.AccountHidden + row.AccountMasked, StringComparison.Ordinal);
        Assert.NotEqual(sent.AmountFen.ToString(CultureInfo.InvariantCulture), row.AmountHidden);

        // Not for strangers; not by guessing at once what may be tried once.
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.BrowserAsync("zhangsan")).GetAsync(new Uri(page, UriKind.Relative), Ct)).StatusCode);
        Assert.Contains("请填写收到的金额", await SayAsync(agent, page, "0.123"), StringComparison.Ordinal);
        Assert.Contains("还可以填写 2 次", await SayAsync(agent, page, Yuan((sent.AmountFen % 99) + 1)), StringComparison.Ordinal);
        var guesses = await Task.WhenAll(Enumerable.Range(0, 2).Select(async i => await SayAsync(agent, page, Yuan(((sent.AmountFen + i) % 99) + 1))));
        var misses = await host.InDatabaseAsync(db => db.Set<CompanyTransfer>().Select(t => t.Misses).SingleAsync(Ct));
        Assert.Equal(misses - 1, guesses.Count(g => g.Contains("金额不对", StringComparison.Ordinal)));
        if (misses == 3)
        {
            // Both guesses came one after the other: tried out.
            Assert.Contains("次数已用完", (await boss.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
            await AskAsync(boss, page);
            sent = channel.Transfers.Single(t => t.Number != sent.Number);
        }

        Assert.Equal(page, (await agent.SubmitAsync(page, new() { ["Yuan"] = Yuan(sent.AmountFen) }, "Answer")).Headers.Location?.OriginalString);
        var proof = Assert.Single(await host.ProofsAsync(company));
        Assert.Equal((ProofKind.Transfer, AssuranceLevel.RealName, "X-" + sent.Number), (proof.Kind, proof.Level, proof.Reference));
        Assert.Contains("不需要再验证", (await boss.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已通过对公打款验证", await host.InboxAsync("company1"), StringComparison.Ordinal);
        var (kept, trace) = await host.InDatabaseAsync(async db => (await db.Set<Company>().AsNoTracking().SingleAsync(c => c.Id == company, Ct), await db.TraceOfAsync(company, Ct)));
        Assert.Null(Trace.Check(kept, trace));
        Assert.Equal("transfer-proved", trace[^1].What);
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task Tries_days_and_transfers_are_bounded_and_another_holder_gets_nothing(Engine engine)
    {
        await using var channel = await PaymentProofStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, channel.Attach);
        channel.Keep(Account, "别的公司");
        var (boss, page, company) = await StageAsync(host);
        Assert.Contains("8 至 32 位数字", await (await AskAsync(boss, page, "12345")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await AskAsync(boss, page);
        Assert.Contains("户名与单位登记的名称不一致", (await boss.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(channel.Transfers).Sent);

        channel.Keep(Account, Name);
        host.Clock.Advance(TimeSpan.FromHours(1));
        boss = await host.BrowserAsync("company1");
        await AskAsync(boss, page);
        var fen = channel.Transfers.Single(t => t.Sent > 0).AmountFen;
        foreach (var said in new[] { "还可以填写 2 次", "还可以填写 1 次", "次数已经用完" })
        {
            Assert.Contains(said, await SayAsync(boss, page, Yuan((fen % 99) + 1)), StringComparison.Ordinal);
        }

        Assert.Empty(await host.ProofsAsync(company));
        Assert.Contains("次数已用完", (await boss.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);

        // The third and last of the month; it lapses.
        host.Clock.Advance(TimeSpan.FromHours(1));
        boss = await host.BrowserAsync("company1");
        await AskAsync(boss, page);
        host.Clock.Advance(TimeSpan.FromDays(16));
        boss = await host.BrowserAsync("company1");
        Assert.Contains("超过期限没有填写金额", (await boss.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("30 天内最多申请 3 次", await (await AskAsync(boss, page)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(2, channel.Transfers.Count(t => t.Sent > 0));
        host.Clock.Advance(TimeSpan.FromDays(30));
        boss = await host.BrowserAsync("company1");
        await AskAsync(boss, page);
        Assert.Equal(3, channel.Transfers.Count(t => t.Sent > 0));
    }

    [Fact]
    [Requirement("08.02")]
    public async Task The_demo_shows_what_came_in_on_a_page_of_its_own()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var (boss, page, company) = await StageAsync(host);
        await AskAsync(boss, page);
        var bank = (await boss.PageAsync(page)).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Single(h => h.StartsWith(DemoPaymentChannel.BankPath, StringComparison.Ordinal));
        Assert.Empty((await (await host.BrowserAsync("zhangsan")).PageAsync(bank)).QuerySelectorAll("[data-amount]"));
        var amount = (await boss.PageAsync(bank)).QuerySelector("[data-amount]")!.TextContent;
        await boss.SubmitAsync(page, new() { ["Yuan"] = amount }, "Answer");
        Assert.Equal(ProofKind.Transfer, Assert.Single(await host.ProofsAsync(company)).Kind);
    }

    /// <summary>The legal representative of a company that nothing proves yet.</summary>
    private static async Task<(HttpClient Boss, string Page, Guid Company)> StageAsync(TestHost host)
    {
        var company = await host.InDatabaseAsync(async db =>
        {
            var id = await db.Set<Company>().Where(c => c.Name == Name).Select(c => c.Id).SingleAsync(Ct);
            foreach (var proof in await db.Set<IdentityProof>().Where(p => p.PartyId == id && p.EndedAt == null).ToListAsync(Ct))
            {
                proof.End("测试", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));
            }

            await db.SaveChangesAsync(Ct);
            return id;
        });
        return (await host.BrowserAsync("company1"), TransferPageModel.PathOf(company), company);
    }

    private static async Task<HttpClient> AgentAsync(TestHost host, Guid company)
    {
        var lisi = await host.PersonAsync("lisi");
        await host.InDatabaseAsync(async db =>
        {
            var now = Act.Micro(host.Clock.GetUtcNow().UtcDateTime);
            db.Add(new CompanyAgent { Id = Guid.CreateVersion7(now), CompanyId = company, PersonId = lisi, From = DateOnly.FromDateTime(now).AddDays(-1) });
            return await db.SaveChangesAsync(Ct);
        });
        return await host.BrowserAsync("lisi");
    }

    private static Task<HttpResponseMessage> AskAsync(HttpClient browser, string page, string account = Account) =>
        browser.SubmitAsync(page, new() { ["Input.Account"] = account, ["Input.Bank"] = "广安银行" }, "Begin");

    private static async Task<string> SayAsync(HttpClient browser, string page, string yuan) => await PostAsync(browser, page, "Answer", new() { ["Yuan"] = yuan });

    private static async Task<string> PostAsync(HttpClient browser, string page, string handler, Dictionary<string, string> fields) =>
        await (await browser.PostWithTokenOfAsync(page, $"{page}?handler={handler}", fields)).Content.ReadAsStringAsync(Ct);

    private static Task RunAsync(TestHost host) => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<FollowPayments>().Single().RunAsync(Ct));

    private static string Yuan(int fen) => PaymentRule.Yuan(fen);
}
