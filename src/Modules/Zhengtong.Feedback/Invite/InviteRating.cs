using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Invite;

/// <summary>Invites the applicant to rate (主动邀请评价, 10.04): after a visit at a window, and when a matter has ended. From then on the handlers may see the ratings of the case.</summary>
internal sealed class InviteRating(Database db, ICaseDirectory cases, IMessages messages, IParties parties, TimeProvider clock) : ISubscriber<CaseReceived>, ISubscriber<CaseClosed>
{
    public Task HandleAsync(CaseReceived happened, Guid eventId, CancellationToken ct) =>
        (End)happened.End == End.Window ? InviteAsync(happened.CaseId, eventId, ct) : Task.CompletedTask;

    public async Task HandleAsync(CaseClosed happened, Guid eventId, CancellationToken ct)
    {
        await InviteAsync(happened.CaseId, eventId, ct);
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        foreach (var rating in await db.Set<Rating>().Where(r => r.CaseId == happened.CaseId && r.CaseClosedAt == null).ToListAsync(ct))
        {
            rating.CaseClosedAt = now;
        }
    }

    private async Task InviteAsync(Guid caseId, Guid eventId, CancellationToken ct)
    {
        var @case = await cases.FindAsync(caseId, Actor.System, null, ct) ?? throw new InvalidOperationException($"Case {caseId} of event {eventId} is gone.");
        var invited = await db.Set<Invitation>().Where(i => i.CaseId == caseId).Select(i => i.Occasion)
            .Union(db.Set<Rating>().Where(r => r.CaseId == caseId).Select(r => r.Occasion)).ToListAsync(ct);
        foreach (var occasion in Occasion.Of(@case).Where(o => !invited.Contains(o.Key)))
        {
            db.Add(new Invitation { CaseId = caseId, Occasion = occasion.Key, PartyId = @case.ApplicantId, ItemName = @case.ItemName, At = Act.Micro(clock.GetUtcNow().UtcDateTime) });
            var profile = await parties.FindAsync(@case.ApplicantId, ct);
            messages.Send(db, new NewMessage(
                @case.ApplicantId,
                @case.ItemName.Length > 80 ? "请评价这次服务" : $"请评价这次服务：{@case.ItemName}",
                $"“{@case.ItemName}”（{@case.Number}）{occasion.Name}，您满意吗？请用一分钟评价。",
                $"{eventId}:rate:{occasion.Key}:{@case.ApplicantId}",
                $"/rate/{caseId}",
                profile?.Email));
        }
    }
}
