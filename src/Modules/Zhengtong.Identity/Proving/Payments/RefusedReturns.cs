using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>
/// What was paid to show who somebody is and the channel would not give back (退款被拒), the newest first, by key. Persons belong to no region and the channel is the site's own, so all
/// administrators of the site share the list.
/// </summary>
internal sealed class RefusedReturns(Database db)
{
    public const int PageSize = 30;
    public const string Settled = "settled";
    public const string All = "all";

    /// <param name="Name">Masked.</param>
    internal sealed record Row(
        Guid Id, Guid PersonId, string Number, string Name, long Fen, DateTime PaidAt, DateTime RefusedAt, string Reason, DateTime? ReturnedAt, DateTime? SettledAt, string SettledByName, string Note,
        int Revision)
    {
        public bool Open => ReturnedAt is null && SettledAt is null;

        /// <summary>Both: the channel had begun to give it back in the moment in which it was settled.</summary>
        public string State => (ReturnedAt, SettledAt) switch
        {
            (null, null) => "待处理",
            (not null, null) => "已原路退回",
            (null, not null) => "已另行处理",
            _ => "另行处理后渠道又退回，请核对",
        };
    }

    /// <param name="state"><see cref="Settled"/> or <see cref="All"/>; else what is open.</param>
    public async Task<(IReadOnlyList<Row> Rows, Guid? Next)> PageAsync(string? state, Guid? before, CancellationToken ct)
    {
        var payments = Of(state);
        payments = before is { } id ? payments.Where(p => p.Id < id) : payments;
        var read = await Rows(payments, PageSize + 1).ToListAsync(ct);
        return ([.. read.Take(PageSize)], read.Count > PageSize ? read[PageSize - 1].Id : null);
    }

    public IAsyncEnumerable<Row> SheetAsync(string? state, int most) => Rows(Of(state), most).AsAsyncEnumerable();

    public Task<Row?> FindAsync(Guid id, CancellationToken ct) => Rows(Of(All).Where(p => p.Id == id), 1).SingleOrDefaultAsync(ct);

    private IQueryable<PaymentProof> Of(string? state)
    {
        var refused = db.Set<PaymentProof>().AsNoTracking().Where(p => p.ReturnRefusedAt != null);
        return state switch
        {
            All => refused,
            Settled => refused.Where(p => p.ReturnedAt != null || p.SettledAt != null),
            _ => refused.Where(p => p.ReturnedAt == null && p.SettledAt == null),
        };
    }

    private IQueryable<Row> Rows(IQueryable<PaymentProof> payments, int most) => payments.OrderByDescending(p => p.Id).Take(most)
        .Join(db.Set<Person>(), p => p.PersonId, x => x.Id, (p, x) => new { p, x.Name }).OrderByDescending(r => r.p.Id)
        .Select(r => new Row(
            r.p.Id, r.p.PersonId, r.p.Number, Mask.Name(r.Name), r.p.PaidFen, r.p.PaidAt!.Value, r.p.ReturnRefusedAt!.Value, r.p.RefusalReason, r.p.ReturnedAt, r.p.SettledAt, r.p.SettledByName,
            r.p.SettlementNote, r.p.Revision));
}
