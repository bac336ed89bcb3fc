using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>
/// Tells everybody who keeps items once of what was handed down to them (01.17). Apart from the handing down, so that messages do not slow that; a save for each, so that begun again after a kill
/// it tells the rest.
/// </summary>
internal sealed class TellAdoptions(Database db, TellAdoption tell, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.tell-adoptions";

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        while (await db.Set<FanOutRun>().AsNoTracking().Where(r => r.DoneAt != null && r.ToldAt == null).OrderBy(r => r.DoneAt).FirstOrDefaultAsync(ct) is { } run)
        {
            var made = await Of(run).Where(t => t.ClosedAt == null).GroupBy(t => new { t.ItemKind, t.OrganisationId, t.RegionCode }).Select(g => new { g.Key, Items = g.Count() }).ToListAsync(ct);
            var told = new Dictionary<Guid, int>();
            foreach (var group in made)
            {
                foreach (var staff in await tell.KeepersAsync(new Keepers(group.Key.ItemKind, group.Key.OrganisationId, group.Key.RegionCode), ct))
                {
                    told[staff] = told.GetValueOrDefault(staff) + group.Items;
                }
            }

            var any = made.Count == 0 ? null : await Of(run).Where(t => t.ClosedAt == null).OrderBy(t => t.Id).FirstOrDefaultAsync(ct);
            foreach (var (staff, items) in any is null ? [] : told)
            {
                // Told before a kill: the key is taken, and that is all.
                tell.Made(run, staff, any!, items);
                await db.SaveAsync(ct);
                db.ChangeTracker.Clear();
            }

            var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
            await db.UpdateAsync(db.Set<FanOutRun>().Where(r => r.Id == run.Id), s => s.SetProperty(r => r.ToldAt, at), ct);
        }
    }

    private IQueryable<AdoptionTask> Of(FanOutRun run)
    {
        var status = run.Status is null ? Guid.Empty : run.Id;
        return db.Set<AdoptionTask>().AsNoTracking().Where(t => t.UpperVersionId == run.VersionId && t.StatusRunId == status);
    }
}

/// <summary>Reminds once a day of what is due soon or overdue; what waits for the level above's answer is not the organisation's delay.</summary>
internal sealed class RemindAdoptions(Database db, TellAdoption tell, WorkingCalendars calendars, IOptions<AdoptionSettings> settings, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.remind-adoptions";

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var until = (await calendars.CurrentAsync(ct)).AddWorkingDays(today, settings.Value.RemindBefore);
        var due = await db.Set<AdoptionTask>().AsNoTracking().Where(t => t.ClosedAt == null && t.DueOn <= until && (t.ContestedAt == null || t.AnsweredAt != null))
            .GroupBy(t => new { t.ItemKind, t.OrganisationId, t.RegionCode })
            .Select(g => new { g.Key, Late = g.Count(t => t.DueOn < today), Soon = g.Count(t => t.DueOn >= today) }).ToListAsync(ct);
        var told = new Dictionary<Guid, (int Soon, int Late)>();
        foreach (var group in due)
        {
            foreach (var staff in await tell.KeepersAsync(new Keepers(group.Key.ItemKind, group.Key.OrganisationId, group.Key.RegionCode), ct))
            {
                var (soon, late) = told.GetValueOrDefault(staff);
                told[staff] = (soon + group.Soon, late + group.Late);
            }
        }

        foreach (var (staff, (soon, late)) in told)
        {
            // Told already today: the key is taken, and that is all.
            tell.Due(staff, soon, late, today);
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
