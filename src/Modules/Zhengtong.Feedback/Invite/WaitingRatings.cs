using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Invite;

/// <summary>The invitations a party has not answered yet.</summary>
internal sealed class WaitingRatings(Database db) : IWaitingTasks
{
    public async Task<IReadOnlyList<WaitingTask>> OfAsync(Party party, int take, CancellationToken ct) =>
        [.. (await db.Set<Invitation>().AsNoTracking()
            .Where(i => i.PartyId == party.Id && !db.Set<Rating>().Any(r => r.CaseId == i.CaseId && r.Occasion == i.Occasion))
            .OrderByDescending(i => i.At).Take(take).ToListAsync(ct))
            .Select(i => new WaitingTask($"评价服务：{i.ItemName}", "只要一分钟，帮助我们做得更好。", $"/rate/{i.CaseId}", "去评价"))];
}
