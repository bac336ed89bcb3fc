using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Platform.Messaging;

/// <summary>
/// The signature of a message between the platform and an outside system with a shared secret: HMAC-SHA256 in lower-case hex over direction, path, time, nonce and body, one a
/// line. Answers are signed under the nonce of their request, so that an answer cannot be given to another question.
/// </summary>
public static class MessageSignature
{
    public const string TimeHeader = "X-Timestamp";
    public const string NonceHeader = "X-Nonce";
    public const string SignatureHeader = "X-Signature";
    public const string Ask = "POST";
    public const string Answer = "ANSWER";

    /// <param name="time">Seconds since 1970.</param>
    public static string Of(string secret, string direction, string path, string time, string nonce, string body) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{direction}\n{path}\n{time}\n{nonce}\n{body}")));

    public static bool Same(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
}
