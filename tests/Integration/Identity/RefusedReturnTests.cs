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
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Cases.Track;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>退款被拒: what the payment channel would not give back is seen by administrators and brought to its end (08.02).</summary>
public sealed class RefusedReturnTests
{
    private const string Page = RefusedReturnsPageModel.Path;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task What_the_channel_refuses_is_listed_with_its_reason_and_asked_for_again_at_once(Engine engine)
    {
        await using var channel = await PaymentProofStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, channel.Attach);
        var (me, admin) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("admin1"));
        Assert.Contains("没有待处理的退款", (await admin.PageAsync(Page)).Body!.TextContent, StringComparison.Ordinal);
        var (id, number) = await RefusedAsync(host, channel, "zhangsan");

        var row = Assert.Single((await admin.PageAsync(Page)).QuerySelectorAll("#returns tr")).TextContent;
        Assert.All((string[])["张*", "0.01", PaymentProofStandIn.Reason, "待处理"], t => Assert.Contains(t, row, StringComparison.Ordinal));
        Assert.DoesNotContain("张三", row, StringComparison.Ordinal);
        Assert.Contains(PaymentProofStandIn.Reason, (await admin.PageAsync($"{Page}/{id}")).Body!.TextContent, StringComparison.Ordinal);
        var line = Assert.Single(await ExportTests.RowsAsync(admin, Page + "/export"));
        Assert.Equal((number, PaymentProofStandIn.Reason, "待处理"), ((string)line["支付编号"], (string)line["渠道说明的原因"], (string)line["状态"]));

        // Asked again: refused once more without a word, away, and then given back.
        channel.Mood = PaymentProofMood.Declining;
        Assert.Contains("渠道没有说明原因", await SayAsync(admin, id, "Again"), StringComparison.Ordinal);
        channel.Mood = PaymentProofMood.Down;
        Assert.Contains("暂时没有应答", await SayAsync(admin, id, "Again"), StringComparison.Ordinal);
        channel.Mood = PaymentProofMood.Well;
        var again = await admin.FillInAsync($"{Page}/{id}", [], "Again");
        Assert.Equal($"{Page}/{id}?done=returned", (await admin.SubmitAsync($"{Page}/{id}", [], "Again")).Headers.Location?.OriginalString);
        Assert.Contains("已经退回或处理", await (await again()).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(1L, Assert.Single(channel.Payments).Returned);
        Assert.Contains("渠道已原路退回，并已告知本人", (await admin.PageAsync($"{Page}/{id}?done=returned")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await admin.PageAsync(Page)).QuerySelectorAll("#returns tr"));
        Assert.Contains("已原路退回", Assert.Single((await admin.PageAsync(Page + "?state=settled")).QuerySelectorAll("#returns tr")).TextContent, StringComparison.Ordinal);
        Assert.Contains("已原路退回", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);

        var trace = await TraceAsync(host, me);
        var administrator = await host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == "admin1").Select(a => a.StaffId!.Value).SingleAsync(Ct));
        Assert.Equal(administrator, Assert.Single(trace, t => t.What == "payment-return-refused").ActorId);
        Assert.Equal(administrator, Assert.Single(trace, t => t.What == "payment-returned").ActorId);
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "08.16")]
    public async Task What_was_settled_otherwise_wants_words_is_told_to_the_person_and_asked_for_no_more(Engine engine)
    {
        await using var channel = await PaymentProofStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, channel.Attach);
        var (me, admin) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("admin1"));
        var (id, _) = await RefusedAsync(host, channel, "zhangsan");

        // Whose it is, for a purpose that he can read.
        Assert.Contains("请写明查看姓名和手机号的用途", await SayAsync(admin, id, "Reveal"), StringComparison.Ordinal);
        var shown = await SayAsync(admin, id, "Reveal", ("Purpose", "联系本人退款"));
        Assert.All((string[])["张三（演示）", "19900000001"], t => Assert.Contains(t, shown, StringComparison.Ordinal));
        var reading = Assert.Single(await host.InDatabaseAsync(db => db.Set<PersonalDataReading>().AsNoTracking().Where(r => r.PartyId == me).ToListAsync(Ct)));
        Assert.Equal(("联系本人退款", "支付认证退款被拒：姓名和手机号"), (reading.Purpose, reading.What));

        Assert.Contains("请写明怎样处理的", await SayAsync(admin, id, "Otherwise"), StringComparison.Ordinal);
        Assert.Contains("请写明怎样处理的", await SayAsync(admin, id, "Otherwise", ("Note", new string('长', 201))), StringComparison.Ordinal);
        Assert.Contains("已经退回或处理", await SayAsync(admin, id, "Otherwise", ("Note", "窗口退还现金"), ("seen", "0")), StringComparison.Ordinal);
        Assert.Equal($"{Page}/{id}?done=settled", (await admin.SubmitAsync($"{Page}/{id}", new() { ["Note"] = "窗口退还现金，本人已签收" }, "Otherwise")).Headers.Location?.OriginalString);
        var page = (await admin.PageAsync($"{Page}/{id}?done=settled")).QuerySelector("main")!;
        Assert.All((string[])["已登记，并已告知本人", "已另行处理", "窗口退还现金，本人已签收"], t => Assert.Contains(t, page.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(page.QuerySelectorAll("form"), f => f.GetAttribute("action")!.Contains("Again", StringComparison.Ordinal));
        Assert.Contains("没有能原路退回，工作人员已另行处理：窗口退还现金", await host.InboxAsync("zhangsan"), StringComparison.Ordinal);
        Assert.Single(await TraceAsync(host, me), t => t.What == "payment-settled-otherwise");

        // The store does not show what was written of it, and the channel is asked no more.
        Assert.False(await host.ShowsAsync(PaymentProofStandIn.Reason));
        Assert.False(await host.ShowsAsync("本人已签收"));
        channel.Mood = PaymentProofMood.Well;
        var asked = channel.Asked;
        host.Clock.Advance(TimeSpan.FromHours(25));
        await FollowAsync(host);
        Assert.Equal(asked, channel.Asked);
        Assert.Equal(0L, Assert.Single(channel.Payments).Returned);
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "03.09")]
    public async Task The_list_goes_on_by_key_and_is_closed_to_who_keeps_no_system(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (me, at) = (await host.PersonAsync("zhangsan"), host.Clock.GetUtcNow().UtcDateTime);
        const int all = RefusedReturns.PageSize + 2;
        await host.InDatabaseAsync(async db =>
        {
            for (var i = 0; i < all; i++)
            {
                var payment = new PaymentProof { Id = Guid.CreateVersion7(at.AddMinutes(i)), PersonId = me, Number = i.ToString("D32", null), AmountFen = 1, AskedAt = at.AddMinutes(i) };
                payment.Settle(i + 1, "T-" + i, PaymentVerdict.Same, at.AddMinutes(i));
                payment.RefuseReturn("", at.AddMinutes(i));
                db.Add(payment);
            }

            // Given back without a refusal: none of this list.
            var returned = new PaymentProof { Id = Guid.CreateVersion7(at), PersonId = me, Number = new string('f', 32), AmountFen = 1, AskedAt = at };
            returned.Settle(1, "T", PaymentVerdict.Same, at);
            returned.GiveBack("R", at);
            db.Add(returned);
            return await db.SaveChangesAsync(Ct);
        });
        var admin = await host.BrowserAsync("admin1");
        var first = await admin.PageAsync(Page);
        var second = await admin.PageAsync(first.QuerySelector("a[href*='after=']")!.GetAttribute("href")!);
        Assert.Equal((RefusedReturns.PageSize, 2), (first.QuerySelectorAll("#returns tr").Length, second.QuerySelectorAll("#returns tr").Length));
        Assert.Contains("0.32", first.QuerySelector("#returns tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有说明", first.QuerySelector("#returns tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("0.01", second.QuerySelectorAll("#returns tr")[^1].TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync($"{Page}/{Guid.CreateVersion7()}"));
        foreach (var closed in (string[])["clerk1", "supervisor1", "approver1", "zhangsan"])
        {
            var browser = await host.BrowserAsync(closed);
            Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync(Page));
            Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync(Page + "/export"));
        }
    }

    /// <summary>He paid, and the channel will not give it back.</summary>
    private static async Task<(Guid Id, string Number)> RefusedAsync(TestHost host, PaymentProofStandIn channel, string login)
    {
        await host.UnproveAsync(login);
        var (browser, demo) = (await host.BrowserAsync(login), DemoPeople.Applicants.Single(a => a.Login == login));
        await browser.SubmitAsync(PaymentPageModel.Path, [], "Begin");
        var number = Assert.Single(channel.Payments).Number;
        channel.Pay(number, demo.Name, SeedDemoPeople.IdNumberOf(demo));
        var id = await host.InDatabaseAsync(db => db.Set<PaymentProof>().Where(p => p.Number == number).Select(p => p.Id).SingleAsync(Ct));
        await host.InScopeAsync(s => s.GetRequiredService<ProveByPayment>().SettleAsync(id, Act.BySystem("测试", host.Clock.GetUtcNow().UtcDateTime), Ct));
        channel.Mood = PaymentProofMood.Refusing;
        await FollowAsync(host);
        return (id, number);
    }

    private static Task FollowAsync(TestHost host) => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<FollowPayments>().Single().RunAsync(Ct));

    private static Task<List<TraceEntry>> TraceAsync(TestHost host, Guid person) => host.InDatabaseAsync(db => db.TraceOfAsync(person, Ct));

    private static async Task<string> SayAsync(HttpClient browser, Guid id, string handler, params IEnumerable<(string Name, string Value)> fields)
    {
        using var answer = await browser.SubmitAsync($"{Page}/{id}", fields.ToDictionary(f => f.Name, f => f.Value), handler);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
    }
}
