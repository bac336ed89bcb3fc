using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <summary>Who holds an account: what changes about his ways of signing in stands in his history, and a person is told of it, so that a stranger's doing does not stay unseen.</summary>
internal sealed class AccountHolders(Database db, IMessages messages)
{
    private static readonly Dictionary<string, string> Told = new()
    {
        ["passkey-added"] = "您的账号登记了一个新的通行密钥",
        ["passkey-removed"] = "您的账号移除了一个通行密钥",
        ["certificate-bound"] = "您的账号登记了一张数字证书",
        ["certificate-removed"] = "您的账号移除了一张数字证书",
    };

    /// <summary>Adds the rows; they leave with the caller's save.</summary>
    public async Task RecordAsync(Guid accountId, Act act, string what, object data, CancellationToken ct)
    {
        var account = await db.Set<Account>().SingleAsync(x => x.Id == accountId, ct);
        if (account.StaffId is { } staff)
        {
            db.Record(await db.Set<StaffMember>().SingleAsync(x => x.Id == staff, ct), act, what, data);
            return;
        }

        var person = await db.Set<Person>().SingleAsync(x => x.Id == account.PersonId, ct);
        db.Record(person, act, what, data);
        messages.Send(db, new NewMessage(
            person.Id, Told[what], "如果不是您本人操作，请马上修改密码、退出其他登录，并检查登录方式。", $"{what}:{Guid.CreateVersion7(act.At)}", SessionsPageModel.Path));
    }
}
