using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>The hosts of departments' systems that may be asked (setting <c>SingleSignOn:Hosts</c>): every public one by default, private networks only where named.</summary>
internal sealed class SystemHosts(IConfiguration configuration) : OutwardHosts(configuration["SingleSignOn:Hosts"] ?? "*")
{
    public const string Client = "identity-systems";
}

/// <summary>
/// Tells systems that a session ended by a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4), never while somebody waits for a page. A system that does not answer is tried again for
/// about twenty minutes; told twice after a crash, it ends what has ended.
/// </summary>
internal sealed class TellSignOut(IServiceScopeFactory scopes, IHttpClientFactory clients, SystemHosts hosts, SsoKeys keys, TimeProvider clock, ILogger<TellSignOut> log) : IRecurringJob
{
    public const string JobName = "identity.tell-sign-out";
    private const int Portion = 20;
    private const int AtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromSeconds(5);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken ct)
    {
        IReadOnlyList<SsoSignOut> due;
        do
        {
            await using var scope = scopes.CreateAsyncScope();
            due = await scope.ServiceProvider.GetRequiredService<Database>().ClaimDueAsync<SsoSignOut>(Portion, Now, Lease, ct);
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (notice, stop) => await AttemptAsync(notice, stop));
        }
        while (due.Count == Portion);
    }

    private async Task AttemptAsync(SsoSignOut notice, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var system = await db.Set<SsoSystem>().AsNoTracking().SingleAsync(s => s.Id == notice.SystemId, ct);
        var grant = await db.Set<SsoGrant>().AsNoTracking().SingleAsync(g => g.Id == notice.GrantId, ct);
        var missed = await SendAsync(system, grant, notice, ct);
        db.Attach(notice);
        if (missed is null)
        {
            notice.Told(Now);
        }
        else
        {
            log.LogWarning("Sign-out {Id} to system {System}: {Why}", notice.Id, system.ClientId, missed);
            notice.Missed(missed, Now);
        }

        // What was told is booked even when the node is told to stop.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <returns>Why it was not told; null: it was.</returns>
    private async Task<string?> SendAsync(SsoSystem system, SsoGrant grant, SsoSignOut notice, CancellationToken ct)
    {
        if (hosts.Of(system.Facts.BackChannelUri) is not { } address)
        {
            return "不在允许访问的主机名单里";
        }

        try
        {
            using var client = clients.CreateClient(SystemHosts.Client);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = TokenOf(system, grant, notice) });
            using var answer = await client.PostAsync(address, form, ct);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent ? null : $"应答 {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "连接不上";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "没有在规定时间内应答";
        }
    }

    /// <summary>The session alone says what ended (section 2.4): the subject is named only where it may be.</summary>
    private string TokenOf(SsoSystem system, SsoGrant grant, SsoSignOut notice)
    {
        var claims = new Dictionary<string, object>
        {
            ["sid"] = grant.Sid,
            ["jti"] = notice.Id.ToString("N"),
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
        };
        if (notice.Subject.Length > 0)
        {
            claims["sub"] = notice.Subject;
        }

        return Tokens.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "logout+jwt",
            Issuer = grant.Issuer,
            Audience = system.ClientId,
            IssuedAt = Now,
            Expires = Now.AddMinutes(2),
            SigningCredentials = keys.Signing(system.OldSignature),
            Claims = claims,
        });
    }
}
