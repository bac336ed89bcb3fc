using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving.Payments;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>交易支付认证: who pays from an account of his own is who he says, and gets his money back once (08.02).</summary>
public sealed class PaymentProofTests
{
    private const string Page = PaymentPageModel.Path;
    private const string From = Page + "?returnUrl=%2Fmy%2Fprofile";

    private static readonly (string Name, string IdNumber) Zhang = Of("zhangsan");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.02", "08.08")]
    public async Task Who_pays_from_his_own_account_is_proved_once_and_paid_back_once(Engine engine)
    {
        await using var channel = await PaymentProofStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, channel.Attach);
        await host.UnproveAsync("zhangsan");
        var (me, browser, other) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));
        Assert.Contains(Page, (await browser.PageAsync("/account/real-name")).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));

        var number = await BeginAsync(browser);
        var order = Assert.Single(channel.Payments);
        Assert.Equal((1, $"http://localhost{From}&number={number}"), (order.AmountFen, order.ReturnUrl));
        Assert.DoesNotContain(Zhang.IdNumber, channel.Question, StringComparison.Ordinal);
        Assert.Contains("还没有收到付款", await SayAsync(browser, number), StringComparison.Ordinal);

        // What is not rightly said, or is another's, proves nothing.
        channel.Pay(number, Zhang.Name, Zhang.IdNumber);
        foreach (var mood in new[] { PaymentProofMood.Forged, PaymentProofMood.Garbage, PaymentProofMood.OfAnother })
        {
            channel.Mood = mood;
            Assert.Contains("无法核实", await SayAsync(browser, number), StringComparison.Ordinal);
        }

        channel.Mood = PaymentProofMood.Slow;
        Assert.Contains("暂时没有应答", await SayAsync(browser, number), StringComparison.Ordinal);
        channel.Mood = PaymentProofMood.Well;
        Assert.Contains("没有找到这次支付认证", await SayAsync(other, number), StringComparison.Ordinal);
        Assert.Empty(await host.ProofsAsync(me));

        // The browser comes back twice in one moment, and once more.
        var backs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => browser.GetAsync(new Uri($"{From}&number={number}", UriKind.Relative), Ct)));
        Assert.Contains(backs, b => b.Headers.Location?.OriginalString == "/my/profile");
        await browser.GetAsync(new Uri($"{Page}?number={number}", UriKind.Relative), Ct);
        var proof = Assert.Single(await host.ProofsAsync(me));
        Assert.Equal((ProofKind.Payment, AssuranceLevel.RealName, "银行支付认证（演示）", "T-" + number), (proof.Kind, proof.Level, proof.Source, proof.Reference));
        var kept = await KeptAsync(host, number);
        Assert.Equal((PaymentVerdict.Same, 1L, "R-" + number), (kept.Verdict, kept.PaidFen, kept.ReturnTransaction));
        Assert.Equal(1, Assert.Single(channel.Payments).Returned);
        Assert.Contains("已原路退回", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);
        Assert.Contains("已完成实名认证", (await (await host.BrowserAsync("zhangsan")).PageAsync("/account/real-name")).Body!.TextContent, StringComparison.Ordinal);
        var person = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == me, Ct));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(me, Ct));
        Assert.Single(trace, t => t.What == "payment-proved");
        Assert.Single(trace, t => t.What == "payment-returned");
        Assert.Null(Trace.Check(person, trace));
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task Money_of_another_or_of_another_amount_proves_nothing_and_goes_back(Engine engine)
    {
        await using var channel = await PaymentProofStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, channel.Attach);
        await host.UnproveAsync("zhangsan");
        var (me, browser) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("zhangsan"));
        var li = Of("lisi");
        foreach (var (name, id, fen, said) in new[] { (li.Name, li.IdNumber, 1L, "付款账户不是用您登记的"), (Zhang.Name, li.IdNumber, 1L, "付款账户不是用您登记的"), (Zhang.Name, Zhang.IdNumber, 7L, "金额与要求的不一致") })
        {
            var number = await BeginAsync(browser);
            channel.Pay(number, name, id, fen);
            Assert.Contains(said, await SayAsync(browser, number), StringComparison.Ordinal);
            Assert.Contains(said, await SayAsync(browser, number), StringComparison.Ordinal);
            Assert.Equal(fen, channel.Payments.Single(p => p.Number == number).Returned);
        }

        Assert.Empty(await host.ProofsAsync(me));
        channel.Mood = PaymentProofMood.Luring;
        Assert.Contains("无法核实", await (await browser.SubmitAsync(Page, [], "Begin")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        channel.Mood = PaymentProofMood.Well;
        for (var open = 4; open <= PaymentRule.PaymentsADay; open++)
        {
            var number = await BeginAsync(browser);
            channel.Pay(number, li.Name, li.IdNumber);
            await SayAsync(browser, number);
        }

        Assert.Contains("今天的支付认证次数已经用完", await (await browser.SubmitAsync(Page, [], "Begin")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    /// <summary>Wherever the process is killed or the channel falls silent, money is found, counted and given back, once.</summary>
    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task Nothing_is_ordered_counted_or_given_back_twice_when_an_answer_is_lost(Engine engine)
    {
        await using var channel = await PaymentProofStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, channel.Attach);
        await host.UnproveAsync("zhangsan");
        var (me, browser) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("zhangsan"));
        channel.Mood = PaymentProofMood.DroppingAfterTaking;
        Assert.Contains("暂时没有应答", await (await browser.SubmitAsync(From, [], "Begin")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        channel.Mood = PaymentProofMood.Well;
        var number = await BeginAsync(browser);
        Assert.Equal(number, Assert.Single(channel.Payments).Number);

        // He pays and never comes back; the answer to the return is lost once, and once the channel will not.
        channel.Pay(number, Zhang.Name, Zhang.IdNumber);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await RunAsync(host, channel, PaymentProofMood.Down);
        Assert.Empty(await host.ProofsAsync(me));
        var only = (await KeptAsync(host, number)).Id;
        await host.InScopeAsync(s => s.GetRequiredService<ProveByPayment>().SettleAsync(only, Act.BySystem("测试", host.Clock.GetUtcNow().UtcDateTime), Ct));
        Assert.Single(await host.ProofsAsync(me));
        await RunAsync(host, channel, PaymentProofMood.DroppingAfterTaking);
        Assert.Null((await KeptAsync(host, number)).ReturnedAt);
        await RunAsync(host, channel, PaymentProofMood.Declining);
        Assert.NotNull((await KeptAsync(host, number)).ReturnRefusedAt);
        var asked = channel.Asked;
        await RunAsync(host, channel, PaymentProofMood.Well);
        Assert.Equal(asked, channel.Asked);
        host.Clock.Advance(TimeSpan.FromHours(25));
        await RunAsync(host, channel, PaymentProofMood.Well);
        await RunAsync(host, channel, PaymentProofMood.Well);
        Assert.Equal("R-" + number, (await KeptAsync(host, number)).ReturnTransaction);
        Assert.Equal((1L, 1), (Assert.Single(channel.Payments).Returned, (await host.ProofsAsync(me)).Count));
    }

    [Fact]
    [Requirement("08.02")]
    public async Task The_demo_pays_on_a_page_of_its_own()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        await host.UnproveAsync("zhangsan");
        var browser = await host.BrowserAsync("zhangsan");
        var number = await BeginAsync(browser);
        var bank = $"{DemoPaymentChannel.BankPath}?number={number}";
        Assert.Equal(bank, (await browser.PageAsync(From)).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")).First(h => h!.StartsWith("/demo", StringComparison.Ordinal)));
        Assert.Contains("没有等待的付款", (await (await host.BrowserAsync("lisi")).PageAsync(bank)).Body!.TextContent, StringComparison.Ordinal);
        var back = (await browser.SubmitAsync(bank, new() { ["Same"] = "true" })).Headers.Location!.OriginalString;
        Assert.Equal("/my/profile", (await browser.GetAsync(new Uri(back, UriKind.Relative), Ct)).Headers.Location?.OriginalString);
        Assert.Equal(ProofKind.Payment, Assert.Single(await host.ProofsAsync(await host.PersonAsync("zhangsan"))).Kind);
    }

    private static (string Name, string IdNumber) Of(string login)
    {
        var demo = DemoPeople.Applicants.Single(a => a.Login == login);
        return (demo.Name, SeedDemoPeople.IdNumberOf(demo));
    }

    private static Task<PaymentProof> KeptAsync(TestHost host, string number) => host.InDatabaseAsync(db => db.Set<PaymentProof>().AsNoTracking().SingleAsync(p => p.Number == number, Ct));

    private static async Task RunAsync(TestHost host, PaymentProofStandIn channel, PaymentProofMood mood)
    {
        channel.Mood = mood;
        await host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<FollowPayments>().Single().RunAsync(Ct));
        channel.Mood = PaymentProofMood.Well;
    }

    private static async Task<string> BeginAsync(HttpClient browser)
    {
        Assert.Equal(From, (await browser.SubmitAsync(From, [], "Begin")).Headers.Location?.OriginalString);
        return (await browser.PageAsync(From)).QuerySelector("input[name=Number]")!.GetAttribute("value")!;
    }

    private static async Task<string> SayAsync(HttpClient browser, string number)
    {
        var answer = await browser.GetAsync(new Uri($"{From}&number={number}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }
}
