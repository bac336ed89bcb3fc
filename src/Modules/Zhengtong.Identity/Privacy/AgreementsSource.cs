using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Privacy;

/// <summary>Which versions of the privacy notice the person agreed to.</summary>
internal sealed class AgreementsSource(Database db, PrivacyNotices notices) : ISpaceSource
{
    public string Key => "privacy";

    public string Name => "同意过的个人信息保护规则";

    public int Order => 65;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var agreement in await db.Set<NoticeAgreement>().AsNoTracking().Where(x => x.PersonId == party.Id).OrderBy(x => x.Id).ToListAsync(ct))
        {
            yield return new SpaceRecord(
                $"个人信息保护规则第 {agreement.Version} 版", agreement.AgreedAt, new("从哪里同意", agreement.End.Name()),
                new("施行日期", notices.Find(agreement.Version) is { } notice ? LegalDay.Date(notice.From) : ""), new("文本校验值（SHA-256）", agreement.TextHash));
        }
    }
}
