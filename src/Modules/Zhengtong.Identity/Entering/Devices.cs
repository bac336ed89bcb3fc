using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>Where an attempt comes from.</summary>
/// <param name="Device">The hash of the browser's cookie, once somebody has signed in from it; a cookie that nobody signed in with is as good as none.</param>
/// <param name="KnownToAccount">The account in question was signed in to from this browser.</param>
internal sealed record Place(string Address, string? Device = null, bool KnownToAccount = false)
{
    public string OfAccount => KnownToAccount ? Device! : Address;

    public static implicit operator Place(string address) => new(address);
}

/// <summary>Recognises browsers by a random cookie that says nothing by itself; the store has its hash.</summary>
internal sealed class Devices(Database db, SignInQueries queries, TimeProvider clock)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    /// <summary>Of what is remembered for half a year a day is near enough: to write it at every sign-in would be one wait for the disk more.</summary>
    private static readonly TimeSpan Precise = TimeSpan.FromDays(1);
    private const string Cookie = "zt-device";
    private const string Folder = "/account";

    /// <summary>What was read of this request's browser: whoever signs in from it need not ask again.</summary>
    private (Guid Account, string Hash, DateTime LastAt)? _read;

    /// <returns>Empty: it has no cookie.</returns>
    public static string HashOf(HttpContext http) => http.Request.HouseCookie(Cookie, Folder) is { Length: 64 } token ? RandomToken.HashOf(token) : "";

    /// <param name="accountId">Null for an account that does not exist: the same question is asked of the store.</param>
    public async Task<Place> PlaceAsync(HttpContext http, Guid? accountId, CancellationToken ct)
    {
        if (HashOf(http) is not { Length: > 0 } hash)
        {
            return http.Address();
        }

        var (since, account) = (clock.GetUtcNow().UtcDateTime - Remembered, accountId ?? Guid.Empty);
        if (await queries.KnownDeviceOf(db, hash, since, account, ct) is not { } known)
        {
            return http.Address();
        }

        _read = (known.AccountId, hash, known.LastAt);
        return new Place(http.Address(), hash, known.AccountId == account);
    }

    /// <summary>This request's browser, as one of the account's own: it was read with the account when it was last used.</summary>
    public Place Own(HttpContext http, Guid accountId, string hash, DateTime last)
    {
        _read = (accountId, hash, last);
        return new Place(http.Address(), hash, true);
    }

    /// <summary>The holder of the account signed in from this browser.</summary>
    public async Task RememberAsync(HttpContext http, Guid accountId, CancellationToken ct)
    {
        var token = http.Request.HouseCookie(Cookie, Folder) is { Length: 64 } kept ? kept : Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        http.KeepCookie(Cookie, token, SameSiteMode.Lax, Folder, Remembered);
        var (hash, now) = (RandomToken.HashOf(token), Act.Micro(clock.GetUtcNow().UtcDateTime));
        var known = db.Set<KnownDevice>().Where(x => x.AccountId == accountId && x.DeviceHash == hash);
        var last = _read is { } read && read.Account == accountId && read.Hash == hash ? read.LastAt : await known.Select(x => (DateTime?)x.LastAt).SingleOrDefaultAsync(ct);
        if (last is null)
        {
            db.Add(new KnownDevice { AccountId = accountId, DeviceHash = hash, FirstAt = now, LastAt = now });
            // Two tabs signing in at once: the other one's row is as good.
            await db.SaveAsync(ct);
        }
        else if (last < now - Precise)
        {
            await db.UpdateAsync(known, s => s.SetProperty(x => x.LastAt, now), ct);
        }
    }
}
