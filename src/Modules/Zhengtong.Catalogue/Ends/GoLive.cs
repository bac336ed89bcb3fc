using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>事项上线 (01.39): an item goes live on an end only when what the end shows equals the version in force, and a manager of the region says so; taking it down needs a reason.</summary>
internal sealed class GoLive(Database db, PublicItems items, EndFindings findings)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.end-item-unknown", "没有找到这个应用端上的事项，或不在您的管理范围内。");
    public static readonly Problem ManagersOnly = Problem.Forbidden("catalogue.end-live-manager", "上线由事项管理人员确认。请通知本地区的事项管理人员。");
    private static readonly Problem NotEqual = Problem.Conflict("catalogue.end-not-equal", "这个端显示的内容与事项库现行版本不一致，或还没有用现行版本比对过，不能上线。请更正后重新比对。");
    private static readonly Problem NotLive = Problem.Conflict("catalogue.end-not-live", "这个事项在该端没有上线。");

    public async Task<Outcome> HandleAsync(Guid endId, Guid endItemId, Act act, CancellationToken ct)
    {
        if (!act.Actor.Has(Roles.CatalogueManager))
        {
            return ManagersOnly;
        }

        if (await FindAsync(endId, endItemId, act.Actor, ct) is not var (end, row) || end.RetiredAt is not null)
        {
            return Unknown;
        }

        var master = await items.FindAsync(row.Code, null, ct);
        if (master is null || master.Item.Status is not (ItemStatus.InUse or ItemStatus.GuideOnly) || !row.MayGoLive(master.Version.Id))
        {
            return NotEqual;
        }

        row.GoLive(act.At);
        db.Record(end, act, "end-item-live", new { row.Code, version = master.Version.Number });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> WithdrawAsync(Guid endId, Guid endItemId, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 500)
        {
            return Problem.Invalid("catalogue.end-reason", "请填写撤下的理由，不超过 500 字。", "Reason");
        }

        if (await FindAsync(endId, endItemId, act.Actor, ct) is not var (end, row))
        {
            return Unknown;
        }

        if (!row.IsLive)
        {
            return NotLive;
        }

        row.Withdraw(act.At);
        await findings.EndAsync(end.Id, row.ItemId, FindingEnd.ItemEnded, 0, act, ct);
        db.Record(end, act, "end-item-withdrawn", new { row.Code });
        return await db.SaveAsync(ct);
    }

    private async Task<(ApplicationEnd End, EndItem Row)?> FindAsync(Guid endId, Guid endItemId, Actor actor, CancellationToken ct)
    {
        var found = await db.Set<ApplicationEnd>().KeptBy(actor)
            .Where(e => e.Id == endId)
            .Join(db.Set<EndItem>().Where(x => x.Id == endItemId), e => e.Id, x => x.EndId, (e, x) => new { e, x })
            .SingleOrDefaultAsync(ct);
        return found is null ? null : (found.e, found.x);
    }
}
