using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Seals what must not be readable in the store and opens it again: AES-256-GCM under the newest key of the installation (18.08; 个人信息保护法 art 51). What is sealed for one purpose opens
/// for no other. Columns of the store are sealed by their mapping (<see cref="SealedColumns.IsSealed"/>): who reads and writes rows need not think of it.
/// </summary>
public sealed class Sealing(IDataProtectionProvider protection)
{
    private readonly ConcurrentDictionary<string, IDataProtector> _protectors = new(StringComparer.Ordinal);

    /// <summary>Nothing stays nothing, so that "no address" shows without a key.</summary>
    public string Seal(string purpose, string value) => value.Length == 0 ? "" : For(purpose).Protect(value);

    /// <exception cref="CryptographicException">It was altered, sealed for another purpose, or its key is gone.</exception>
    public string Open(string purpose, string hidden)
    {
        try
        {
            return hidden.Length == 0 ? "" : For(purpose).Unprotect(hidden);
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException(DoesNotOpen(purpose), e);
        }
    }

    public byte[] Seal(string purpose, byte[] value) => For(purpose).Protect(value);

    /// <exception cref="CryptographicException">It was altered, sealed for another purpose, or its key is gone.</exception>
    public byte[] Open(string purpose, byte[] hidden)
    {
        try
        {
            return For(purpose).Unprotect(hidden);
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException(DoesNotOpen(purpose), e);
        }
    }

    /// <summary>What was sealed under an older key, under the newest; null when it is under that already.</summary>
    /// <exception cref="CryptographicException">It was altered, sealed for another purpose, or its key is gone.</exception>
    public string? Renew(string purpose, string hidden)
    {
        try
        {
            return hidden.Length > 0 && Renew(purpose, Base64Url.DecodeFromChars(hidden)) is { } renewed ? Base64Url.EncodeToString(renewed) : null;
        }
        catch (FormatException e)
        {
            throw new CryptographicException(DoesNotOpen(purpose), e);
        }
    }

    /// <inheritdoc cref="Renew(string, string)"/>
    public byte[]? Renew(string purpose, byte[] hidden)
    {
        var protector = For(purpose);
        try
        {
            // A revoked key still opens here: what lies under it is to be brought away from it.
            var plain = ((IPersistedDataProtector)protector).DangerousUnprotect(hidden, ignoreRevocationErrors: true, out var old, out var revoked);
            var renewed = old || revoked ? protector.Protect(plain) : null;
            CryptographicOperations.ZeroMemory(plain);
            return renewed;
        }
        catch (CryptographicException e)
        {
            throw new CryptographicException(DoesNotOpen(purpose), e);
        }
    }

    /// <summary>Makes the first key where there is none: it is written on a connection of its own, which must not happen while another holds the one lock of a SQLite file.</summary>
    public void MakeReady() => For("Zhengtong.Ready").Protect([0]);

    private static string DoesNotOpen(string purpose) =>
        $"What is kept sealed for {purpose} does not open: it was altered or moved, or it was sealed with a key that this installation does not have.";

    private IDataProtector For(string purpose) => _protectors.GetOrAdd(purpose, protection.CreateProtector);
}
