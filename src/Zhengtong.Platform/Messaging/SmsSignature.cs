using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Platform.Messaging;

/// <summary>The signature of a request to the gateway: HMAC-SHA256 over time, idempotency key and body, in lower-case hex.</summary>
public static class SmsSignature
{
    public const string KeyHeader = "X-Access-Key";
    public const string TimeHeader = "X-Timestamp";
    public const string SignatureHeader = "X-Signature";
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <param name="time">Seconds since 1970, as sent in <see cref="TimeHeader"/>; lets the gateway refuse a request replayed later.</param>
    public static string Of(string secret, string time, string idempotencyKey, string body) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}\n{idempotencyKey}\n{body}")));
}
