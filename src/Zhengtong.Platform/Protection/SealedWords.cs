using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// What somebody looks for may be the name of a person, and addresses stand in histories and in the logs of proxies: it travels sealed, and for a working day, so that a list can still be paged
/// through and gone back to.
/// </summary>
public sealed class SealedWords(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);
    private readonly IDataProtector _protector = protection.CreateProtector("Zhengtong.Platform.SealedWords");

    public string? Seal(string? words) =>
        string.IsNullOrWhiteSpace(words) ? null : _protector.Protect(clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + "\n" + words.Trim());

    /// <returns>null: nothing is looked for, or not any more.</returns>
    public string? Open(string? hidden)
    {
        try
        {
            return hidden is { Length: > 0 } && _protector.Unprotect(hidden).Split('\n', 2) is [var at, var words]
                && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture)) <= Life ? words : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
