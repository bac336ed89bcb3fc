using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Identity.Protecting;

/// <summary>A word that opens something to whoever holds it: 256 random bits, of which the store keeps the hash alone. A plain hash is enough, since nobody guesses at so many.</summary>
internal static class RandomToken
{
    public static (string Token, string Hash) New()
    {
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    public static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
