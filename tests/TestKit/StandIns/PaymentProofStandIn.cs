using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Proving.Payments;

namespace Zhengtong.TestKit.StandIns;

public enum PaymentProofMood
{
    Well,

    /// <summary>Does what was asked and never answers.</summary>
    Slow,

    /// <summary>Does what was asked and breaks the connection.</summary>
    DroppingAfterTaking,

    /// <summary>Answers 503 and does nothing.</summary>
    Down,

    /// <summary>Answers 422.</summary>
    Declining,

    /// <summary>Gives nothing back, and says why.</summary>
    Refusing,

    /// <summary>Answers with a signature of another secret.</summary>
    Forged,

    /// <summary>Answers with a page, not JSON, rightly signed.</summary>
    Garbage,

    /// <summary>Names another number than was asked for, rightly signed.</summary>
    OfAnother,

    /// <summary>Names a page of somebody else to pay on.</summary>
    Luring,
}

/// <summary>
/// A payment channel on loopback that speaks the protocol of <c>docs/payment-proof.md</c>: checks unit, signature and nonce, does a number once, keeps the accounts it was told of, and moves money only
/// when the test says so.
/// </summary>
public sealed class PaymentProofStandIn() : SignedStandIn("/channel", HttpPaymentChannel.UnitHeader, Unit, Secret)
{
    public const string Unit = "U-511602";
    public const string Secret = "stand-in-payment-proof-secret";

    /// <summary>Why nothing is given back.</summary>
    public const string Reason = "付款账户已销户";
    private readonly ConcurrentDictionary<string, Payment> _payments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Moved> _transfers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _holders = new(StringComparer.Ordinal);

    public PaymentProofMood Mood { get; set; }

    /// <summary>Transfers wait until the test lets them go.</summary>
    public bool Holding { get; set; }

    public IReadOnlyCollection<Payment> Payments => [.. _payments.Values];

    public IReadOnlyCollection<Moved> Transfers => [.. _transfers.Values];

    /// <param name="Payer">Keyed hash of the holder of the account that paid.</param>
    /// <param name="Returned">How much went back, in all.</param>
    public sealed record Payment(string Number, int AmountFen, string ReturnUrl, long PaidFen = 0, string Payer = "", long Returned = 0);

    /// <param name="Sent">How much money left, in all.</param>
    public sealed record Moved(string Number, int AmountFen, string Account, string Holder, string State, int Sent);

    public static Task<PaymentProofStandIn> StartAsync() => ListenAsync(new PaymentProofStandIn());

    /// <summary>Settings of a product that is connected here.</summary>
    public void Attach(WebApplicationBuilder builder)
    {
        builder.Configuration["PaymentProof:Url"] = Url.AbsoluteUri;
        builder.Configuration["PaymentProof:PayPages"] = Root + "/pay/";
        builder.Configuration["PaymentProof:Unit"] = Unit;
        builder.Configuration["PaymentProof:Secret"] = Secret;
        builder.Configuration["PaymentProof:TimeoutSeconds"] = "1";
        builder.Configuration["PaymentProof:Name"] = "银行支付认证（演示）";
    }

    /// <summary>A company's account that a bank keeps.</summary>
    public void Keep(string account, string holder) => _holders[account] = holder;

    /// <summary>Somebody pays what was ordered, or another amount, from an account of that name and number.</summary>
    public void Pay(string number, string name, string idNumber, long? fen = null) => _payments[number] = _payments[number] with
    {
        PaidFen = fen ?? _payments[number].AmountFen, Payer = HttpPaymentChannel.PayerOf(Secret, number, new PersonQuestion("", idNumber, name)),
    };

    /// <summary>The bank sends a transfer back.</summary>
    public void SendBack(string number) => _transfers[number] = _transfers[number] with { State = "returned" };

    protected override async Task<IResult> AnswerAsync(string what, JsonElement asked, HttpContext http)
    {
        if (Mood is PaymentProofMood.Down or PaymentProofMood.Declining)
        {
            return Mood == PaymentProofMood.Down ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.UnprocessableEntity();
        }

        var answer = JsonSerializer.Serialize(Answer(what, asked), JsonSerializerOptions.Web);
        switch (Mood)
        {
            case PaymentProofMood.Slow:
                return await SilentAsync(http);
            case PaymentProofMood.DroppingAfterTaking:
                return Break(http);
        }

        answer = Mood switch
        {
            PaymentProofMood.Garbage => "<html>paid</html>",
            PaymentProofMood.OfAnother => answer.Replace(asked.GetProperty("number").GetString()!, new string('0', 32), StringComparison.Ordinal),
            _ => answer,
        };
        return Sign(http, answer, Mood == PaymentProofMood.Forged);
    }

    private object Answer(string what, JsonElement asked)
    {
        string Text(string name) => asked.GetProperty(name).GetString()!;
        var number = Text("number");
        switch (what)
        {
            case "orders":
                _payments.TryAdd(number, new Payment(number, asked.GetProperty("amountFen").GetInt32(), Text("returnUrl")));
                return new { number, page = (Mood == PaymentProofMood.Luring ? "https://lure.example" : Root) + "/pay/" + number };
            case "payments":
                var paid = _payments.GetValueOrDefault(number);
                return paid is null or { PaidFen: 0 } ? new { number, state = "pending" } : new { number, state = "paid", amountFen = paid.PaidFen, transaction = "T-" + number, payer = paid.Payer };
            case "returns":
                // Once a number: what was given back is not given back again.
                var fen = asked.GetProperty("amountFen").GetInt64();
                if (Mood == PaymentProofMood.Refusing)
                {
                    return new { number, amountFen = fen, state = "refused", reason = Reason };
                }

                _payments.AddOrUpdate(number, _ => throw new InvalidOperationException(), (_, p) => p.Returned > 0 ? p : p with { Returned = fen });
                return new { number, amountFen = _payments[number].Returned, transaction = "R-" + number };
            default:
                var (account, holder, amount) = (Text("account"), Text("holder"), asked.GetProperty("amountFen").GetInt32());
                var state = !_holders.TryGetValue(account, out var kept) ? "account-unknown" : kept != holder ? "holder-differs" : Holding ? "pending" : "sent";
                _transfers.AddOrUpdate(
                    number, _ => new Moved(number, amount, account, holder, state, state == "sent" ? amount : 0),
                    (_, t) => t.State == "pending" ? t with { State = state, Sent = state == "sent" ? t.Sent + amount : t.Sent } : t);
                return new { number, state = _transfers[number].State, transaction = "X-" + number };
        }
    }
}
