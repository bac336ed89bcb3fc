using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>Of a person who closes his account: running cases end first, what was handed in is kept as a file of the authority, and what he only began is erased.</summary>
internal sealed class HeldOfPeople(Database db, TimeProvider clock) : IHoldsPeople
{
    public async Task<IReadOnlyList<ClosingObstacle>> ObstaclesAsync(Guid personId, int atMost, CancellationToken ct) =>
        await db.Set<Case>().Where(c => c.ApplicantId == personId && c.ClosedAt == null).OrderBy(c => c.Id).Take(atMost)
            .Select(c => new ClosingObstacle($"办件 {c.Number}：{c.ItemName}", $"/my/cases/{c.Id}")).ToListAsync(ct);

    public Task ForgetAsync(Guid personId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.UpdateAsync(
            db.Set<Draft>().Where(d => d.PartyId == personId && d.CaseId == null),
            s => s.SetProperty(d => d.DiscardedAt, d => d.DiscardedAt ?? now).SetProperty(d => d.Answers, "{}").SetProperty(d => d.PrefillSources, "{}").SetProperty(d => d.Materials, "[]")
                .SetProperty(d => d.DeliveryAddress, "").SetProperty(d => d.PartyName, "已注销用户").SetProperty(d => d.PromisedByName, "").SetProperty(d => d.Revision, d => d.Revision + 1),
            ct);
    }
}
