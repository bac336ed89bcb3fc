using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>The fee orders of a case with their lines, to whom the case is visible: three statements.</summary>
internal sealed class FeeSheets(Database db)
{
    internal sealed record Order(FeeOrder Fee, IReadOnlyList<FeeLine> Lines);

    internal sealed record Sheet(Case Case, IReadOnlyList<Order> Orders)
    {
        public Order? Open => Orders.FirstOrDefault(o => o.Fee.State == FeeState.Unpaid);
    }

    public async Task<Sheet?> FindAsync(Guid caseId, Actor actor, Party? party, CancellationToken ct)
    {
        var @case = await db.Set<Case>().AsNoTracking().Where(c => c.Id == caseId).VisibleTo(db, actor, party).SingleOrDefaultAsync(ct);
        if (@case is null)
        {
            return null;
        }

        var orders = await db.Set<FeeOrder>().AsNoTracking().Where(o => o.CaseId == caseId).OrderByDescending(o => o.Id).ToListAsync(ct);
        var ids = orders.Select(o => o.Id).ToList();
        var lines = (await db.Set<FeeLine>().AsNoTracking().Where(l => ids.Contains(l.OrderId)).OrderBy(l => l.Sequence).ToListAsync(ct)).ToLookup(l => l.OrderId);
        return new Sheet(@case, [.. orders.Select(o => new Order(o, [.. lines[o.Id]]))]);
    }
}
