using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// The first step of signing in: account and password. Says the same, after the same work, for a wrong password and for an account that does not exist.
/// Requirements 08.01, 18.07.
/// </summary>
internal sealed class CheckPassword(
    Database db, PersonalData personal, Passwords passwords, Attempts attempts, FailedSignIns failed, Devices devices, StaffEnrolment enrolment, Claimants claimants, IConfiguration configuration,
    TimeProvider clock)
{
    public static readonly Problem Wrong = Problem.Invalid("identity.wrong", "账号或密码不正确，请核对后重新输入。");

    /// <summary>How long a password that somebody else set waits for its first use.</summary>
    private const int UsualFirstPasswordDays = 7;

    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入账号或手机号。"), StringLength(50, ErrorMessage = "账号最长 50 个字符。")]
        public string Login { get; set; } = "";

        [Required(ErrorMessage = "请输入密码。"), StringLength(64, ErrorMessage = "密码最长 64 个字符。")]
        public string Password { get; set; } = "";
    }

    /// <param name="Next">What is still wanted; null when the password is proof enough.</param>
    internal sealed record Right(Proof Proof, PendingStep? Next);

    /// <param name="besides">What is wanted besides the password.</param>
    public async Task<Outcome<Right>> HandleAsync(Command command, ActorKind kind, HttpContext http, CancellationToken ct, Besides besides = Besides.WhereNeeded)
    {
        var (typed, device) = (LoginOf(command.Login), Devices.HashOf(http));
        var login = Attempts.Named(kind, typed);
        var claimant = await claimants.ReadAsync(kind, typed, personal.PhoneLookup(typed), device, ct);
        var account = claimant?.Account;
        var place = claimant?.LastHere is { } last ? devices.Own(http, account!.Id, device, last) : await devices.PlaceAsync(http, account?.Id, ct);
        if (await attempts.TakeAsync("password", login, place, ct) is { } wait)
        {
            return Wait(wait);
        }

        if (!passwords.Verify(account, command.Password))
        {
            await attempts.FailedAsync(login, place, ct);
            await failed.WriteAsync(account?.Id, MethodStrength.Password, FailedOutcome.Wrong, place.Address, ct);
            return Wrong;
        }

        await db.SaveChangesAsync(ct);
        if (account!.LockedAt is not null)
        {
            await failed.WriteAsync(account.Id, MethodStrength.Password, FailedOutcome.Locked, place.Address, ct);
            return SignIn.Locked;
        }

        var days = configuration.GetValue("Staff:FirstPasswordDays", UsualFirstPasswordDays);
        if (account.MustChangePassword && account.PasswordChangedAt.AddDays(days) <= clock.GetUtcNow().UtcDateTime)
        {
            await failed.WriteAsync(account.Id, MethodStrength.Password, FailedOutcome.Expired, place.Address, ct);
            return Problem.Forbidden("identity.first-password-lapsed", $"初始密码 {days} 天内没有使用，已经失效。请联系本单位系统管理员重新设置。");
        }

        var next = await NextAsync(claimant!, kind, besides, login, ct);
        if (place.KnownToAccount && next is { Ok: true, Value: null })
        {
            attempts.SucceededAtHome("password", login, place, db);
        }
        else
        {
            await attempts.SucceededAsync("password", login, place, ct);
        }

        return next.TryGet(out var step) ? new Right(new Proof(account.Id, MethodStrength.Password), step) : Outcome<Right>.Because(next.Problems);
    }

    public static Problem Wait(TimeSpan wait) => Problem.Conflict(
        "identity.wait",
        wait > TimeSpan.FromMinutes(1) ? $"尝试次数较多，请在 {Math.Ceiling(wait.TotalMinutes):0} 分钟后再试。" : $"尝试次数较多，请在 {Math.Ceiling(wait.TotalSeconds):0} 秒后再试。");

    internal static string LoginOf(string typed) =>
        MobileNumber.Parse(typed).TryGet(out var phone) ? phone.Text : typed.Trim().ToLowerInvariant();

    private async Task<Outcome<PendingStep?>> NextAsync(Claimant claimant, ActorKind kind, Besides besides, string login, CancellationToken ct)
    {
        var account = claimant.Account;
        PendingStep Step(StepKind what) => new() { Kind = what, AccountId = account.Id, Login = login, Phone = personal.Open(account.PhoneHidden) };
        if (account.HasTotp && (besides != Besides.Sms || kind == ActorKind.Staff))
        {
            return Step(StepKind.TotpBesides);
        }

        if (kind == ActorKind.Staff && await enrolment.RefusesSmsAsync(account.Id, ct) is { } refused)
        {
            return refused;
        }

        if (kind == ActorKind.Staff || besides != Besides.WhereNeeded || claimant.NeedsCode)
        {
            return Step(StepKind.SmsBesides) is { Phone.Length: > 0 } step
                ? step
                : Problem.Forbidden("identity.no-second", kind == ActorKind.Staff
                    ? "该账号尚未登记手机号，无法接收验证码。请联系本单位系统管理员。"
                    : "该账号尚未登记手机号，无法接收验证码。请改用其他方式，或持身份证到政务服务大厅登记手机号。");
        }

        return account.MustChangePassword ? Step(StepKind.NewPassword) : null;
    }
}

/// <summary>What is asked besides the password.</summary>
internal enum Besides
{
    /// <summary>Of staff, of who set up an authenticator, and of an account that many guess at.</summary>
    WhereNeeded,

    /// <summary>A dynamic code where an authenticator is set up, else a code to the phone.</summary>
    Always,

    /// <summary>A code to the phone, also of who has lost the authenticator; of staff only until they have one.</summary>
    Sms,
}
