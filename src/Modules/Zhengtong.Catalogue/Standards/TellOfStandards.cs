using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Guides that show the standard are rendered anew.</summary>
internal sealed class EvictStandardGuides(Database db, GuideCache cache) : ISubscriber<StandardShown>
{
    private const int Most = 500;

    public async Task HandleAsync(StandardShown happened, Guid eventId, CancellationToken ct)
    {
        var codes = happened.Codes.Count > 0 ? happened.Codes
            : await db.Set<ItemStandard>().Where(x => x.StandardId == happened.StandardId).Join(db.Set<Item>(), x => x.ItemId, i => i.Id, (_, i) => i.Code).Take(Most + 1).ToListAsync(ct);
        if (codes.Count > Most)
        {
            cache.EvictAll();
            return;
        }

        foreach (var code in codes)
        {
            cache.Evict(code);
        }
    }
}

/// <summary>Tells the members of the committee that their opinion is asked.</summary>
internal sealed class TellCommittee(Database db, IMessages messages) : ISubscriber<StandardReviewOpened>
{
    public Task HandleAsync(StandardReviewOpened happened, Guid eventId, CancellationToken ct)
    {
        var title = "请评审标准：" + happened.Title;
        foreach (var member in happened.Members)
        {
            messages.Send(db, new NewMessage(
                member, title.Length <= 100 ? title : title[..99] + "…", $"《{happened.Title}》请您评审，请在 {LegalDay.Date(happened.ClosesOn)} 前提出意见。截止前可以修改。", $"{eventId}:{member}",
                $"/office/standards/{happened.StandardId}"));
        }

        return Task.CompletedTask;
    }
}
