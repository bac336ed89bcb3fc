using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Fees;

/// <summary>Speaks signed JSON over HTTP with a payment platform (<c>docs/payment.md</c>). An answer counts only when its signature is right.</summary>
internal sealed class HttpPaymentGateway(IHttpClientFactory clients, IOptions<PaymentSettings> options, TimeProvider clock) : IPaymentGateway
{
    public const string Client = "payment";
    public const string MerchantHeader = "X-Merchant";
    public static readonly Problem Away = Problem.Conflict("cases.payment-away", "支付平台暂时没有应答，请稍后再试。您没有被重复扣款。");
    public static readonly Problem Odd = Problem.Conflict("cases.payment-odd", "支付平台的应答无法核实，没有采用。请稍后再试，或到办事窗口咨询。");
    public static readonly Problem Declined = Problem.Conflict("cases.payment-declined", "支付平台没有接受这笔缴费，请联系办理机关。");

    private readonly PaymentSettings _settings = options.Value;

    public bool Configured => _settings.Url is not null;

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

    private async Task<Outcome<T>> AskAsync<T>(string what, object question, CancellationToken ct)
    {
        if (_settings.Url is not { } root)
        {
            return Away;
        }

        var url = new Uri($"{root.AbsoluteUri.TrimEnd('/')}/{what}");
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_settings.TimeoutSeconds));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            using var request = Signed(url, nonce, JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
            using var client = clients.CreateClient(Client);
            using var response = await client.SendAsync(request, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Read<T>(url, nonce, response, await response.Content.ReadAsStringAsync(either.Token)),
                HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => Declined,
                _ => Away,
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Away;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Away;
        }
    }

    private HttpRequestMessage Signed(Uri url, string nonce, string body)
    {
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add(MerchantHeader, _settings.Merchant);
        request.Headers.Add(MessageSignature.TimeHeader, time);
        request.Headers.Add(MessageSignature.NonceHeader, nonce);
        request.Headers.Add(MessageSignature.SignatureHeader, MessageSignature.Of(_settings.Secret, MessageSignature.Ask, url.AbsolutePath, time, nonce, body));
        return request;
    }

    private Outcome<T> Read<T>(Uri url, string nonce, HttpResponseMessage response, string body)
    {
        var time = Header(response, MessageSignature.TimeHeader);
        var right = MessageSignature.Of(_settings.Secret, MessageSignature.Answer, url.AbsolutePath, time, nonce, body);
        if (!MessageSignature.Same(Header(response, MessageSignature.SignatureHeader), right))
        {
            return Odd;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body, JsonSerializerOptions.Web) is { } answer ? answer : Odd;
        }
        catch (JsonException)
        {
            return Odd;
        }
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private sealed record Created(string? Number, string? PayUrl);

    private sealed record Found(string? Number, bool Paid, long AmountFen, string? Transaction, DateTime? PaidAt, string? BillNumber);

    private sealed record Refunded(string? Number, long AmountFen, string? Refund);
}
