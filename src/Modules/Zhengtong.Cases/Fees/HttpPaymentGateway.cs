using Microsoft.Extensions.Options;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Fees;

/// <summary>Speaks signed JSON over HTTP with a payment platform (<c>docs/payment.md</c>).</summary>
internal sealed class HttpPaymentGateway(SignedJson json, IOptions<PaymentSettings> options) : IPaymentGateway
{
    public const string Client = "payment";
    public const string MerchantHeader = "X-Merchant";
    public const int MaxBytes = 16 * 1024;
    public static readonly Problem Away = Problem.Conflict("cases.payment-away", "支付平台暂时没有应答，请稍后再试。您没有被重复扣款。");
    public static readonly Problem Odd = Problem.Conflict("cases.payment-odd", "支付平台的应答无法核实，没有采用。请稍后再试，或到办事窗口咨询。");
    public static readonly Problem Declined = Problem.Conflict("cases.payment-declined", "支付平台没有接受这笔缴费，请联系办理机关。");

    private readonly SignedPeer _platform = Peer(options.Value);

    public bool Configured => _platform.Root is not null;

    public async Task<Outcome<string>> CreateAsync(PaymentRequest request, CancellationToken ct)
    {
        var asked = await AskAsync<Created>("orders", request, ct);
        return !asked.TryGet(out var created) ? Outcome<string>.Because(asked.Problems)
            : created.Number == request.Number && Uri.TryCreate(created.PayUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? created.PayUrl!
            : Odd;
    }

    public async Task<Outcome<Payment>> QueryAsync(string number, CancellationToken ct)
    {
        var asked = await AskAsync<Found>("queries", new { number }, ct);
        return !asked.TryGet(out var found) ? Outcome<Payment>.Because(asked.Problems)
            : found.Number != number ? Odd
            : found.Paid && !string.IsNullOrEmpty(found.Transaction) ? new Payment(number, found.AmountFen, found.Transaction, found.PaidAt, found.BillNumber ?? "")
            : Payment.None(number);
    }

    public async Task<Outcome<string>> RefundAsync(string number, long fen, string reason, CancellationToken ct)
    {
        var asked = await AskAsync<Refunded>("refunds", new { number, amountFen = fen, reason }, ct);
        return !asked.TryGet(out var refunded) ? Outcome<string>.Because(asked.Problems)
            : refunded.Number == number && refunded.AmountFen == fen && !string.IsNullOrEmpty(refunded.Refund) ? refunded.Refund
            : Odd;
    }

    private static SignedPeer Peer(PaymentSettings settings) => new(
        Client, settings.Url, MerchantHeader, settings.Merchant, settings.Secret, TimeSpan.FromSeconds(settings.TimeoutSeconds), MaxBytes, Away, Odd, Declined);

    private Task<Outcome<T>> AskAsync<T>(string what, object question, CancellationToken ct) => json.AskAsync<T>(_platform, what, question, ct);

    private sealed record Created(string? Number, string? PayUrl);

    private sealed record Found(string? Number, bool Paid, long AmountFen, string? Transaction, DateTime? PaidAt, string? BillNumber);

    private sealed record Refunded(string? Number, long AmountFen, string? Refund);
}
