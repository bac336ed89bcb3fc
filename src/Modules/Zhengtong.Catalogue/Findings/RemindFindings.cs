using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>Reminds of what is overdue, once a day: who answers for it, or the organisation for what is nobody's. Before that, whoever left his post is freed of what was his (02.08, 02.09).</summary>
internal sealed class RemindFindings(Database db, ResponsibleStaff persons, TellEditors tell, TimeProvider clock) : IRecurringJob
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

        var late = await db.Set<Finding>().AsNoTracking().Where(f => f.ClosedAt == null && f.DueOn < today)
            .GroupBy(f => new { f.OrganisationId, f.RegionCode, f.ResponsibleId })
            .Select(g => new { g.Key.OrganisationId, g.Key.RegionCode, g.Key.ResponsibleId, Count = g.Count() })
            .ToListAsync(ct);
        foreach (var organisation in late)
        {
            await tell.OfOverdueAsync(today, organisation.OrganisationId, organisation.RegionCode, organisation.ResponsibleId, organisation.Count, ct);
            await SaveAsync(ct);
        }
    }

    /// <summary>Told already today: the keys are taken, and that is all.</summary>
    private async Task SaveAsync(CancellationToken ct)
    {
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }
}
