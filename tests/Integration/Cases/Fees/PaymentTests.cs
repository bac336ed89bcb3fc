using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Withdraw;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Fees;

/// <summary>Money comes once, or not at all, whatever the platform and the network do.</summary>
public sealed class PaymentTests
{
    [Theory, EachDatabase]
    [Requirement("03.26", "03.23")]
    public async Task A_fee_is_raised_paid_and_recorded_on_the_case(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        using var clerk = await stage.Window.SignInAsync("clerk1");
        using var applicant = await stage.Window.SignInAsync("zhangsan");
        var form = await clerk.OpenAsync($"/fees/cases/{caseId}");
        Assert.Contains("证照工本费", form.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("评审费", form.Text(), StringComparison.Ordinal);
        using var raised = await clerk.SendAsync($"/fees/cases/{caseId}", "Raise", ("quantity-0", "2"), ("quantity-1", "1"));
        Assert.Contains("100.50 元", (await clerk.AfterAsync(raised)).Text(), StringComparison.Ordinal);

        await stage.DispatchAsync();
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title.StartsWith("请缴费") && m.Link == $"/my/cases/{caseId}/pay")));
        Assert.Contains("请缴费 100.50 元", (await applicant.OpenAsync($"/my/cases/{caseId}")).Text(), StringComparison.Ordinal);
        using var started = await applicant.SendAsync($"/my/cases/{caseId}/pay", "Start");
        var pay = await applicant.AfterAsync(started);
        var order = await stage.OrderAsync(caseId);
        Assert.Equal(order.PayUrl, pay.QuerySelector("a.zt-button--primary")!.GetAttribute("href"));
        Assert.Equal((10050, $"http://localhost{TakeNotification.Path}"), (stage.Gateway.Orders[order.Number].AmountFen, stage.Gateway.Orders[order.Number].NotifyUrl));

        using var early = await applicant.SendAsync($"/my/cases/{caseId}/pay", "Check");
        Assert.Contains("还没有收到支付结果", (await applicant.AfterAsync(early)).Text(), StringComparison.Ordinal);
        stage.Gateway.Pay(order.Number);
        Assert.Equal(HttpStatusCode.OK, await stage.NotifyAsync(stage.Gateway.Notification(order.Number, billNumber: "0102030405")));

        order = await stage.OrderAsync(caseId);
        var page = (await applicant.OpenAsync($"/my/cases/{caseId}")).Text();
        Assert.Equal((FeeState.Paid, $"T-{order.Number}", "0102030405"), (order.State, order.Transaction, order.BillNumber));
        Assert.Contains(order.ReceiptNumber, page, StringComparison.Ordinal);
        Assert.Contains("缴费成功", page, StringComparison.Ordinal);
        var receipt = await stage.Host.InDatabaseAsync(db => db.Set<Notice>().SingleAsync(n => n.Number == order.ReceiptNumber));
        Assert.Equal(HttpStatusCode.OK, await applicant.StatusAsync(NoticeEndpoints.Notice(caseId, receipt.Id)));
        Assert.Equal(HttpStatusCode.OK, await applicant.StatusAsync(NoticeEndpoints.Notice(caseId, order.NoticeId)));
        using var stranger = await stage.Window.SignInAsync("lisi");
        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusAsync($"/my/cases/{caseId}/pay"));
        using var other = await stage.Window.SignInAsync("health1");
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync($"/fees/cases/{caseId}"));
        Assert.NotEqual(HttpStatusCode.OK, await applicant.StatusAsync($"/fees/cases/{caseId}"));
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task Told_twice_replayed_and_asked_at_once_it_is_paid_once(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        await stage.RaiseAsync(caseId);
        await stage.StartPayingAsync(caseId);
        var number = (await stage.OrderAsync(caseId)).Number;
        stage.Gateway.Pay(number);
        const string Nonce = "0123456789abcdef0123456789abcdef";

        var answers = await Task.WhenAll(
            stage.NotifyAsync(stage.Gateway.Notification(number)),
            stage.NotifyAsync(stage.Gateway.Notification(number)),
            stage.NotifyAsync(stage.Gateway.Notification(number, nonce: Nonce)),
            stage.NotifyAsync(stage.Gateway.Notification(number, nonce: Nonce)));
        await Task.WhenAll(stage.JobAsync(), stage.JobAsync());

        Assert.Equal(2, answers.Take(2).Count(a => a == HttpStatusCode.OK));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Skip(2).Order());
        Assert.Equal(HttpStatusCode.Conflict, await stage.NotifyAsync(stage.Gateway.Notification(number, nonce: Nonce)));
        Assert.Single(await stage.TraceAsync(caseId), "fee-paid");
        Assert.Equal(1, await stage.NoticesAsync(caseId, NoticeKinds.FeeReceipt.Key));
        await stage.DispatchAsync();
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title.StartsWith("缴费成功"))));
        Assert.Equal("", (await stage.OrderAsync(caseId)).Trouble);
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task What_is_not_signed_now_by_the_platform_is_not_believed(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        await stage.RaiseAsync(caseId);
        await stage.StartPayingAsync(caseId);
        var number = (await stage.OrderAsync(caseId)).Number;
        stage.Gateway.Pay(number);

        Assert.Equal(HttpStatusCode.Unauthorized, await stage.NotifyAsync(stage.Gateway.Notification(number, secret: "guessed")));
        Assert.Equal(HttpStatusCode.Unauthorized, await stage.NotifyAsync(stage.Gateway.Notification(number, ago: TimeSpan.FromMinutes(6))));
        Assert.Equal(HttpStatusCode.Unauthorized, await stage.NotifyAsync(stage.Gateway.Notification(number, nonce: "short")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await stage.NotifyAsync(stage.Gateway.Notification("{\"number\":", null, PaymentStandIn.Secret, default)));
        Assert.Equal(HttpStatusCode.NotFound, await stage.NotifyAsync(stage.Gateway.Notification("""{"number":"none","amountFen":1,"transaction":"t"}""", null, PaymentStandIn.Secret, default)));
        using var tampered = stage.Gateway.Notification(number);
        tampered.Content = new ByteArrayContent("""{"number":"x"}"""u8.ToArray());
        Assert.Equal(HttpStatusCode.Unauthorized, await stage.NotifyAsync(tampered));
        Assert.Equal(FeeState.Unpaid, (await stage.OrderAsync(caseId)).State);
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task A_wrong_amount_is_refused_and_reported_to_finance(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        await stage.RaiseAsync(caseId);
        await stage.StartPayingAsync(caseId);
        var number = (await stage.OrderAsync(caseId)).Number;
        stage.Gateway.Pay(number, fen: 1);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await stage.NotifyAsync(stage.Gateway.Notification(number)));
        await stage.JobAsync();

        var order = await stage.OrderAsync(caseId);
        Assert.Equal((FeeState.Unpaid, "到账 0.01 元，应缴 100.50 元，流水 T-" + number + "。"), (order.State, order.Trouble));
        using var approver = await stage.Window.SignInAsync("approver1");
        Assert.Contains(order.Trouble, (await approver.OpenAsync("/office/fees?state=trouble")).Text(), StringComparison.Ordinal);

        // The rest arrives: the platform now says the whole sum.
        stage.Gateway.Pay(number);
        await stage.JobAsync();
        Assert.Equal((FeeState.Paid, ""), ((await stage.OrderAsync(caseId)).State, (await stage.OrderAsync(caseId)).Trouble));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await stage.NotifyAsync(stage.Gateway.Notification(number, transaction: "T-second")));
        Assert.StartsWith("重复到账", (await stage.OrderAsync(caseId)).Trouble, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task A_platform_that_fails_costs_nobody_a_second_payment(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        await stage.RaiseAsync(caseId);
        foreach (var (mood, code) in ((PaymentMood, string)[])
            [(PaymentMood.Down, "cases.payment-away"), (PaymentMood.Forged, "cases.payment-odd"), (PaymentMood.Garbage, "cases.payment-odd"), (PaymentMood.Declining, "cases.payment-declined"),
             (PaymentMood.Endless, "cases.payment-odd"), (PaymentMood.Slow, "cases.payment-away"), (PaymentMood.DroppingAfterTaking, "cases.payment-away")])
        {
            stage.Gateway.Mood = mood;
            Assert.Equal(code, (await StartAsync(stage, caseId)).Problems[0].Code);
        }

        // The platform has the order and nobody here has its address; the payer pays all the same, and its notification is lost.
        var order = await stage.OrderAsync(caseId);
        Assert.Equal(("", true), (order.PayUrl, order.AskedAt is not null));
        stage.Gateway.Pay(Assert.Single(stage.Gateway.Orders).Key);
        await stage.JobAsync();
        Assert.Equal(FeeState.Unpaid, (await stage.OrderAsync(caseId)).State);
        stage.Gateway.Mood = PaymentMood.Well;
        await stage.JobAsync();
        Assert.Equal(FeeState.Paid, (await stage.OrderAsync(caseId)).State);
        Assert.Equal("cases.fee-not-open", (await StartAsync(stage, caseId)).Problems[0].Code);
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task Pressing_twice_leads_to_one_payment(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        await stage.RaiseAsync(caseId);

        var addresses = await Task.WhenAll(StartAsync(stage, caseId), StartAsync(stage, caseId), StartAsync(stage, caseId));

        Assert.Single(stage.Gateway.Orders);
        Assert.Single(addresses.Where(a => a.Ok).Select(a => a.Value).Distinct());
        Assert.Equal((await stage.OrderAsync(caseId)).PayUrl, (await StartAsync(stage, caseId)).Value);
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task Withdrawn_before_the_decision_the_money_goes_back(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var paid = await stage.AcceptedAsync();
        await stage.RaiseAsync(paid);
        await stage.StartPayingAsync(paid);
        var number = (await stage.OrderAsync(paid)).Number;
        stage.Gateway.Pay(number);
        await stage.NotifyAsync(stage.Gateway.Notification(number));
        await WithdrawAsync(stage, paid);
        await stage.DispatchAsync();
        Assert.Equal(FeeState.Refunding, (await stage.OrderAsync(paid)).State);
        stage.Gateway.Mood = PaymentMood.DroppingAfterTaking;
        await stage.JobAsync();
        Assert.Equal(FeeState.Refunding, (await stage.OrderAsync(paid)).State);
        stage.Gateway.Mood = PaymentMood.Well;
        await stage.JobAsync();
        await stage.JobAsync();

        var order = await stage.OrderAsync(paid);
        Assert.Equal((FeeState.Refunded, $"R-{number}"), (order.State, order.RefundTransaction));
        Assert.Single(await stage.TraceAsync(paid), "fee-refunded");
        await stage.DispatchAsync();
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title.StartsWith("费用已退回"))));

        // Not paid when it was withdrawn: void; and what arrives late goes back too.
        var late = await stage.AcceptedAsync();
        await stage.RaiseAsync(late);
        await stage.StartPayingAsync(late);
        await WithdrawAsync(stage, late);
        await stage.DispatchAsync();
        var lateNumber = (await stage.OrderAsync(late)).Number;
        Assert.Equal(FeeState.Cancelled, (await stage.OrderAsync(late)).State);
        stage.Gateway.Pay(lateNumber);
        await stage.JobAsync();
        Assert.Equal(FeeState.Refunded, (await stage.OrderAsync(late)).State);
    }

    [Theory, EachDatabase]
    public async Task The_demo_pays_on_a_page_of_its_own(Engine engine)
    {
        await using var window = await WindowStage.StartAsync(engine, WindowStage.Food with { Fee = FeeStage.Fees });
        var caseId = await window.ApplyAsync();
        var intake = await window.StepAsync(caseId);
        await window.DoAsync<Zhengtong.Cases.Accept.AcceptCase, Zhengtong.Cases.Accept.AcceptCase.Accepted>(async (a, act) => await a.HandleAsync(intake.Id, "", act, default), "clerk1");
        await window.DoAsync<RaiseFee, Guid>((r, act) => r.HandleAsync(new RaiseFee.Command(caseId, [new(0, 1)]), act, default), "clerk1");
        using var applicant = await window.SignInAsync("zhangsan");
        using var started = await applicant.SendAsync($"/my/cases/{caseId}/pay", "Start");
        var platform = (await applicant.AfterAsync(started)).QuerySelector("a.zt-button--primary")!.GetAttribute("href")!["http://localhost".Length..];
        using var paid = await applicant.SendAsync(platform, "");

        Assert.Contains("已经缴费", (await applicant.AfterAsync(paid)).Text(), StringComparison.Ordinal);
        await using var real = await FeeStage.StartAsync(engine);
        using var elsewhere = await real.Window.SignInAsync("zhangsan");
        Assert.Equal(HttpStatusCode.NotFound, await elsewhere.StatusAsync(platform));
    }

    private static async Task<Outcome<string>> StartAsync(FeeStage stage, Guid caseId)
    {
        var act = await stage.Window.ActAsync("zhangsan");
        return await stage.Host.InScopeAsync(s => s.GetRequiredService<PayFee>().StartAsync(caseId, "http://localhost", act, default));
    }

    private static async Task WithdrawAsync(FeeStage stage, Guid caseId)
    {
        var act = await stage.Window.ActAsync("zhangsan");
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<WithdrawCase>().HandleAsync(caseId, "", act, default))).Ok);
    }
}
