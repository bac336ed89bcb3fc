using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Adjustment = Zhengtong.Catalogue.Model.PermissionAdjustment;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// The organisations that are to take items on in adjustments on their way (01.41): the successor takes them on, with the assessment that was made. They are of the organisation
/// as a whole, so they go when all of it goes.
/// </summary>
internal sealed class RehomeReceivers(Database db) : IRehomes
{
    public string Name => "拟承接的权限调整";

    public bool ComesUpLater => false;

    public IReadOnlyList<RehomeRefusal> Refused { get; private set; } = [];

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var rows = await Of(move).Where(r => r.Id > after).OrderBy(r => r.Id).Take(atMost).ToListAsync(ct);
        var adjustments = rows.ConvertAll(r => r.AdjustmentId);
        var there = (await db.Set<AdjustmentReceiver>().Where(r => r.OrganisationId == move.ToId && adjustments.Contains(r.AdjustmentId)).Select(r => r.AdjustmentId).ToListAsync(ct)).ToHashSet();
        var (refused, moved) = (new List<RehomeRefusal>(), new List<Rehomed>());
        foreach (var row in rows)
        {
            if (!there.Add(row.AdjustmentId))
            {
                refused.Add(new RehomeRefusal(row.Id, row.OrganisationName, $"{move.ToName}已经在同一件权限调整里，请退回申请，去掉重复的承接单位。"));
                continue;
            }

            var was = (row.OrganisationId, row.OrganisationName);
            var of = await db.Set<Adjustment>().SingleAsync(a => a.Id == row.AdjustmentId, ct);
            Hand(row, of, move.ToId, move.ToName, move.Reason, act);
            moved.Add(new Rehomed(row.Id, was.OrganisationId, was.OrganisationName, RehomeAdjustments.Stamp(of)));
        }

        Refused = refused;
        return new RehomedPage(moved, rows.Count < atMost ? null : rows[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        Refused = [];
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var back = await Running().Where(r => ids.Contains(r.Id) && r.OrganisationId == move.ToId).ToListAsync(ct);
        var gone = new List<Guid>();
        foreach (var row in back)
        {
            var of = await db.Set<Adjustment>().SingleAsync(a => a.Id == row.AdjustmentId, ct);
            if (from[row.Id].Stamp == RehomeAdjustments.Stamp(of))
            {
                Hand(row, of, from[row.Id].FromId, from[row.Id].FromName, move.Reason, act);
                gone.Add(row.Id);
            }
        }

        return gone;
    }

    private IQueryable<AdjustmentReceiver> Running() =>
        db.Set<AdjustmentReceiver>().Where(r => db.Set<Adjustment>().Where(RehomeAdjustments.Open).Any(a => a.Id == r.AdjustmentId));

    private IQueryable<AdjustmentReceiver> Of(Rehoming move) => move.Items is null ? Running().Where(r => move.From.Contains(r.OrganisationId)) : db.Set<AdjustmentReceiver>().Where(_ => false);

    private void Hand(AdjustmentReceiver row, Adjustment of, Guid toId, string toName, string reason, Act act)
    {
        var (entry, was) = (db.Entry(row), row.OrganisationName);
        entry.Property(r => r.OrganisationId).CurrentValue = toId;
        entry.Property(r => r.OrganisationName).CurrentValue = toName;
        of.Touch();
        db.Record(of, act, "rehomed", new { receiver = was, to = toName, reason });
    }
}
