using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Assist;

/// <inheritdoc cref="IHelpers"/>
internal sealed class Helpers(Database db) : IHelpers
{
    public Task<HelpTaken?> FindAsync(Guid requestId, Guid partyId, CancellationToken ct) =>
        db.Set<AssistRequest>().AsNoTracking().Where(r => r.Id == requestId && r.PartyId == partyId && r.EndedAt == null && r.HelperId != null)
            .Select(r => new HelpTaken(r.HelperId!.Value, r.HelperName, r.HallName, r.ItemCode)).SingleOrDefaultAsync(ct);
}
