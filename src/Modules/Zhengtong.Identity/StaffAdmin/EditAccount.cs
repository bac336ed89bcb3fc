using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>
/// Locks and unlocks a member's account, sets a new first password and takes lost keys back. Each wants a reason; what opens the account of one who manages staff wants a second person too.
/// </summary>
internal sealed class EditAccount(Database db, Passwords passwords, PersonalData personal, Attempts attempts, SessionStore sessions, AskTwo two, IMessages messages)
{
    private static readonly Dictionary<string, string> Told = new()
    {
        ["second-factor-reset"] = "您的动态口令、通行密钥和数字证书已重置",
        ["sessions-ended"] = "您的账号已在所有设备上退出登录",
    };

    /// <summary>Without characters that look alike when read out.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 6) + "-" + RandomNumberGenerator.GetString("23456789", 6);

    public async Task<Outcome<string>> ResetPasswordAsync(Guid staffId, Act act, CancellationToken ct)
    {
        var password = NewPassword();
        var hash = passwords.Hash(password);
        var done = await ChangeAsync(staffId, act, "password-reset", AtOnce(account => account.SetPassword(hash, true, act.At)), ct);
        return done.Ok ? password : Outcome<string>.Because(done.Problems);
    }

    public async Task<Outcome> LockAsync(Guid staffId, Act act, CancellationToken ct) => await db.LeavesNobodyAsync(staffId, null, LegalDay.Of(act.At), ct)
        ? StaffScope.LastAdministrator
        : await ChangeAsync(staffId, act, "account-locked", AtOnce(account => account.Lock(act.At)), ct);

    /// <summary>Signed out everywhere, at once; he may sign in anew.</summary>
    public Task<Outcome> EndSessionsAsync(Guid staffId, Act act, CancellationToken ct) => ChangeAsync(staffId, act, "sessions-ended", AtOnce(account => account.EndSessions()), ct);

    /// <returns>The act that waits for a second person; null when it is done.</returns>
    public Task<Outcome<Guid?>> UnlockAsync(Guid staffId, Act act, CancellationToken ct) => OpenAsync(DangerousKind.Unlock, staffId, act, ct);

    /// <summary>Authenticator, passkeys or certificates are lost: the next sign-in asks for a text message, until something better is set up.</summary>
    /// <inheritdoc cref="UnlockAsync"/>
    public Task<Outcome<Guid?>> ResetSecondFactorAsync(Guid staffId, Act act, CancellationToken ct) => OpenAsync(DangerousKind.ResetSecondFactor, staffId, act, ct);

    /// <summary>What two persons agreed on; staged in the save of the answer.</summary>
    public async Task<Outcome> StageAgreedAsync(DangerousKind kind, Guid staffId, Act act, CancellationToken ct) =>
        await StageAsync(staffId, act, WordOf(kind), ChangeOf(kind, act, ct), ct) is { Ok: false } refused ? refused : Outcome.Done();

    private async Task<Outcome<Guid?>> OpenAsync(DangerousKind kind, Guid staffId, Act act, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (found.TryGet(out var member) && await db.ManagesStaffAsync(staffId, LegalDay.Of(act.At), ct))
        {
            var region = await db.Set<Organisation>().Where(o => o.Id == member.OrganisationId).Select(o => o.RegionCode).SingleAsync(ct);
            var what = kind == DangerousKind.Unlock ? $"恢复管理员{member.Name}的账号" : $"重置管理员{member.Name}的动态口令、通行密钥和数字证书";
            var asked = await two.AskAsync(kind, staffId, member.Name, region, what, new { }, act, ct);
            return asked.TryGet(out var id) ? (Guid?)id : Outcome<Guid?>.Because(asked.Problems);
        }

        var done = await ChangeAsync(staffId, act, WordOf(kind), ChangeOf(kind, act, ct), ct);
        return done.Ok ? (Guid?)null : Outcome<Guid?>.Because(done.Problems);
    }

    private static string WordOf(DangerousKind kind) => kind == DangerousKind.Unlock ? "account-unlocked" : "second-factor-reset";

    private Func<Account, Task> ChangeOf(DangerousKind kind, Act act, CancellationToken ct) =>
        kind == DangerousKind.Unlock ? AtOnce(account => account.Unlock()) : account => OwnKeys.DropAsync(db, account, act.At, ct);

    private static Func<Account, Task> AtOnce(Action<Account> change) => account =>
    {
        change(account);
        return Task.CompletedTask;
    };

    /// <summary>What a stranger would like to see done stays unseen by nobody: his account is told, and his phone.</summary>
    private void Tell(Account account, string what, Act act)
    {
        if (Told.GetValueOrDefault(what) is not { } words)
        {
            return;
        }

        var phone = personal.Open(account.PhoneHidden);
        messages.Send(db, new NewMessage(
            account.StaffId!.Value, words, $"由{act.Actor.Name}办理，原因：{act.Reason}。不是您提出的，请马上联系本单位系统管理员。",
            $"{what}:{Guid.CreateVersion7(act.At)}", "/office/messages", Phone: phone));
    }

    private async Task<Outcome> ChangeAsync(Guid staffId, Act act, string what, Func<Account, Task> change, CancellationToken ct)
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

        Tell(account, what, act);
        var saved = await db.SaveAsync(ct);
        sessions.ForgetAccount(account.Id);
        if (saved.Ok)
        {
            await attempts.ForgetAsync(account.Kind + ":" + account.Login, ct);
        }

        return saved;
    }

    private async Task<Outcome<Account>> StageAsync(Guid staffId, Act act, string what, Func<Account, Task> change, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (!found.TryGet(out var member))
        {
            return Outcome<Account>.Because(found.Problems);
        }

        var account = await db.Set<Account>().SingleAsync(x => x.StaffId == staffId, ct);
        await change(account);
        db.Record(member, act, what);
        return account;
    }
}
