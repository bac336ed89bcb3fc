using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// What is open of one kind and hangs on an item or on the organisation itself: findings to mend, changes from above to take over, ends, standards (01.41). The successor answers for it, with the days it is due on; the trace says
/// from whom it came.
/// </summary>
/// <param name="name">As the report calls it.</param>
/// <param name="open">What is still to be done.</param>
/// <param name="columns">Which properties say whose a row is, and of which item it is.</param>
internal sealed class RehomeRows<T>(Database db, string name, Expression<Func<T, bool>> open, RehomeColumns? columns = null) : IRehomes
    where T : class, ITraced
{
    private const string Revision = "Revision";
    private readonly RehomeColumns _columns = columns ?? new();

    public string Name => name;

    public bool ComesUpLater => false;

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var rows = await Of(move).Where(x => EF.Property<Guid>(x, "Id") > after).OrderBy(x => EF.Property<Guid>(x, "Id")).Take(atMost).ToListAsync(ct);
        var moved = rows.ConvertAll(row =>
        {
            var (fromId, fromName) = Hand(row, move.ToId, move.ToName, move.Reason, act);
            return new Rehomed(row.Id, fromId, fromName, Stamp(row));
        });
        return new RehomedPage(moved, rows.Count < atMost ? null : rows[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var organisation = _columns.Organisation;
        var rows = await db.Set<T>().Where(open).Where(x => ids.Contains(EF.Property<Guid>(x, "Id")) && EF.Property<Guid>(x, organisation) == move.ToId).ToListAsync(ct);
        var untouched = rows.FindAll(row => Stamp(row) == from[row.Id].Stamp);
        untouched.ForEach(row => Hand(row, from[row.Id].FromId, from[row.Id].FromName, move.Reason, act));
        return untouched.ConvertAll(row => row.Id);
    }

    private IQueryable<T> Of(Rehoming move)
    {
        var organisation = _columns.Organisation;
        var rows = db.Set<T>().Where(open).Where(x => move.From.Contains(EF.Property<Guid>(x, organisation)));
        if (move.Items is not { } chosen)
        {
            return rows;
        }

        // What is of the organisation as a whole does not go with single items of it.
        return _columns.Item is { } item ? rows.Where(x => chosen.Contains(EF.Property<Guid>(x, item))) : rows.Where(_ => false);
    }

    /// <summary>Nobody else changes whose a row is, so the kinds themselves keep it closed.</summary>
    private (Guid Id, string Name) Hand(T row, Guid toId, string toName, string reason, Act act)
    {
        var entry = db.Entry(row);
        var was = (Id: (Guid)entry.Property(_columns.Organisation).CurrentValue!, Name: (string)entry.Property(_columns.OrganisationName).CurrentValue!);
        entry.Property(_columns.Organisation).CurrentValue = toId;
        entry.Property(_columns.OrganisationName).CurrentValue = toName;
        entry.Property(Revision).CurrentValue = (int)entry.Property(Revision).CurrentValue! + 1;
        db.Record(row, act, "rehomed", new { from = was.Name, to = toName, reason });
        return was;
    }

    private string Stamp(T row) => ((int)db.Entry(row).Property(Revision).CurrentValue!).ToString(CultureInfo.InvariantCulture);
}

/// <param name="Item">Null: the rows are of the organisation as a whole.</param>
internal sealed record RehomeColumns(string Organisation = "OrganisationId", string OrganisationName = "OrganisationName", string? Item = "ItemId");
