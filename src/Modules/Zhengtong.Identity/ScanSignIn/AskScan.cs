using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.ScanSignIn;

/// <summary>
/// 扫码登录, the side of the screen: a code for two minutes that only the browser that asked for it can use, once, after a phone has confirmed it. What the browser needs for that lies encrypted
/// in its cookie. Requirements 08.01, 08.02.
/// </summary>
internal sealed class AskScan(Database db, IDataProtectionProvider protection, Attempts attempts, Devices devices, TimeProvider clock)
{
    private readonly SealedCookie<Ask> _cookie = new(protection, "zt-scan", "/account/scan", SameSiteMode.Strict, "Zhengtong.Identity.Scan");

    /// <param name="Code">As the picture shows it.</param>
    internal sealed record Ask(Guid Id, string Code, string Browser, bool StepUp, string? ReturnUrl);

    internal enum State
    {
        /// <summary>There is no code, or it is over.</summary>
        None,
        Waiting,
        Confirmed,
        Refused,
    }

    public async Task<Outcome> MakeAsync(HttpContext http, bool stepUp, string? returnUrl, CancellationToken ct)
    {
        if (await attempts.TakeFromAsync("scan", await devices.PlaceAsync(http, null, ct), ct) is { } wait)
        {
            return CheckPassword.Wait(wait);
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var (code, codeHash) = RandomToken.New();
        var (browser, browserHash) = RandomToken.New();
        var device = http.Request.Headers.UserAgent.ToString();
        var request = new ScanRequest
        {
            Id = Guid.CreateVersion7(now), CodeHash = codeHash, BrowserHash = browserHash, Number = RandomNumberGenerator.GetInt32(10, 100), Address = http.Address(),
            Device = device.Length > 200 ? device[..200] : device, CreatedAt = now, ExpiresAt = now + ScanRequest.Life,
        };
        db.Add(request);
        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            _cookie.Keep(http, new Ask(request.Id, code, browser, stepUp, returnUrl));
        }

        return saved;
    }

    /// <summary>What this browser asked, and how it stands.</summary>
    public async Task<(Ask? Ask, ScanRequest? Request, State State)> FindAsync(HttpContext http, CancellationToken ct)
    {
        if (_cookie.Read(http) is not { } ask)
        {
            return (null, null, State.None);
        }

        var (hash, now) = (RandomToken.HashOf(ask.Browser), clock.GetUtcNow().UtcDateTime);
        var request = await db.Set<ScanRequest>().SingleOrDefaultAsync(x => x.Id == ask.Id && x.BrowserHash == hash && x.UsedAt == null && x.ExpiresAt > now, ct);
        return (ask, request, request switch
        {
            null => State.None,
            { RefusedAt: not null } => State.Refused,
            { ConfirmedAt: not null } => State.Confirmed,
            _ => State.Waiting,
        });
    }

    /// <summary>Uses the confirmed request up.</summary>
    public async Task<Outcome<Proof>> UseAsync(HttpContext http, ScanRequest request, CancellationToken ct)
    {
        request.Use(Act.Micro(clock.GetUtcNow().UtcDateTime));
        var saved = await db.SaveAsync(ct);
        if (!saved.Ok)
        {
            return Outcome<Proof>.Because(saved.Problems);
        }

        _cookie.Drop(http);
        await attempts.SucceededAsync("scan", "", await devices.PlaceAsync(http, null, ct), ct);
        var own = MethodStrength.Of(MethodStrength.Scan);
        return new Proof(request.AccountId!.Value, MethodStrength.Scan, request.Carries < own ? request.Carries : own);
    }
}
