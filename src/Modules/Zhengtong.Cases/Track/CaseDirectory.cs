using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Track;

/// <inheritdoc cref="ICaseDirectory"/>
internal sealed class CaseDirectory(Database db) : ICaseDirectory
{
    public async Task<CaseSummary?> FindAsync(Guid caseId, Actor actor, Party? party, CancellationToken ct)
    {
        var row = await db.Set<Case>().AsNoTracking().Where(c => c.Id == caseId).VisibleTo(db, actor, party)
            .Select(c => new
            {
                Case = c,
                Collected = db.Set<Delivery>().Any(d => d.CaseId == c.Id && d.SignedAt != null && (d.CheckedBy == "code" || d.CheckedBy == "id-document")),
            })
            .SingleOrDefaultAsync(ct);
        return row is null
            ? null
            : new CaseSummary(
                row.Case.Id, row.Case.Number, row.Case.ItemId, row.Case.ItemName, row.Case.OrganisationId, row.Case.OrganisationName, row.Case.RegionCode,
                row.Case.ApplicantId, row.Case.End, row.Case.ReceivedAt, row.Case.ClosedAt, row.Case.Status.Name())
            { CollectedAtWindow = row.Collected };
    }
}
