using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>
/// Locks and unlocks a member's account, sets a new first password and takes the authenticator back. Each wants a reason; what opens the account of one who manages staff wants a second person too.
/// </summary>
internal sealed class EditAccount(Database db, Passwords passwords, Attempts attempts, SessionStore sessions, AskTwo two)
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

    public async Task<Outcome> LockAsync(Guid staffId, Act act, CancellationToken ct) => await db.LeavesNobodyAsync(staffId, null, LegalDay.Of(act.At), ct)
        ? StaffScope.LastAdministrator
        : await ChangeAsync(staffId, act, "account-locked", account => account.Lock(act.At), ct);

    /// <returns>The act that waits for a second person; null when it is done.</returns>
    public Task<Outcome<Guid?>> UnlockAsync(Guid staffId, Act act, CancellationToken ct) => OpenAsync(DangerousKind.Unlock, staffId, act, ct);

    /// <summary>The phone with the authenticator is lost: the next sign-in asks for a text message, until a new one is set up.</summary>
    /// <inheritdoc cref="UnlockAsync"/>
    public Task<Outcome<Guid?>> ResetSecondFactorAsync(Guid staffId, Act act, CancellationToken ct) => OpenAsync(DangerousKind.ResetSecondFactor, staffId, act, ct);

    /// <summary>What two persons agreed on; staged in the save of the answer.</summary>
    public async Task<Outcome> StageAgreedAsync(DangerousKind kind, Guid staffId, Act act, CancellationToken ct) =>
        await StageAsync(staffId, act, WordOf(kind), ChangeOf(kind), ct) is { Ok: false } refused ? refused : Outcome.Done();

    private async Task<Outcome<Guid?>> OpenAsync(DangerousKind kind, Guid staffId, Act act, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (found.TryGet(out var member) && await db.ManagesStaffAsync(staffId, LegalDay.Of(act.At), ct))
        {
            var region = await db.Set<Organisation>().Where(o => o.Id == member.OrganisationId).Select(o => o.RegionCode).SingleAsync(ct);
            var what = kind == DangerousKind.Unlock ? $"恢复管理员{member.Name}的账号" : $"重置管理员{member.Name}的动态口令";
            var asked = await two.AskAsync(kind, staffId, member.Name, region, what, new { }, act, ct);
            return asked.TryGet(out var id) ? (Guid?)id : Outcome<Guid?>.Because(asked.Problems);
        }

        var done = await ChangeAsync(staffId, act, WordOf(kind), ChangeOf(kind), ct);
        return done.Ok ? (Guid?)null : Outcome<Guid?>.Because(done.Problems);
    }

    private static string WordOf(DangerousKind kind) => kind == DangerousKind.Unlock ? "account-unlocked" : "second-factor-reset";

    private static Action<Account> ChangeOf(DangerousKind kind) => kind == DangerousKind.Unlock ? account => account.Unlock() : account => account.DropTotp();

    private async Task<Outcome> ChangeAsync(Guid staffId, Act act, string what, Action<Account> change, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 200)
        {
            return Problem.Invalid("identity.reason-missing", "请写明原因（200 字以内），它会留在记录中。", "Reason");
        }

        var staged = await StageAsync(staffId, act, what, change, ct);
        if (!staged.TryGet(out var account))
        {
            return staged;
        }

        var saved = await db.SaveAsync(ct);
        sessions.ForgetAccount(account.Id);
        if (saved.Ok)
        {
            await attempts.ForgetAsync(account.Kind + ":" + account.Login, ct);
        }

        return saved;
    }

    private async Task<Outcome<Account>> StageAsync(Guid staffId, Act act, string what, Action<Account> change, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (!found.TryGet(out var member))
        {
            return Outcome<Account>.Because(found.Problems);
        }

        var account = await db.Set<Account>().SingleAsync(x => x.StaffId == staffId, ct);
        change(account);
        db.Record(member, act, what);
        return account;
    }
}
