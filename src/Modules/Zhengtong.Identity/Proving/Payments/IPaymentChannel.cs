using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>
/// The payment channel by which people and companies show who they are (交易支付认证, 08.02; <c>docs/payment-proof.md</c>). Everything is asked under a number of ours, does what it does once however
/// often it is asked, and answers each time.
/// </summary>
internal interface IPaymentChannel
{
    bool Configured { get; }

    /// <summary>What pages and proofs call it.</summary>
    string Name { get; }

    /// <returns>The address of the page on which the person pays.</returns>
    Task<Outcome<string>> BeginAsync(PayOrder order, CancellationToken ct);

    /// <param name="holder">Whose the account should be: compared here, so that his name and number do not leave the house.</param>
    Task<Outcome<PaidAnswer>> PaidAsync(string number, PersonQuestion holder, CancellationToken ct);

    /// <returns>That it went back, or that the channel will not give it back.</returns>
    Task<Outcome<ReturnAnswer>> ReturnAsync(string number, long fen, CancellationToken ct);

    /// <summary>Sends the amount, or says how it stands with it.</summary>
    Task<Outcome<TransferAnswer>> TransferAsync(TransferOrder order, CancellationToken ct);
}

/// <param name="ReturnUrl">Where the channel sends the browser when it is done.</param>
internal sealed record PayOrder(string Number, int AmountFen, string Subject, string ReturnUrl);

/// <param name="Transaction">Empty: not paid.</param>
/// <param name="Same">The account is the asked-for person's.</param>
internal sealed record PaidAnswer(long AmountFen, string Transaction, bool Same)
{
    public static readonly PaidAnswer None = new(0, "", false);

    public bool Paid => Transaction.Length > 0;
}

/// <param name="Transaction">The channel's number of the return; empty: refused.</param>
/// <param name="Reason">Why it was refused, as the channel says it; it may say nothing.</param>
internal sealed record ReturnAnswer(string Transaction, string Reason = "")
{
    public bool Refused => Transaction.Length == 0;
}

/// <param name="Holder">In whose name the account must be; else nothing is sent.</param>
internal sealed record TransferOrder(string Number, int AmountFen, string Account, string Bank, string Holder, string Remark);

internal sealed record TransferAnswer(TransferResult Result, string Transaction);

internal enum TransferResult
{
    Sent = 1,

    /// <summary>On its way.</summary>
    Pending = 2,
    HolderDiffers = 3,
    AccountUnknown = 4,

    /// <summary>It came back.</summary>
    Returned = 5,
}
