using Zhengtong.Cases.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Tell;

/// <summary>A delegation that was given for a case ends with it.</summary>
internal sealed class EndMandates(IMandates mandates, TimeProvider clock) : ISubscriber<CaseClosed>
{
    public Task HandleAsync(CaseClosed happened, Guid eventId, CancellationToken ct) =>
        mandates.CaseEndedAsync(happened.CaseId, Act.Micro(clock.GetUtcNow().UtcDateTime), ct);
}
