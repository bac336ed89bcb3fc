using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Locks and unlocks a member's account and sets a new first password. Each wants a reason and ends the open sessions.</summary>
internal sealed class EditAccount(Database db, Passwords passwords, Attempts attempts, SessionStore sessions)
{
    /// <summary>Without characters that look alike when read out.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 6) + "-" + RandomNumberGenerator.GetString("23456789", 6);

    public async Task<Outcome<string>> ResetPasswordAsync(Guid staffId, Act act, CancellationToken ct)
    {
        var password = NewPassword();
        var hash = passwords.Hash(password);
        var done = await ChangeAsync(staffId, act, "password-reset", account => account.SetPassword(hash, true, act.At), ct);
        return done.Ok ? password : Outcome<string>.Because(done.Problems);
    }

    public Task<Outcome> LockAsync(Guid staffId, Act act, CancellationToken ct) =>
        ChangeAsync(staffId, act, "account-locked", account => account.Lock(act.At), ct);

    public Task<Outcome> UnlockAsync(Guid staffId, Act act, CancellationToken ct) =>
        ChangeAsync(staffId, act, "account-unlocked", account => account.Unlock(), ct);

    private async Task<Outcome> ChangeAsync(Guid staffId, Act act, string what, Action<Account> change, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 200)
        {
            return Problem.Invalid("identity.reason-missing", "请写明原因（200 字以内），它会留在记录中。", "Reason");
        }

        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (!found.TryGet(out var member))
        {
            return found;
        }

        var account = await db.Set<Account>().SingleAsync(x => x.StaffId == staffId, ct);
        change(account);
        db.Record(member, act, what);
        var saved = await db.SaveAsync(ct);
        sessions.ForgetAccount(account.Id);
        if (saved.Ok)
        {
            await attempts.ForgetAsync(account.Kind + ":" + account.Login, ct);
        }

        return saved;
    }
}
