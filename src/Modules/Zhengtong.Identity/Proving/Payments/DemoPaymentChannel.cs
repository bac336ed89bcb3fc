using System.Collections.Concurrent;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>
/// The channel of the demo (<c>Demo:Enabled</c> and no <c>PaymentProof:Url</c>): one process, no money, and a page on which one chooses from whose account is paid and reads what came in. An account
/// whose bank is called 不符 or 查无 is another's, or none.
/// </summary>
internal sealed class DemoPaymentChannel : IPaymentChannel
{
    public const string BankPath = "/demo/bank";
    private readonly ConcurrentDictionary<string, Payment> _payments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TransferOrder> _transfers = new(StringComparer.Ordinal);

    internal sealed record Payment(PayOrder Order, PaidAnswer Paid);

    public bool Configured => true;

    public string Name => "支付认证渠道（演示）";

    public Task<Outcome<string>> BeginAsync(PayOrder order, CancellationToken ct)
    {
        _payments.TryAdd(order.Number, new Payment(order, PaidAnswer.None));
        return Task.FromResult<Outcome<string>>($"{BankPath}?number={order.Number}");
    }

    /// <summary>A demo that was started again has forgotten the payment: it is to be begun anew.</summary>
    public Task<Outcome<PaidAnswer>> PaidAsync(string number, PersonQuestion holder, CancellationToken ct) =>
        Task.FromResult<Outcome<PaidAnswer>>(_payments.TryGetValue(number, out var payment) ? payment.Paid : PaidAnswer.None);

    public Task<Outcome<ReturnAnswer>> ReturnAsync(string number, long fen, CancellationToken ct) => Task.FromResult<Outcome<ReturnAnswer>>(new ReturnAnswer($"DEMO-T-{number}"));

    public Task<Outcome<TransferAnswer>> TransferAsync(TransferOrder order, CancellationToken ct)
    {
        bool Says(string word) => order.Bank.Contains(word, StringComparison.Ordinal);
        var result = Says("不符") ? TransferResult.HolderDiffers : Says("查无") ? TransferResult.AccountUnknown : TransferResult.Sent;
        if (result == TransferResult.Sent)
        {
            _transfers.TryAdd(order.Number, order);
        }

        return Task.FromResult<Outcome<TransferAnswer>>(new TransferAnswer(result, $"DEMO-{order.Number}"));
    }

    public Payment? Find(string number) => _payments.GetValueOrDefault(number);

    public TransferOrder? FindTransfer(string number) => _transfers.GetValueOrDefault(number);

    /// <summary>The same payment however often the button is pressed.</summary>
    public void Pay(string number, bool same) => _payments.AddOrUpdate(
        number,
        _ => throw new InvalidOperationException($"No payment {number}."),
        (_, payment) => payment.Paid.Paid ? payment : payment with { Paid = new PaidAnswer(payment.Order.AmountFen, $"DEMO-{number}", same) });
}
