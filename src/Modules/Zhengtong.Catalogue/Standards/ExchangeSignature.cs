using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Catalogue.Standards;

/// <summary>The signature of a message between the platform and the standard-quality system: HMAC-SHA256 over direction, path, time, nonce and body, in lower-case hex.</summary>
internal static class ExchangeSignature
{
    public const string UnitHeader = "X-Unit";
    public const string TimeHeader = "X-Timestamp";
    public const string NonceHeader = "X-Nonce";
    public const string SignatureHeader = "X-Signature";
    public const string Ask = "POST";
    public const string Answer = "ANSWER";

    public static string Of(string secret, string direction, string path, string time, string nonce, string body) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{direction}\n{path}\n{time}\n{nonce}\n{body}")));

    public static bool Same(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
}
