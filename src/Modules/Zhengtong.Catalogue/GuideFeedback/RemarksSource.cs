using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.GuideFeedback;

/// <summary>What a party said of guides, for the copy of everything.</summary>
internal sealed class RemarksSource(Database db, IDataProtectionProvider protection) : ISpaceSource
{
    public string Key => "guide-feedback";

    public string Name => "指南纠错";

    public int Order => 57;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var remark in db.Set<GuideRemark>().AsNoTracking().Where(r => r.PartyId == party.Id).OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new SpaceRecord(
                $"指南纠错：{remark.ItemName}", remark.At, new("单位", remark.OrganisationName), new("内容", remark.Text),
                new("联系方式", remark.SealedContact.Length > 0 ? RemarkOnGuide.Open(protection, remark.SealedContact) : ""), new("答复", remark.Reply),
                new("答复时间", LegalDay.Moment(remark.RepliedAt)));
        }
    }
}
