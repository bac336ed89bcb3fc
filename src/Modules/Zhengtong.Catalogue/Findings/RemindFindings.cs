using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>Reminds of what is overdue, once a day and organisation (02.09).</summary>
internal sealed class RemindFindings(Database db, TellEditors tell, TimeProvider clock) : IRecurringJob
{
    public string Name => "catalogue.remind-findings";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var late = await db.Set<Finding>().AsNoTracking().Where(f => f.ClosedAt == null && f.DueOn < today)
            .GroupBy(f => new { f.OrganisationId, f.RegionCode })
            .Select(g => new { g.Key.OrganisationId, g.Key.RegionCode, Count = g.Count() })
            .ToListAsync(ct);
        foreach (var organisation in late)
        {
            await tell.OfOverdueAsync(today, organisation.OrganisationId, organisation.RegionCode, organisation.Count, ct);

            // Told already today: the keys are taken, and that is all.
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
