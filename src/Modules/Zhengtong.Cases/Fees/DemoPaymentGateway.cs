using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Fees;

/// <summary>
/// The payment platform of the demo (<c>Demo:Enabled</c> and no <c>Payment:Url</c>): one process, no money, and a page on which to pay. What it tells is signed and
/// believed the same way as a real platform's word.
/// </summary>
internal sealed class DemoPaymentGateway(IOptions<PaymentSettings> options, TimeProvider clock) : IPaymentGateway
{
    public const string Path = "/demo/pay/";
    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    internal sealed record Account(PaymentRequest Request, Payment Paid, string Refund);

    public bool Configured => true;

    public Task<Outcome<string>> CreateAsync(PaymentRequest request, CancellationToken ct)
    {
        _accounts.TryAdd(request.Number, new Account(request, Payment.None(request.Number), ""));
        return Task.FromResult<Outcome<string>>(new Uri(new Uri(request.ReturnUrl), Path + request.Number).AbsoluteUri);
    }

    public Task<Outcome<Payment>> QueryAsync(string number, CancellationToken ct) =>
        Task.FromResult<Outcome<Payment>>(_accounts.TryGetValue(number, out var account) ? account.Paid : Payment.None(number));

    /// <summary>A demo that was started again has forgotten the payment; there is no money to hold back.</summary>
    public Task<Outcome<string>> RefundAsync(string number, long fen, string reason, CancellationToken ct) => Task.FromResult<Outcome<string>>($"DEMO-T-{number}");

    public Account? Find(string number) => _accounts.GetValueOrDefault(number);

    /// <returns>The notification of the payment; the same payment however often the button is pressed.</returns>
    public TakeNotification.Envelope Pay(string number)
    {
        var now = clock.GetUtcNow();
        var paid = _accounts.AddOrUpdate(
            number,
            _ => throw new InvalidOperationException($"No order {number}."),
            (_, account) => account.Paid.Paid ? account : account with { Paid = new Payment(number, account.Request.AmountFen, $"DEMO-{number}", now.UtcDateTime, "") }).Paid;
        var body = JsonSerializer.Serialize(new TakeNotification.Told(number, paid.AmountFen, paid.Transaction, paid.PaidAt, null), JsonSerializerOptions.Web);
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var settings = options.Value;
        return new TakeNotification.Envelope(settings.Merchant, time, nonce, MessageSignature.Of(settings.Secret, MessageSignature.Ask, TakeNotification.Path, time, nonce, body), body);
    }
}
