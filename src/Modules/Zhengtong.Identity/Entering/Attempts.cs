using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// Slows guessing down without letting anybody lock out somebody else: the wait belongs to the pair of account and place, and the place is the address, or the browser once somebody has signed
/// in from it (<see cref="Place"/>). An account that many places guess at stays open, but asks for a code besides the password, though not of its own browsers. Unknown accounts are counted
/// like known ones, so that neither time nor text tells them apart. Counts in a context of its own: an attempt counts even when the caller's act fails.
/// </summary>
internal sealed class Attempts(IServiceScopeFactory scopes, PersonalData personal, TimeProvider clock)
{
    public const int FreePerAccount = 5;
    public const int FreePerAddress = 60;

    /// <summary>Of all browsers known to somebody behind one address together: a hall is not locked out, and one account of his own opens nobody the way to guess at all others.</summary>
    public const int FreePerHall = 600;
    public const int WithoutCode = 20;
    private const string Hall = "\thall";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    public static readonly TimeSpan ForgottenOverall = TimeSpan.FromHours(24);

    /// <summary>Before now by any node's clock.</summary>
    private DateTime Past => clock.GetUtcNow().UtcDateTime - Forgotten;

    /// <summary>Counts an attempt before it is judged, so that many at once do not slip through.</summary>
    /// <returns>How long to wait; null when the attempt may be judged.</returns>
    public async Task<TimeSpan?> TakeAsync(string kind, string login, Place place, CancellationToken ct) =>
        await CountAsync(Key(kind, login, place.OfAccount), FreePerAccount, Forgotten, ct) ?? (place.KnownToAccount ? null : await TakeFromAsync(kind, place, ct));

    /// <summary>The limit of one place over all accounts; wide, since a hall or a company goes out by one address.</summary>
    public async Task<TimeSpan?> TakeFromAsync(string kind, Place place, CancellationToken ct) =>
        place.Device is null
            ? await CountAsync(Key(kind, "", place.Address), FreePerAddress, Forgotten, ct)
            : await CountAsync(Key(kind, "", place.Device), FreePerAddress, Forgotten, ct) ?? await CountAsync(Key(kind, Hall, place.Address), FreePerHall, Forgotten, ct);

    /// <summary>Forgets the failures of somebody in a browser of his own together with what <paramref name="db"/> saves next, his session: one wait for the disk, not two.</summary>
    public void SucceededAtHome(string kind, string login, Place place, Database db)
    {
        var row = db.Attach(new Attempt { Key = Key(kind, login, place.OfAccount), NotBefore = Past });
        row.Property(x => x.Failures).IsModified = true;
        row.Property(x => x.NotBefore).IsModified = true;
    }

    /// <param name="login">Empty when what succeeded was counted against the place alone.</param>
    public async Task SucceededAsync(string kind, string login, Place place, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, past) = (scope.ServiceProvider.GetRequiredService<Database>(), Past);
        if (login.Length > 0)
        {
            // The row stays for his next sign-in, which is counted by one statement then.
            var ofAccount = Key(kind, login, place.OfAccount);
            await db.UpdateAsync(db.Set<Attempt>().Where(x => x.Key == ofAccount), s => s.SetProperty(x => x.Failures, 0).SetProperty(x => x.NotBefore, past), ct);
        }

        if (login.Length > 0 && place.KnownToAccount)
        {
            return;
        }

