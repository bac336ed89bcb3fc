using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// A question to one browser that it may answer once within five minutes. What was asked travels encrypted in its cookie, so that nothing is stored for people who walk away; that it was
/// answered is stored, and of two answers to the same question the key of the row lets one through. A question for one purpose is none for another.
/// </summary>
internal sealed class Challenges(Database db, IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public void Ask(HttpContext http, string purpose, string state) =>
        CookieOf(purpose).Keep(http, new Asked(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), state, clock.GetUtcNow().UtcDateTime));

    /// <returns>What was asked; null when nothing was, when it is too long ago, or when it was answered before.</returns>
    public async Task<string?> TakeAsync(HttpContext http, string purpose, CancellationToken ct)
    {
        if (Read(http, purpose) is not { } asked)
        {
            return null;
        }

        CookieOf(purpose).Drop(http);
        db.Add(new SpentChallenge { Key = asked.Key, ExpiresAt = asked.At + Life });
        return (await db.SaveAsync(ct)).Ok ? asked.State : null;
    }

    /// <summary>What is still being asked, to show it once more.</summary>
    public string? Peek(HttpContext http, string purpose) => Read(http, purpose)?.State;

    private Asked? Read(HttpContext http, string purpose) => CookieOf(purpose).Read(http) is { } asked && clock.GetUtcNow().UtcDateTime - asked.At <= Life ? asked : null;

    private SealedCookie<Asked> CookieOf(string purpose) => new(protection, "zt-ask-" + purpose, "/account", SameSiteMode.Strict, "Zhengtong.Identity.Challenge", purpose);

    private sealed record Asked(string Key, string State, DateTime At);
}
