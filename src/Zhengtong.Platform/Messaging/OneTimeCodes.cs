using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Messaging;

/// <summary>
/// Sends codes and checks them. Works in a transaction of its own: an attempt counts even when the caller's act then fails. Who asks is told nothing
/// about whether the address belongs to an account: the caller sends a code to any address or to none.
/// </summary>
public sealed class OneTimeCodes(IServiceScopeFactory scopes, Lookups lookups, IEmailSender email, ISmsGateway sms, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    internal string HashOf(string address) => lookups.Of("code-address", OneTimeCode.Normal(address));

    /// <summary>Sends a six-digit code to a mobile number or a mail address.</summary>
    public async Task<Outcome> IssueAsync(string purpose, string address, CancellationToken ct)
    {
        var channel = address.Contains('@', StringComparison.Ordinal) ? Channel.Email : Channel.Sms;
        if (!(channel == Channel.Email ? email.Configured : sms.Configured))
        {
            return Problem.Conflict("platform.code-no-channel", channel == Channel.Email
                ? "本站尚未开通邮件服务，请改用其他方式。"
                : "本站尚未开通短信服务，请改用其他方式。");
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var now = Now;
        var hash = HashOf(address);
        var since = now - OneTimeCodeRules.Day;
        var sent = await db.Set<OneTimeCode>().Where(c => c.AddressHash == hash && c.CreatedAt > since).Select(c => c.CreatedAt).ToListAsync(ct);
        if (OneTimeCodeRules.MaySend(sent, now) is { } problem)
        {
            return problem;
        }

        var digits = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var code = OneTimeCode.Of(purpose, hash, digits, now);
        db.Add(code);
        db.Add(MessageDispatch.OfSecret(
            channel,
            OneTimeCode.Normal(address),
            MessageDispatch.LookupOf(lookups, OneTimeCode.Normal(address)),
            "验证码",
            $"您的验证码是 {digits}，5 分钟内有效。请勿告诉他人；如非本人操作，请忽略。",
            $"code:{code.Id}",
            now,
            code.ExpiresAt));
        return await db.SaveAsync(ct, Problem.Conflict("platform.code-too-soon", "验证码刚刚发送过，请 60 秒后再获取。"));
    }

    /// <summary>Checks the newest code sent to the address for the purpose; a right code is used up.</summary>
    public async Task<Outcome> VerifyAsync(string purpose, string address, string code, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var hash = HashOf(address);
        var newest = await db.Set<OneTimeCode>().Where(c => c.AddressHash == hash && c.Purpose == purpose)
            .OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync(ct);
        if (OneTimeCodeRules.MayTry(newest, Now) is { } problem)
        {
            return problem;
        }

        var right = newest!.Try(code, Now);
        var saved = await db.SaveAsync(ct);
        return saved.Ok && !right ? OneTimeCodeRules.Wrong : saved;
    }
}
