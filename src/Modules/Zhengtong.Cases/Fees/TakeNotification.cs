using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Fees;

/// <summary>
/// The gateway's word that an order was paid. Anybody can knock here, so nothing is believed before merchant, time, signature and nonce are right. The nonce is
/// saved with the payment, so that a replay fails even when both arrive at once.
/// </summary>
internal sealed class TakeNotification(SettlePayment settle, IOptions<PaymentSettings> options, TimeProvider clock, ILogger<TakeNotification> log)
{
    public const string Path = "/payment/notifications";
    private const int Longest = 16 * 1024;
    public static readonly Problem Forged = Problem.Forbidden("cases.payment-forged", "签名、时间或随机数不符，通知没有采用。");
    public static readonly Problem Replayed = Problem.Conflict("cases.payment-replayed", "这条通知已经处理过。");
    public static readonly Problem Unreadable = Problem.Invalid("cases.payment-unreadable", "通知内容无法识别。");

    internal sealed record Envelope(string Merchant, string Time, string Nonce, string Signature, string Body);

    internal sealed record Told(string? Number, long AmountFen, string? Transaction, DateTime? PaidAt, string? BillNumber);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, ReceiveAsync).AllowAnonymous();

    public async Task<Outcome> HandleAsync(Envelope sent, CancellationToken ct)
    {
        var settings = options.Value;
        if (!Believable(sent, settings))
        {
            log.LogWarning("A payment notification of merchant {Merchant} was refused: time, nonce or signature wrong", sent.Merchant.Length > 40 ? sent.Merchant[..40] : sent.Merchant);
            return Forged;
        }

        if (Read(sent.Body) is not { } payment)
        {
            return Unreadable;
        }

        return await settle.HandleAsync(payment, "支付平台通知", new PaymentNonce { Nonce = sent.Nonce, At = Act.Micro(clock.GetUtcNow().UtcDateTime) }, ct);
    }

    private bool Believable(Envelope sent, PaymentSettings settings) =>
        settings.Secret.Length > 0
        && sent.Merchant == settings.Merchant
        && sent.Nonce.Length is >= 16 and <= 64
        && long.TryParse(sent.Time, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - time) <= settings.ToleranceMinutes * 60
        && MessageSignature.Same(sent.Signature, MessageSignature.Of(settings.Secret, MessageSignature.Ask, Path, sent.Time, sent.Nonce, sent.Body));

    private static Payment? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<Told>(body, JsonSerializerOptions.Web)
                is { Number.Length: > 0 and <= 40, Transaction.Length: > 0 and <= 100 } told
                && told.BillNumber is null or { Length: <= 60 }
                ? new Payment(told.Number, told.AmountFen, told.Transaction, told.PaidAt, told.BillNumber ?? "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>200 when it is written down (again: 200 too); 401 not believed; 404, 409, 422 not to be repeated unchanged.</summary>
    private static async Task<IResult> ReceiveAsync(HttpContext http, TakeNotification take, CancellationToken ct)
    {
        if (http.Request.ContentLength is null or > Longest)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(ct);
        string Header(string name) => http.Request.Headers[name].ToString();
        var outcome = await take.HandleAsync(
            new Envelope(Header(HttpPaymentGateway.MerchantHeader), Header(MessageSignature.TimeHeader), Header(MessageSignature.NonceHeader), Header(MessageSignature.SignatureHeader), body), ct);
        return outcome.Ok ? Results.Json(new { accepted = true })
            : outcome.Problems[0] == Forged ? Results.Unauthorized()
            : outcome.Problems[0].Kind == ProblemKind.Invalid ? Results.UnprocessableEntity()
            : Results.StatusCode(outcome.Problems[0].Kind.Status());
    }
}
