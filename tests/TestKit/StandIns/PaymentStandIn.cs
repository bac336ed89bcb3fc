using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Zhengtong.Cases.Fees;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.TestKit.StandIns;

public enum PaymentMood
{
    Well,

    /// <summary>Writes down what was asked and does not answer.</summary>
    Slow,

    /// <summary>Answers 503.</summary>
    Down,

    /// <summary>Answers 422.</summary>
    Declining,

    /// <summary>Answers with a signature of another secret.</summary>
    Forged,

    /// <summary>Answers with a page, not JSON, rightly signed.</summary>
    Garbage,

    /// <summary>Writes down what was asked and breaks the connection.</summary>
    DroppingAfterTaking,

    /// <summary>Answers without an end.</summary>
    Endless,
}

/// <summary>
/// A payment platform on loopback that speaks the protocol of <c>docs/payment.md</c>: checks merchant, signature, time and nonce, takes a number once, and tells of a
/// payment when the test says so: twice, late, with a wrong amount or signature, or not at all.
/// </summary>
public sealed class PaymentStandIn() : SignedStandIn("/gateway", HttpPaymentGateway.MerchantHeader, Merchant, Secret)
{
    public const string Merchant = "M-511602";
    public const string Secret = "stand-in-payment-secret";
    private readonly ConcurrentDictionary<string, Order> _orders = new(StringComparer.Ordinal);

    public sealed record Order(string Number, long AmountFen, string ReturnUrl, string NotifyUrl)
    {
        public string Transaction { get; init; } = "";

        public long PaidFen { get; init; }

        public string Refund { get; init; } = "";
    }

    public PaymentMood Mood { get; set; }

    /// <summary>The clock of the product under test.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public IReadOnlyDictionary<string, Order> Orders => _orders;

    public static Task<PaymentStandIn> StartAsync() => ListenAsync(new PaymentStandIn());

    /// <summary>Settings of a product that pays here.</summary>
    public void Attach(WebApplicationBuilder builder)
    {
        builder.Configuration["Payment:Url"] = Url.AbsoluteUri;
        builder.Configuration["Payment:Merchant"] = Merchant;
        builder.Configuration["Payment:Secret"] = Secret;
        builder.Configuration["Payment:TimeoutSeconds"] = "1";
    }

    /// <summary>The payer pays on the platform's page.</summary>
    /// <param name="fen">Another amount than was asked for.</param>
    public void Pay(string number, long? fen = null) =>
        _orders[number] = _orders[number] with { Transaction = $"T-{number}", PaidFen = fen ?? _orders[number].AmountFen };

    /// <summary>A notification of a paid order, signed now, with a nonce of its own unless one is given.</summary>
    public HttpRequestMessage Notification(string number, long? fen = null, string? transaction = null, string? nonce = null, string secret = Secret, TimeSpan ago = default, string? billNumber = null)
    {
        var order = _orders[number];
        var body = JsonSerializer.Serialize(new { number, amountFen = fen ?? order.PaidFen, transaction = transaction ?? order.Transaction, paidAt = Clock.GetUtcNow().UtcDateTime, billNumber }, JsonSerializerOptions.Web);
        return Notification(body, nonce, secret, ago);
    }

    public HttpRequestMessage Notification(string body, string? nonce, string secret, TimeSpan ago)
    {
        var time = (Clock.GetUtcNow() - ago).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        nonce ??= NewNonce();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(TakeNotification.Path, UriKind.Relative)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(HttpPaymentGateway.MerchantHeader, Merchant);
        request.Headers.Add(MessageSignature.TimeHeader, time);
        request.Headers.Add(MessageSignature.NonceHeader, nonce);
        request.Headers.Add(MessageSignature.SignatureHeader, MessageSignature.Of(secret, MessageSignature.Ask, TakeNotification.Path, time, nonce, body));
        return request;
    }

    private static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    protected override async Task<IResult> AnswerAsync(string what, JsonElement asked, HttpContext http)
    {
        switch (Mood)
        {
            case PaymentMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case PaymentMood.Declining:
                return Results.UnprocessableEntity();
        }

        var answer = Mood == PaymentMood.Garbage ? "<html>welcome</html>" : JsonSerializer.Serialize(Do(what, asked), JsonSerializerOptions.Web);
        return Mood switch
        {
            PaymentMood.DroppingAfterTaking => Break(http),
            PaymentMood.Slow => await SilentAsync(http),
            PaymentMood.Endless => await EndlessAsync(http),
            _ => Sign(http, answer, Mood == PaymentMood.Forged),
        };
    }

    private object Do(string what, JsonElement asked)
    {
        var number = asked.GetProperty("number").GetString()!;
        switch (what)
        {
            case "orders":
                _orders.TryAdd(number, new Order(number, asked.GetProperty("amountFen").GetInt64(), asked.GetProperty("returnUrl").GetString()!, asked.GetProperty("notifyUrl").GetString()!));
                return new { number, payUrl = $"{Root}/pay/{number}" };
            case "queries":
                var found = _orders.GetValueOrDefault(number);
                return new { number, paid = found?.Transaction.Length > 0, amountFen = found?.PaidFen ?? 0, transaction = found?.Transaction ?? "", paidAt = Clock.GetUtcNow().UtcDateTime, billNumber = (string?)null };
            default:
                var paid = _orders[number];
                _orders[number] = paid with { Refund = $"R-{number}" };
                return new { number, amountFen = asked.GetProperty("amountFen").GetInt64(), refund = $"R-{number}" };
        }
    }
}
