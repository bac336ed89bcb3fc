using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Adjustment = Zhengtong.Catalogue.Model.PermissionAdjustment;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>Permission adjustments on their way whose giver hands over (01.41): they go on under the successor at the stage they had reached.</summary>
internal sealed class RehomeAdjustments(Database db) : IRehomes
{
    public string Name => "办理中的权限调整";

    public bool ComesUpLater => false;

    public IReadOnlyList<RehomeRefusal> Refused { get; private set; } = [];

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var rows = await Of(move).Where(a => a.Id > after).OrderBy(a => a.Id).Take(atMost).ToListAsync(ct);
        var split = await SplitAsync(rows, move, ct);
        Refused = [.. rows.Where(a => split.Contains(a.Id)).Select(a =>
            new RehomeRefusal(a.Id, $"{a.GiverName}：{a.Power}", "这项权限调整的事项分给了不同的承接单位，不能整件移交。请退回申请，由各承接单位分别提出。"))];
        var moved = rows.FindAll(a => !split.Contains(a.Id)).ConvertAll(a =>
        {
            var was = (a.GiverId, a.GiverName);
            Hand(a, move.ToId, move.ToName, move.Reason, act);
            return new Rehomed(a.Id, was.GiverId, was.GiverName, Stamp(a));
        });
        return new RehomedPage(moved, rows.Count < atMost ? null : rows[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        Refused = [];
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var back = (await db.Set<Adjustment>().Where(Open).Where(a => ids.Contains(a.Id) && a.GiverId == move.ToId).ToListAsync(ct)).FindAll(a => from[a.Id].Stamp == Stamp(a));
        back.ForEach(a => Hand(a, from[a.Id].FromId, from[a.Id].FromName, move.Reason, act));
        return back.ConvertAll(a => a.Id);
    }

    public static readonly System.Linq.Expressions.Expression<Func<Adjustment, bool>> Open = a => a.InEffectAt == null && a.StoppedAt == null && a.WithdrawnAt == null;

    private IQueryable<Adjustment> Of(Rehoming move)
    {
        var rows = db.Set<Adjustment>().Where(Open).Where(a => move.From.Contains(a.GiverId));
        return move.Items is { } chosen ? rows.Where(a => Items(chosen).Contains(a.Id)) : rows;
    }

    /// <summary>By its items; those of a recall are the receivers', which follow the items that were given.</summary>
    private IQueryable<Guid> Items(IReadOnlyList<Guid> chosen) => db.Set<AdjustmentItem>()
        .Where(i => chosen.Contains(i.ItemId) || db.Set<ItemGrant>().Any(g => g.RecallId == i.AdjustmentId && g.ItemId == i.ItemId && chosen.Contains(g.GiverItemId)))
        .Select(i => i.AdjustmentId);

    /// <summary>Of which some items go with this successor and some do not.</summary>
    private async Task<HashSet<Guid>> SplitAsync(List<Adjustment> rows, Rehoming move, CancellationToken ct)
    {
        if (move.Items is not { } chosen || rows.Count == 0)
        {
            return [];
        }

        var ids = rows.ConvertAll(a => a.Id);
        return [.. await db.Set<AdjustmentItem>()
            .Where(i => ids.Contains(i.AdjustmentId) && !chosen.Contains(i.ItemId))
            .Where(i => !db.Set<ItemGrant>().Any(g => g.RecallId == i.AdjustmentId && g.ItemId == i.ItemId && chosen.Contains(g.GiverItemId)))
            .Select(i => i.AdjustmentId).Distinct().ToListAsync(ct)];
    }

    private void Hand(Adjustment of, Guid toId, string toName, string reason, Act act)
    {
        var entry = db.Entry(of);
        var was = of.GiverName;
        entry.Property(a => a.GiverId).CurrentValue = toId;
        entry.Property(a => a.GiverName).CurrentValue = toName;
        of.Touch();
        db.Record(of, act, "rehomed", new { giver = was, to = toName, reason });
    }

    /// <summary>Touched is what has come further, or was handed in again, since.</summary>
    public static string Stamp(Adjustment of) => string.Create(CultureInfo.InvariantCulture, $"{of.Round}:{(int)of.Stage}");
}
