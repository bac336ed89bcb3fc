using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// 工作人员须用数字证书、通行密钥或动态口令登录: a code by text message counts only until the first of them is set up, and where <c>Staff:SmsUntilEnrolled</c> is off not at all.
/// Requirements 08.02, 18.07.
/// </summary>
internal sealed class StaffEnrolment(Database db, IConfiguration configuration)
{
    /// <summary>Where somebody goes who has just signed in: who could show no more than a text message, first to where he sets up something better.</summary>
    public static string GoalOf(PendingStep step, string method, string goal) =>
        method == MethodStrength.PasswordAndSms && step.Login.StartsWith(nameof(ActorKind.Staff), StringComparison.Ordinal) ? "/account/enrol?returnUrl=" + Uri.EscapeDataString(goal) : goal;

    public async Task<Problem?> RefusesSmsAsync(Guid accountId, CancellationToken ct) =>
        await HasKeyAsync(accountId, null, ct) ? Problem.Forbidden("identity.use-key", "该账号已登记通行密钥或数字证书，请在本页下方选用它登录。")
        : configuration.GetValue("Staff:SmsUntilEnrolled", true) ? null
        : Problem.Forbidden("identity.not-enrolled", "工作人员须使用动态口令、通行密钥或数字证书登录，该账号还没有登记。请联系本单位系统管理员。");

    /// <summary>Whether the account keeps a way of its own (authenticator, passkey or certificate) when this one goes.</summary>
    public async Task<bool> KeepsOneAsync(Guid accountId, Guid without, CancellationToken ct) =>
        await db.Set<Account>().AnyAsync(x => x.Id == accountId && x.TotpSecretHidden != "", ct) || await HasKeyAsync(accountId, without, ct);

    private async Task<bool> HasKeyAsync(Guid accountId, Guid? without, CancellationToken ct) =>
        await db.Set<Passkey>().AnyAsync(x => x.AccountId == accountId && x.RevokedAt == null && x.Id != without, ct)
        || await db.Set<BoundCertificate>().AnyAsync(x => x.AccountId == accountId && x.RemovedAt == null && x.Id != without, ct);
}
