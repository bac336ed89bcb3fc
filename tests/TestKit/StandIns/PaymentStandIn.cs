using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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
public sealed class PaymentStandIn : IAsyncDisposable
{
    public const string Merchant = "M-511602";
    public const string Secret = "stand-in-payment-secret";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Order> _orders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _nonces = new(StringComparer.Ordinal);
    private int _arrivals;

    private PaymentStandIn(WebApplication app) => _app = app;

    public sealed record Order(string Number, long AmountFen, string ReturnUrl, string NotifyUrl)
    {
        public string Transaction { get; init; } = "";

        public long PaidFen { get; init; }

        public string Refund { get; init; } = "";
    }

    public PaymentMood Mood { get; set; }

    /// <summary>The clock of the product under test.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Every rightly signed request.</summary>
    public int Arrivals => _arrivals;

    public IReadOnlyDictionary<string, Order> Orders => _orders;

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/gateway");

    public static async Task<PaymentStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var gateway = new PaymentStandIn(app);
        app.MapPost("/gateway/{what}", (Delegate)gateway.TakeAsync);
        await app.StartAsync();
        return gateway;
    }

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

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private async Task<IResult> TakeAsync(string what, HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        string Header(string name) => http.Request.Headers[name].ToString();
        var (time, nonce) = (Header(MessageSignature.TimeHeader), Header(MessageSignature.NonceHeader));
        var path = http.Request.Path.Value!;
        if (Header(HttpPaymentGateway.MerchantHeader) != Merchant
            || Header(MessageSignature.SignatureHeader) != MessageSignature.Of(Secret, MessageSignature.Ask, path, time, nonce, body)
            || !_nonces.TryAdd(nonce, true))
        {
            return Results.Unauthorized();
        }

        Interlocked.Increment(ref _arrivals);
        switch (Mood)
        {
            case PaymentMood.Down:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case PaymentMood.Declining:
                return Results.UnprocessableEntity();
        }

        using var question = JsonDocument.Parse(body);
        var answer = Mood == PaymentMood.Garbage ? "<html>welcome</html>" : JsonSerializer.Serialize(Do(what, question.RootElement), JsonSerializerOptions.Web);
        if (Mood == PaymentMood.DroppingAfterTaking)
        {
            http.Abort();
            return Results.Empty;
        }

        if (Mood == PaymentMood.Slow)
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (Mood == PaymentMood.Endless)
        {
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.WriteAsync(new string(' ', 65536));
            }

            return Results.Empty;
        }

        http.Response.Headers[MessageSignature.TimeHeader] = time;
        http.Response.Headers[MessageSignature.SignatureHeader] = MessageSignature.Of(Mood == PaymentMood.Forged ? "other" : Secret, MessageSignature.Answer, path, time, nonce, answer);
        return Results.Content(answer, "application/json");
    }

    private object Do(string what, JsonElement asked)
    {
        var number = asked.GetProperty("number").GetString()!;
        switch (what)
        {
            case "orders":
                _orders.TryAdd(number, new Order(number, asked.GetProperty("amountFen").GetInt64(), asked.GetProperty("returnUrl").GetString()!, asked.GetProperty("notifyUrl").GetString()!));
                return new { number, payUrl = $"{Url.GetLeftPart(UriPartial.Authority)}/pay/{number}" };
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
