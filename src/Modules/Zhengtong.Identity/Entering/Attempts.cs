using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// Slows guessing down without letting anybody lock out somebody else: the wait belongs to the pair of account and address. An account that many
/// addresses guess at stays open, but asks for a code besides the password. Unknown accounts are counted like known ones, so that neither time nor
/// text tells them apart. Works in a context of its own: an attempt counts even when the caller's act fails.
/// </summary>
internal sealed class Attempts(IServiceScopeFactory scopes, PersonalData personal, TimeProvider clock)
{
    public const int FreePerAccount = 5;
    public const int FreePerAddress = 60;
    public const int WithoutCode = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly TimeSpan ForgottenOverall = TimeSpan.FromHours(24);

    /// <summary>Counts an attempt before it is judged, so that many at once do not slip through.</summary>
    /// <returns>How long to wait; null when the attempt may be judged.</returns>
    public async Task<TimeSpan?> TakeAsync(string kind, string login, string address, CancellationToken ct) =>
        await CountAsync(Key(kind, login, address), FreePerAccount, Forgotten, ct) ?? await TakeFromAsync(kind, address, ct);

    /// <summary>The limit of one address over all accounts; wide, since a hall or a company goes out by one address.</summary>
    public Task<TimeSpan?> TakeFromAsync(string kind, string address, CancellationToken ct) => CountAsync(Key(kind, "", address), FreePerAddress, Forgotten, ct);

    public async Task SucceededAsync(string kind, string login, string address, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var attempts = scope.ServiceProvider.GetRequiredService<Database>().Set<Attempt>();
        var (ofAccount, ofAddress) = (Key(kind, login, address), Key(kind, "", address));
        await attempts.Where(x => x.Key == ofAccount).ExecuteDeleteAsync(ct);
        await attempts.Where(x => x.Key == ofAddress && x.Failures > 0)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Failures, x => x.Failures - 1).SetProperty(x => x.Revision, x => x.Revision + 1), ct);
    }

    /// <summary>Books a wrong password against the account as a whole.</summary>
    public Task FailedAsync(string login, CancellationToken ct) => CountAsync(Overall(login), int.MaxValue, ForgottenOverall, ct);

    /// <summary>True when so many have guessed at the account that a password alone proves little.</summary>
    public async Task<bool> NeedsCodeAsync(string login, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var key = Overall(login);
        var since = clock.GetUtcNow().UtcDateTime - ForgottenOverall;
        return await scope.ServiceProvider.GetRequiredService<Database>().Set<Attempt>().AnyAsync(x => x.Key == key && x.LastAt > since && x.Failures >= WithoutCode, ct);
    }

    public async Task ForgetAsync(string login, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var key = Overall(login);
        await scope.ServiceProvider.GetRequiredService<Database>().Set<Attempt>().Where(x => x.Key == key).ExecuteDeleteAsync(ct);
    }

    /// <summary>30 s after the first attempt too many, then twice as long each time.</summary>
    internal static TimeSpan WaitAfter(int failures, int free) => failures <= free
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 30 * Math.Pow(2, Math.Min(failures - free - 1, 10))));

    private async Task<TimeSpan?> CountAsync(string key, int free, TimeSpan forgotten, CancellationToken ct)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Database>();
            var now = clock.GetUtcNow().UtcDateTime;
            var attempt = await db.Set<Attempt>().SingleOrDefaultAsync(x => x.Key == key, ct);
            if (attempt is null)
            {
                attempt = new Attempt { Key = key, NotBefore = now };
                db.Add(attempt);
            }
            else if (attempt.NotBefore > now)
            {
                return attempt.NotBefore - now;
            }
            else if (now - attempt.LastAt > forgotten)
            {
                attempt.Failures = 0;
            }

            attempt.Failures++;
            attempt.Revision++;
            attempt.LastAt = now;
            attempt.NotBefore = now + WaitAfter(attempt.Failures + 1, free);
            if ((await db.SaveAsync(ct)).Ok)
            {
                return null;
            }
        }

        // Five others were faster each time: that is a flood.
        return TimeSpan.FromSeconds(30);
    }

    private string Key(string kind, string login, string address) => personal.LookupOf("attempt-" + kind, login + "\n" + address);

    private string Overall(string login) => personal.LookupOf("attempt-overall", login);
}
