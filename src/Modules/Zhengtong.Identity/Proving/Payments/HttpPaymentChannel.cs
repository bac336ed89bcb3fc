using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>Asks the channel of the settings in signed JSON. An answer that does not say what was asked is a problem, never a proof.</summary>
internal sealed class HttpPaymentChannel(SignedJson json, IOptions<PaymentProofSettings> options) : IPaymentChannel
{
    public const string Client = "payment-proof";
    public const string UnitHeader = "X-Unit";
    public const int MaxBytes = 16 * 1024;
    public static readonly Problem Away = Problem.Conflict("identity.payment-away", "支付渠道暂时没有应答。已支付的款项不会丢失，会自动退回。请过几分钟再试。");
    public static readonly Problem Odd = Problem.Conflict("identity.payment-odd", "支付渠道的应答无法核实，没有采用。请过几分钟再试；一直这样的，请换一种认证方式。");
    public static readonly Problem Declined = Problem.Conflict("identity.payment-declined", "支付渠道没有受理。请换一种认证方式，或持证件原件到政务服务大厅窗口核验。");

    private readonly SignedPeer _channel = Peer(options.Value);
    private readonly PaymentProofSettings _settings = options.Value;

    public bool Configured => _channel.Root is not null;

    public string Name => _settings.Name;

    public async Task<Outcome<string>> BeginAsync(PayOrder order, CancellationToken ct)
    {
        var asked = await json.AskAsync<Begun>(_channel, "orders", order, ct);
        return !asked.TryGet(out var begun) ? Outcome<string>.Because(asked.Problems)
            : begun.Number == order.Number && begun.Page is { } page && OutwardAddress.IsBelow(_settings.PayPages, page) ? page
            : Odd;
    }

    public async Task<Outcome<PaidAnswer>> PaidAsync(string number, PersonQuestion holder, CancellationToken ct)
    {
        var asked = await json.AskAsync<Paid>(_channel, "payments", new { number }, ct);
        return !asked.TryGet(out var said) ? Outcome<PaidAnswer>.Because(asked.Problems)
            : said.Number != number ? Odd
            : said.State == "pending" ? PaidAnswer.None
            : said is { State: "paid", AmountFen: > 0, Transaction.Length: > 0 and <= 100, Payer.Length: 64 }
                ? new PaidAnswer(said.AmountFen, said.Transaction, MessageSignature.Same(said.Payer, PayerOf(_settings.Secret, number, holder)))
            : Odd;
    }

    public async Task<Outcome<ReturnAnswer>> ReturnAsync(string number, long fen, CancellationToken ct)
    {
        var asked = await json.AskAsync<GivenBack>(_channel, "returns", new { number, amountFen = fen }, ct);
        return !asked.TryGet(out var back) ? (asked.Problems[0] == Declined ? new ReturnAnswer("") : Outcome<ReturnAnswer>.Because(asked.Problems))
            : back.Number != number || back.AmountFen != fen ? Odd
            : back is { State: "refused" } ? new ReturnAnswer("", (back.Reason ?? "").Trim().Shortened(PaymentProof.LongestReason))
            : back.Transaction is { Length: > 0 and <= 100 } transaction ? new ReturnAnswer(transaction)
            : Odd;
    }

    public async Task<Outcome<TransferAnswer>> TransferAsync(TransferOrder order, CancellationToken ct)
    {
        var asked = await json.AskAsync<Moved>(_channel, "transfers", order, ct);
        return !asked.TryGet(out var moved) ? Outcome<TransferAnswer>.Because(asked.Problems)
            : moved.Number == order.Number && (moved.Transaction ?? "") is { Length: <= 100 } transaction && ResultOf(moved.State) is { } result
                && (result != TransferResult.Sent || transaction.Length > 0) ? new TransferAnswer(result, transaction)
            : Odd;
    }

    /// <summary>What the channel answers of the holder of the account that paid: name and number as a keyed hash that holds for this payment alone, so that nobody learns them from it. Pure.</summary>
    public static string PayerOf(string secret, string number, PersonQuestion holder) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PAYER\n{number}\n{holder.Number}\n{PersonName.Tidy(holder.Name).ToUpperInvariant()}"))));

    private static TransferResult? ResultOf(string? said) => said switch
    {
        "sent" => TransferResult.Sent,
        "pending" => TransferResult.Pending,
        "holder-differs" => TransferResult.HolderDiffers,
        "account-unknown" => TransferResult.AccountUnknown,
        "returned" => TransferResult.Returned,
        _ => null,
    };

    private static SignedPeer Peer(PaymentProofSettings settings) => new(
        Client, settings.Url, UnitHeader, settings.Unit, settings.Secret, TimeSpan.FromSeconds(settings.TimeoutSeconds), MaxBytes, Away, Odd, Declined);

    private sealed record Begun(string? Number, string? Page);

    private sealed record Paid(string? Number, string? State, long AmountFen, string? Transaction, string? Payer);

    /// <param name="State">Said only when it is refused.</param>
    private sealed record GivenBack(string? Number, long AmountFen, string? Transaction, string? State, string? Reason);

    private sealed record Moved(string? Number, string? State, string? Transaction);
}
