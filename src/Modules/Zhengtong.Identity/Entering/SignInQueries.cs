using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>The questions of every sign-in, translated once a process: in the morning a whole province comes at once.</summary>
internal sealed class SignInQueries
{
    /// <summary>
    /// By name or phone, or by the name under which the person signed in to a department's portal: two people of two portals may have had the same, then it says nothing. Former names are asked for
    /// whoever it is, so that how long it takes tells of none.
    /// </summary>
    public Func<Database, ActorKind, string, string, string, DateTime, string, string, DateTime, int, CancellationToken, Task<Claimant?>> ClaimantOf { get; } = EF.CompileAsyncQuery(
        (Database db, ActorKind kind, string login, string phone, string device, DateTime devicesSince, string overall, string here, DateTime guessesSince, int notice, CancellationToken ct) => (
            from x in db.Set<Account>()
            where x.Kind == kind && (x.Login == login || x.PhoneLookup == phone)
            select new { Account = x, Former = false }).Concat(
            from a in db.Set<LoginAlias>()
            where a.Login == login && !db.Set<LoginAlias>().Any(b => b.Login == login && b.PersonId != a.PersonId)
            join x in db.Set<Account>() on (Guid?)a.PersonId equals x.PersonId
            where x.Kind == kind
            select new { Account = x, Former = true }).OrderBy(x => x.Former).Select(x => new Claimant(
                x.Account,
                db.Set<KnownDevice>().Where(d => d.AccountId == x.Account.Id && d.DeviceHash == device && d.LastAt > devicesSince).Max(d => (DateTime?)d.LastAt),
                db.Set<Attempt>().Any(t => t.Key == overall && t.LastAt > guessesSince && t.Failures >= Attempts.WithoutCode),
                db.Set<Attempt>().Any(t => t.Key == here && t.LastAt > guessesSince && t.Failures >= Attempts.WithoutCode),
                db.Set<NoticeAgreement>().Any(n => n.PersonId == x.Account.PersonId && n.Version >= notice))).FirstOrDefault());

    /// <summary>Who signed in last from a browser since then; this account, if it is one of them.</summary>
    public Func<Database, string, DateTime, Guid, CancellationToken, Task<KnownDevice?>> KnownDeviceOf { get; } = EF.CompileAsyncQuery(
        (Database db, string hash, DateTime since, Guid account, CancellationToken ct) =>
            db.Set<KnownDevice>().AsNoTracking().Where(x => x.DeviceHash == hash && x.LastAt > since).OrderByDescending(x => x.AccountId == account).FirstOrDefault());

    /// <summary>To this version of the privacy notice or a later one.</summary>
    public Func<Database, Guid, int, CancellationToken, Task<bool>> HasAgreed { get; } = EF.CompileAsyncQuery(
        (Database db, Guid person, int version, CancellationToken ct) => db.Set<NoticeAgreement>().Any(x => x.PersonId == person && x.Version >= version));
}
