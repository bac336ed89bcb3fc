using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Catalogue.TryOut;

/// <summary>All that a try knows; it travels in the page and nowhere else, so that a try leaves no trace.</summary>
internal sealed record TryState
{
    public required string Name { get; init; }

    /// <summary>The content that is tried, as JSON.</summary>
    public required string Content { get; init; }

    /// <summary>person or company; empty until it was chosen.</summary>
    public string Party { get; init; } = "";

    public string Mode { get; init; } = FormContext.Normal;

    /// <summary>Chosen, where the item does not ask.</summary>
    public string Situation { get; init; } = "";

    public string Answers { get; init; } = "{}";
}

/// <summary>Packs and signs a state for a hidden field; what was not written here is not read.</summary>
internal sealed class TryStates(IDataProtectionProvider protection)
{
    private const int MostBytes = 4 * 1024 * 1024;
    private readonly IDataProtector _protector = protection.CreateProtector("Zhengtong.Catalogue.TryOut");

    public string Write(TryState state)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, state);
        }

        return Convert.ToBase64String(_protector.Protect(packed.ToArray()));
    }

    /// <returns>Null when it was tampered with, or is of another time.</returns>
    public TryState? Read(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MostBytes)
        {
            return null;
        }

        try
        {
            using var brotli = new BrotliStream(new MemoryStream(_protector.Unprotect(Convert.FromBase64String(text))), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<TryState>(brotli);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            // Foreseen: an altered or outdated page. The reader is asked to begin again.
            return null;
        }
    }
}
