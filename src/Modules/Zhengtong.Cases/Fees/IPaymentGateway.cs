using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Fees;

/// <summary>
/// The payment platform of a region (非税收入收缴, 统一支付平台). Every call may be repeated under the same number: the gateway does it once. The protocol of
/// the client is in <c>docs/payment.md</c>.
/// </summary>
internal interface IPaymentGateway
{
    bool Configured { get; }

    /// <returns>The address at which the payer pays.</returns>
    Task<Outcome<string>> CreateAsync(PaymentRequest request, CancellationToken ct);

    /// <returns>What was paid under the number; <see cref="Payment.None"/> when nothing was.</returns>
    Task<Outcome<Payment>> QueryAsync(string number, CancellationToken ct);

    /// <returns>The gateway's number of the refund.</returns>
    Task<Outcome<string>> RefundAsync(string number, long fen, string reason, CancellationToken ct);
}

/// <param name="ReturnUrl">Where the payer comes back to.</param>
/// <param name="NotifyUrl">Where the gateway tells that it was paid.</param>
internal sealed record PaymentRequest(string Number, long AmountFen, string Subject, string ReturnUrl, string NotifyUrl);

/// <param name="Transaction">Empty: not paid.</param>
internal sealed record Payment(string Number, long AmountFen, string Transaction, DateTime? PaidAt, string BillNumber)
{
    public bool Paid => Transaction.Length > 0;

    public static Payment None(string number) => new(number, 0, "", null, "");
}

/// <summary>Settings under <c>Payment</c>; without an address nothing can be paid online (the demo has a gateway of its own).</summary>
internal sealed class PaymentSettings
{
    public Uri? Url { get; set; }

    /// <summary>Who we are to the gateway (执收单位商户号).</summary>
    public string Merchant { get; set; } = "";

    /// <summary>Signs both ways.</summary>
    public string Secret { get; set; } = "";

    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>How far the gateway's clock may be from ours.</summary>
    public int ToleranceMinutes { get; set; } = 5;

    /// <summary>For how many days after the last try a lost notification is asked for.</summary>
    public int AskForDays { get; set; } = 30;
}