        var ofPlace = Key(kind, "", place.Device ?? place.Address);
        var ofHall = place.Device is null ? ofPlace : Key(kind, Hall, place.Address);
        await db.UpdateAsync(
            db.Set<Attempt>().Where(x => (x.Key == ofPlace || x.Key == ofHall) && x.Failures > 0),
            s => s.SetProperty(x => x.Failures, x => x.Failures - 1),
            ct);
    }

    /// <summary>Books a wrong password against the account as a whole; one from a browser of its own only against that browser.</summary>
    public Task FailedAsync(string login, Place place, CancellationToken ct) => CountAsync(Overall(login, place), int.MaxValue, ForgottenOverall, ct);

    /// <returns>The keys of wrong passwords for an account: of all browsers but its own, and of this one.</returns>
    public (string Overall, string Here) OverallOf(ActorKind kind, string login, string device) => (Overall(Named(kind, login), ""), Overall(Named(kind, login), new Place("", device, true)));

    /// <summary>Accounts of staff and of applicants may have the same name.</summary>
    public static string Named(ActorKind kind, string login) => kind + ":" + login;

    public async Task ForgetAsync(string login, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, key) = (scope.ServiceProvider.GetRequiredService<Database>(), Overall(login, ""));
        await db.DeleteAsync(db.Set<Attempt>().Where(x => x.Key == key), ct);
    }

    /// <summary>30 s after the first attempt too many, then twice as long each time.</summary>
    internal static TimeSpan WaitAfter(int failures, int free) => failures <= free
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 30 * Math.Pow(2, Math.Min(failures - free - 1, 10))));

    private async Task<TimeSpan?> CountAsync(string key, int free, TimeSpan forgotten, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        for (var tries = 0; tries < 5; tries++)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (await AddFreeAsync(db, key, free, now, now - forgotten, ct) || await AddAsync(db, key, free, now, now - forgotten, ct))
            {
                return null;
            }

            if (await db.Set<Attempt>().Where(x => x.Key == key).Select(x => (DateTime?)x.NotBefore).SingleOrDefaultAsync(ct) is { } notBefore)
            {
                if (notBefore > now)
                {
                    return notBefore - now;
                }

                continue;
            }

            // The next is free (every limit is more than two), not from now on but since ever: another node's clock may be behind.
            db.Add(new Attempt { Key = key, Failures = 1, LastAt = now, NotBefore = now - forgotten });
            if ((await db.SaveAsync(ct)).Ok)
            {
                return null;
            }
        }

        // It came and went each time: that is a flood.
        return TimeSpan.FromSeconds(30);
    }

    /// <summary>Nearly every attempt: the first for long, or so few before it that none has to wait. EF reckons anew what every statement like this means, and this one means little.</summary>
    /// <returns>false: it is not there yet, or not free.</returns>
    private static async Task<bool> AddFreeAsync(Database db, string key, int free, DateTime now, DateTime since, CancellationToken ct)
    {
        var last = free - 1;
        return await db.UpdateAsync(
            db.Set<Attempt>().Where(x => x.Key == key && x.NotBefore <= now && (x.LastAt < since || x.Failures < last)),
            s => s.SetProperty(x => x.Failures, x => x.LastAt < since ? 1 : x.Failures + 1).SetProperty(x => x.LastAt, now),
            ct) == 1;
    }

    /// <summary>One statement, so that a hall whose people sign in at one moment holds nobody up.</summary>
    /// <returns>false: it is not there yet, or has to wait.</returns>
    private static async Task<bool> AddAsync(Database db, string key, int free, DateTime now, DateTime since, CancellationToken ct)
    {
        // Six waits, each twice the one before, and the last is the longest; each a variable, since whatever has to be reckoned within a statement is compiled for it anew.
        var (first, second, third, fourth, fifth, longest) = (Until(1), Until(2), Until(3), Until(4), Until(5), Until(6));
        var (last, one, two, three) = (free - 1, free + 1, free + 2, free + 3);
        var counted = await db.UpdateAsync(
            db.Set<Attempt>().Where(x => x.Key == key && x.NotBefore <= now),
            s => s.SetProperty(x => x.Failures, x => x.LastAt < since ? 1 : x.Failures + 1)
                .SetProperty(x => x.LastAt, now)
                .SetProperty(x => x.NotBefore, x =>
                    x.LastAt < since || x.Failures < last ? x.NotBefore
                    : x.Failures == last ? first
                    : x.Failures == free ? second
                    : x.Failures == one ? third
                    : x.Failures == two ? fourth
                    : x.Failures == three ? fifth
                    : longest),
            ct);
        return counted == 1;

        DateTime Until(int wait) => now + WaitAfter(wait, 0);
    }

    /// <param name="login">As it is, not hashed: a hash within a hash would not follow when the key is exchanged.</param>
    private string Key(string kind, string login, string address) => personal.LookupOf("attempt-" + kind, login + "\n" + address);

    private string Overall(string login, Place place) => personal.LookupOf("attempt-overall", place.KnownToAccount ? login + "\n" + place.Device : login);
}
