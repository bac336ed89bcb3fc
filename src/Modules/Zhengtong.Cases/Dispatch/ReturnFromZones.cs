using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Dispatch;

/// <summary>
/// Open steps that a special zone may no longer do (01.36: its list was published without the authority, or the item was recalled) go on with the organisation that gave it the item,
/// with the day they are due on. Until then nobody of the zone can do them.
/// </summary>
internal sealed class ReturnFromZones(Database db, CaseFiles files, IZoneAuthority zones, TimeProvider clock) : IRecurringJob
{
    private const string Reason = "特定区域的授权已停止，由授出单位继续办理";
    private const int Page = 200;

    public string Name => "cases.return-from-zones";

    public TimeSpan Period => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var held = db.Set<CaseStep>().AsNoTracking().Where(s => s.CompletedAt == null && s.ZoneItemId != null).Authorised(zones.Powers).Select(s => s.Id);
        var lost = db.Set<CaseStep>().AsNoTracking().Where(s => s.CompletedAt == null && s.ZoneItemId != null && !held.Contains(s.Id));
        var after = Guid.Empty;
        while (await lost.Where(s => s.Id > after).OrderBy(s => s.Id).Take(Page).Select(s => new { s.Id, s.CaseId }).ToListAsync(ct) is { Count: > 0 } page)
        {
            foreach (var id in page.Select(s => s.CaseId).Distinct())
            {
                await ReturnAsync(id, ct);
            }

            after = page[^1].Id;
        }
    }

    private async Task ReturnAsync(Guid caseId, CancellationToken ct)
    {
        var act = Act.BySystem(Reason, Act.Micro(clock.GetUtcNow().UtcDateTime));
        var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == caseId, ct), ct);
        if (file.Zone is { } zone)
        {
            var @case = file.Case;
            if (!zone.MayDecide && @case.OrganisationId == zone.ZoneId)
            {
                (@case.OrganisationId, @case.OrganisationName) = (zone.GiverId, zone.GiverName);
            }

            foreach (var step in file.OpenSteps.Where(s => s.ZoneItemId is not null && !(s.Kind == StepKind.Intake ? zone.MayAccept : zone.MayDecide)).ToList())
            {
                var next = file.Reroute(step, zone.GiverId, zone.GiverName, Reason, act, zone.GiverRegion);
                file.Add(TakeStep.Row(step, RoutingKind.Rerouted, act, Reason, next: next));
                file.Record(act, "step-rerouted", null, new { step = step.Name, from = step.OrganisationName, to = zone.GiverName, due = step.DueOn, reason = Reason });
            }
        }

        // What met another hand is looked at again by the next run.
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }
}
