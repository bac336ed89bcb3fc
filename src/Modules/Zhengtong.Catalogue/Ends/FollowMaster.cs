using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// What an item's becoming paused, cancelled or kept off the platform makes of the ends on which it is live: there it deviates at once, whatever the end sends or does not send (01.38, 01.39); and no
/// longer when the item is offered again.
/// </summary>
internal sealed class FollowMaster(Database db, EndFindings findings, TimeProvider clock) : ISubscriber<ItemPublished>
{
    public async Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        var live = await db.Set<EndItem>().Where(x => x.ItemId == happened.ItemId && x.LiveSince != null && x.WithdrawnAt == null)
            .Join(db.Set<ApplicationEnd>().Where(e => e.RetiredAt == null), x => x.EndId, e => e.Id, (x, e) => new { Row = x, End = e }).ToListAsync(ct);
        if (live.Count == 0)
        {
            return;
        }

        var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var today = LegalDay.Of(at);
        var master = await VersionsInForce.Of(db, db.Set<Item>().AsNoTracking().Where(i => i.Id == happened.ItemId), today).SingleAsync(ct);
        var standing = EndDifference.OfStanding(master.Item, master.Version.PlanCancel, today);
        foreach (var x in live)
        {
            var known = CompareEnd.Read(x.Row.Differences);
            List<EndDifference> now = [.. standing, .. known.Where(d => !d.IsStanding)];
            if (CompareEnd.Write(now) == x.Row.Differences)
            {
                continue;
            }

            if (x.Row.MasterChanged(CompareEnd.Write(now), at))
            {
                await findings.BeginAsync(x.End, master.Item, master.Version.Number, now, at, ct);
            }
            else if (now.Count > 0)
            {
                await findings.RenewAsync(x.End, master.Item, now, at, ct);
            }
            else
            {
                await findings.EndAsync(x.End.Id, master.Item.Id, FindingEnd.Mended, master.Version.Number, Act.BySystem("同源核对", at), ct);
            }
        }
    }
}
