using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Platform.Messaging;

/// <summary>A code sent to an address to prove that somebody reads it (验证码). The store knows only hashes.</summary>
public sealed class OneTimeCode
{
    private const int Rounds = 10_000;

    public Guid Id { get; private set; }

    /// <summary>For example <c>sign-in</c>: a code for one purpose is no good for another.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>Keyed (<see cref="Protection.Lookups"/>): there are few enough phone numbers to try them all against a plain hash.</summary>
    public string AddressHash { get; private set; } = "";

    public string CodeHash { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>The minute it was made in; unique with the address, so that two requests at once cannot both pass the limit of one a minute.</summary>
    public long Minute { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public int Attempts { get; private set; }

    public DateTime? UsedAt { get; private set; }

    /// <summary>Two attempts at once count as two: the store refuses the second save.</summary>
    public int Revision { get; private set; }

    internal static OneTimeCode Of(string purpose, string addressHash, string code, DateTime now)
    {
        var id = Guid.CreateVersion7();
        return new OneTimeCode
        {
            Id = id,
            Purpose = purpose,
            AddressHash = addressHash,
            CodeHash = HashOfCode(id, code),
            CreatedAt = now,
            Minute = now.Ticks / TimeSpan.TicksPerMinute,
            ExpiresAt = now + OneTimeCodeRules.Life,
        };
    }

    internal static string Normal(string address) => address.Trim().ToLowerInvariant();

    /// <summary>Counts the attempt whatever it gives.</summary>
    internal bool Try(string code, DateTime now)
    {
        Attempts++;
        Revision++;
        var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeHash), Encoding.ASCII.GetBytes(HashOfCode(Id, code.Trim())));
        UsedAt = right ? now : null;
        return right;
    }

    private static string HashOfCode(Guid id, string code) => Convert.ToHexStringLower(
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(code), id.ToByteArray(), Rounds, HashAlgorithmName.SHA256, 32));
}
