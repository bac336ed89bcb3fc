using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Deviations;

/// <summary>
/// Holds a case against its published item whenever something was demanded, charged, stopped, decided or ended in it, and keeps what deviates (02.15). Judged again as a whole each
/// time, so that an event that comes late or twice changes nothing.
/// </summary>
internal sealed class WatchDeviations(Database db, CaseFactsOf facts, TimeProvider clock)
    : ISubscriber<CorrectionAsked>, ISubscriber<CaseAccepted>, ISubscriber<ClockPaused>, ISubscriber<FeeRaised>, ISubscriber<CaseDecided>, ISubscriber<CaseClosed>, ISubscriber<WarningRaised>
{
    public Task HandleAsync(CorrectionAsked happened, Guid eventId, CancellationToken ct) => JudgeAsync(happened.CaseId, ct);

    public Task HandleAsync(CaseAccepted happened, Guid eventId, CancellationToken ct) => happened.ByLapse ? JudgeAsync(happened.CaseId, ct) : Task.CompletedTask;

    public Task HandleAsync(ClockPaused happened, Guid eventId, CancellationToken ct) => JudgeAsync(happened.CaseId, ct);

    public Task HandleAsync(FeeRaised happened, Guid eventId, CancellationToken ct) => JudgeAsync(happened.CaseId, ct);

    public Task HandleAsync(CaseDecided happened, Guid eventId, CancellationToken ct) => JudgeAsync(happened.CaseId, ct);

    public Task HandleAsync(CaseClosed happened, Guid eventId, CancellationToken ct) => JudgeAsync(happened.CaseId, ct);

    public Task HandleAsync(WarningRaised happened, Guid eventId, CancellationToken ct) => JudgeAsync(happened.CaseId, ct);

    private async Task JudgeAsync(Guid caseId, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var @case = await db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == caseId, ct);
        var found = Deviation.Of(await facts.ReadAsync(@case, LegalDay.Of(now), ct));
        if (found.Count == 0)
        {
            return;
        }

        var known = (await db.Set<CaseDeviation>().AsNoTracking().Where(d => d.CaseId == caseId).Select(d => new { d.Kind, d.Key }).ToListAsync(ct)).Select(d => (d.Kind, d.Key)).ToHashSet();
        foreach (var deviation in found.Where(d => known.Add((d.Kind, d.Key.Shortened(CaseDeviation.MostKey)))))
        {
            db.Add(new CaseDeviation
            {
                Id = Guid.CreateVersion7(now),
                CaseId = caseId,
                Kind = deviation.Kind,
                Key = deviation.Key.Shortened(CaseDeviation.MostKey),
                Text = deviation.Text.Shortened(CaseDeviation.MostText),
                On = deviation.On,
                FoundAt = now,
                CaseNumber = @case.Number,
                ItemId = @case.ItemId,
                ItemName = @case.ItemName,
                OrganisationId = @case.OrganisationId,
                OrganisationName = @case.OrganisationName,
                RegionCode = @case.RegionCode,
            });
        }
    }
}
