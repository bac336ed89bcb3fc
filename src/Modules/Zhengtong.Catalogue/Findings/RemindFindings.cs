using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>
/// Reminds of what is overdue, once a day: who answers for it, or the organisation for what is nobody's; what was explained waits for those who may judge it, and it is they who are reminded. What
/// rests with a paused item is nobody's delay. Before that, whoever left his post is freed of what was his (02.08, 02.09).
/// </summary>
internal sealed class RemindFindings(Database db, ResponsibleStaff persons, TellEditors tell, NearestManagers managers, TimeProvider clock) : IRecurringJob
{
    public string Name => "catalogue.remind-findings";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        foreach (var (organisation, region, count) in await persons.FreeAsync(Act.Micro(clock.GetUtcNow().UtcDateTime), ct))
        {
            await tell.OfFreedAsync(today, organisation, region, count, ct);
            await SaveAsync(ct);
        }

        var late = await db.Set<Finding>().AsNoTracking().Where(FindingAccess.IsLate(today)).Where(f => f.ExplainedAt == null || f.JudgedAt >= f.ExplainedAt)
            .GroupBy(f => new { f.OrganisationId, f.RegionCode, f.ResponsibleId })
            .Select(g => new { g.Key.OrganisationId, g.Key.RegionCode, g.Key.ResponsibleId, Count = g.Count() })
            .ToListAsync(ct);
        foreach (var organisation in late)
        {
            await tell.OfOverdueAsync(today, organisation.OrganisationId, organisation.RegionCode, organisation.ResponsibleId, organisation.Count, ct);
            await SaveAsync(ct);
        }

        foreach (var (judge, waiting) in await WaitingAsync(LegalDay.StartUtc(today), ct))
        {
            tell.OfWaiting(today, judge, waiting);
            await SaveAsync(ct);
        }
    }

    /// <summary>How much of what was explained before a moment waits for whom: who found it himself, and the managers, since he may have left.</summary>
    private async Task<Dictionary<Guid, int>> WaitingAsync(DateTime before, CancellationToken ct)
    {
        var waiting = await db.Set<Finding>().AsNoTracking().Where(FindingAccess.WaitsForJudgement).Where(f => f.RestsSince == null && f.ExplainedAt < before)
            .GroupBy(f => new { f.RegionCode, f.ExplainedById, f.ReportedById })
            .Select(g => new { g.Key.RegionCode, g.Key.ExplainedById, g.Key.ReportedById, Count = g.Count() })
            .ToListAsync(ct);
        var told = new Dictionary<Guid, int>();
        foreach (var group in waiting)
        {
            var explainer = group.ExplainedById!.Value;
            var judges = await managers.OfAsync(group.RegionCode, [explainer], ct);
            foreach (var judge in judges.Concat(group.ReportedById is { } reporter && reporter != explainer ? [reporter] : []).Distinct())
            {
                told[judge] = told.GetValueOrDefault(judge) + group.Count;
            }
        }

        return told;
    }

    /// <summary>Told already today: the keys are taken, and that is all.</summary>
    private async Task SaveAsync(CancellationToken ct)
    {
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }
}
