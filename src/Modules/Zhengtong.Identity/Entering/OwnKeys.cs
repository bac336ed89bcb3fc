using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// What an account has set up besides password and phone. Whoever set one up asks for more than that somebody holds his phone: neither a text message alone nor a recovered password opens such an
/// account, nor another platform that vouches for less; who lost them all proves himself at a counter or waits (<see cref="Recovering.RecoverPhone"/>).
/// </summary>
internal sealed record OwnKeys(bool Totp, bool Passkey, bool Certificate)
{
    public static readonly OwnKeys None = new(false, false, false);

    public bool Any => Totp || Passkey || Certificate;

    /// <summary>What any of them shows: one is asked for, whichever it is, so the least counts; null when none is set up.</summary>
    private AssuranceLevel? Shows => Totp || Passkey ? MethodStrength.Of(MethodStrength.Passkey) : Certificate ? MethodStrength.Of(MethodStrength.Certificate) : null;

    /// <summary>In words, for pages.</summary>
    public string Names => string.Join('、', ((string?[])[Totp ? "动态口令" : null, Passkey ? "通行密钥" : null, Certificate ? "数字证书" : null]).Where(n => n is not null));

    /// <summary>What is still asked of who has shown that much; null when that is as good as what is set up, or nothing is.</summary>
    public StepKind? Besides(AssuranceLevel shown) => Shows is not { } wanted || shown >= wanted ? null : Totp ? StepKind.TotpBesides : StepKind.KeyBesides;

    public static Task<OwnKeys> OfAsync(Database db, Guid accountId, CancellationToken ct) => db.Set<Account>().AsNoTracking().Where(a => a.Id == accountId).Select(a => new OwnKeys(
        a.TotpSecretHidden != "",
        db.Set<Passkey>().Any(p => p.AccountId == a.Id && p.RevokedAt == null),
        db.Set<BoundCertificate>().Any(c => c.AccountId == a.Id && c.RemovedAt == null))).SingleAsync(ct);

    /// <summary>They are lost: none of them opens the account any more, and who holds them is signed out. Stages rows.</summary>
    public static async Task DropAsync(Database db, Account account, DateTime at, CancellationToken ct)
    {
        account.DropTotp();
        foreach (var passkey in await db.Set<Passkey>().Where(p => p.AccountId == account.Id && p.RevokedAt == null).ToListAsync(ct))
        {
            passkey.Revoke(at);
        }

        foreach (var certificate in await db.Set<BoundCertificate>().Where(c => c.AccountId == account.Id && c.RemovedAt == null).ToListAsync(ct))
        {
            certificate.Remove(at);
        }
    }

    /// <summary>Whether one of them was shown since then: what is in use is not lost.</summary>
    public static async Task<bool> UsedSinceAsync(Database db, Account account, DateTime since, CancellationToken ct) =>
        (account.HasTotp && TotpCodes.TimeOf(account.TotpLastStep) > since)
        || await db.Set<Passkey>().AnyAsync(p => p.AccountId == account.Id && p.RevokedAt == null && p.LastUsedAt > since, ct)
        || await db.Set<BoundCertificate>().AnyAsync(c => c.AccountId == account.Id && c.RemovedAt == null && c.LastUsedAt > since, ct);
}
