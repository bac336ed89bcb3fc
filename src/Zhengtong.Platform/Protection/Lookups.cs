using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Finds a row by a value that the store does not hold: a hash with a key of the installation lies beside what is sealed. Without the key nobody can try out all phone numbers. When the key is
/// exchanged (<see cref="Relookup"/>) a hash is hashed once more under the new key, which asks for no value: so the keys make a chain that every value goes through, and each but the newest is worth
/// nothing by itself. From the second on the number of the key stands before the hash: what an exchange has brought along already shows, and one broken off goes on without asking what it did.
/// </summary>
/// <param name="read">The keys, oldest first; asked once.</param>
public sealed class Lookups(Func<IReadOnlyList<byte[]>> read)
{
    public const int Length = 64;
    private volatile IReadOnlyList<byte[]>? _keys;

    /// <summary>How many keys this process hashes with; null before it has hashed anything.</summary>
    internal int? Known => _keys?.Count;

    private IReadOnlyList<byte[]> Keys => _keys ??= read();

    /// <summary>The keyed hash of a value in a field: equal values of different fields do not match.</summary>
    /// <param name="value">No hash of this kind itself, nor anything with one in it: it would not be the same after an exchange.</param>
    public string Of(string field, string value) =>
        Onward(Convert.ToHexString(HMACSHA256.HashData(Keys[0], Encoding.UTF8.GetBytes(field + "\n" + value))), 1);

    /// <summary>A hash of before the newest key, brought under it; null when it is under that already, or is none.</summary>
    public string? Renew(string hash) => hash.Length == Length && GenerationOf(hash) is var generation && generation < Keys.Count ? Onward(hash, generation) : null;

    private string Onward(string hash, int generation)
    {
        for (var next = generation + 1; next <= Keys.Count; next++)
        {
            hash = string.Create(CultureInfo.InvariantCulture, $"{next}.{Convert.ToHexString(HMACSHA256.HashData(Keys[next - 1], Encoding.UTF8.GetBytes(hash)))}")[..Length];
        }

        return hash;
    }

    private static int GenerationOf(string hash) => hash.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? int.Parse(hash.AsSpan(0, end), CultureInfo.InvariantCulture) : 1;
}
