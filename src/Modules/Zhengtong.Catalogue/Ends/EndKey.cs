using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Catalogue.Ends;

/// <summary>The key of an end: shown once, kept as its hash, compared in constant time.</summary>
internal static class EndKey
{
    public const string Header = "X-End-Key";
    private const int Bytes = 32;

    public static (string Key, byte[] Hash) New()
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (key, HashOf(key));
    }

    public static bool Fits(string key, byte[] hash) => CryptographicOperations.FixedTimeEquals(HashOf(key), hash);

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
