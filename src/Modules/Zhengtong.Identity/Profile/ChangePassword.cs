using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Profile;

/// <summary>A new password ends every session opened with the old one.</summary>
internal sealed class ChangePassword(Database db, PersonalData personal, Passwords passwords, PasswordWords words, Attempts attempts, SessionStore sessions, TimeProvider clock)
{
    internal sealed class Command
    {
        public string? Current { get; set; }

        [Required(ErrorMessage = "请设置新密码。"), StringLength(64, ErrorMessage = "密码最长 64 个字符。")]
        public string Password { get; set; } = "";

        [Compare(nameof(Password), ErrorMessage = "两次输入的密码不一致，请重新输入。")]
        public string PasswordAgain { get; set; } = "";
    }

    /// <param name="proved">The old password was just shown at sign-in.</param>
    public async Task<Outcome> HandleAsync(Command command, Guid accountId, bool proved, string address, CancellationToken ct)
    {
        var account = await db.Set<Account>().SingleAsync(x => x.Id == accountId, ct);
        if (!proved)
        {
            if (await attempts.TakeAsync("password", account.Kind + ":" + account.Login, address, ct) is { } wait)
            {
                return CheckPassword.Wait(wait);
            }

            if (!passwords.Verify(account, command.Current ?? ""))
            {
                return Problem.Invalid("identity.current-wrong", "当前密码不正确，请重新输入。", nameof(Command.Current));
            }
        }

        if (passwords.Verify(account, command.Password))
        {
            return Problem.Invalid("identity.password-same", "新密码不能与当前密码相同，请换一个。", nameof(Command.Password));
        }

        var rules = PasswordRules.Check(command.Password, [account.Login, personal.Open(account.PhoneHidden)], words.All);
        if (!rules.Ok)
        {
            return rules;
        }

        account.SetPassword(passwords.Hash(command.Password), false, Act.Micro(clock.GetUtcNow().UtcDateTime));
        var saved = await db.SaveAsync(ct);
        sessions.ForgetAccount(accountId);
        return saved;
    }
}
