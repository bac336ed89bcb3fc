using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Incidents;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Plans;
using Zhengtong.Safety.Rules;
using Zhengtong.Safety.Shares;

namespace Zhengtong.Safety.Overview;

/// <summary>What wants attention in the data security of a region (18.07). Six statements, whatever there is.</summary>
internal sealed class SafetyOverview(Database db, ISignInFigures signIns, TimeProvider clock)
{
    /// <summary>As many of a kind as are named and counted; more than that are read in their register.</summary>
    public const int Most = 100;

    /// <param name="Text">What it is and by when.</param>
    internal sealed record Matter(string Text, string Href, bool Late);

    /// <param name="Gaps">Stages of objects without a measure; null: no rules are published.</param>
    /// <param name="HeldUpSignIns">Accounts and places that were made to wait for too many wrong sign-ins within a day.</param>
    internal sealed record Seen(
        IReadOnlyList<Matter> Incidents, int? Gaps, IReadOnlyList<Matter> Shares, IReadOnlyList<Matter> Plans, IReadOnlyList<Matter> FollowUps, int HeldUpSignIns);

    public async Task<Seen> OfAsync(Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (today, region) = (LegalDay.Of(now), actor.Post!.RegionCode);
        var soon = today.AddDays(ShareViews.SoonDays);
        var incidents = await db.IncidentsOf(actor).AsNoTracking().Where(i => i.ClosedAt == null).OrderByDescending(i => i.Id).Take(Most).ToListAsync(ct);
        // What MeasureRule.InForce says, as the store asks it.
        var measures = await db.Set<SafetyRulesVersion>().AsNoTracking().Where(v => v.RegionCode == region && v.EffectiveFrom <= today).OrderByDescending(v => v.Number)
            .Select(v => v.Measures).FirstOrDefaultAsync(ct);
        var shares = await db.SharesOf(actor).AsNoTracking()
            .Where(s => s.EndedAt == null && (s.AssessedAt != null || s.Verdict == null || (s.Verdict != ShareVerdict.Refused && s.InForceUntil <= soon)))
            .OrderBy(s => s.InForceUntil).ThenBy(s => s.Id).Take(Most).ToListAsync(ct);
        var plans = await db.PlansOf(actor).AsNoTracking().Where(p => p.ExerciseBy <= soon).OrderBy(p => p.ExerciseBy).ThenBy(p => p.Id).Take(Most).ToListAsync(ct);
        var followUps = await (
            from f in db.Set<ExerciseFollowUp>().AsNoTracking()
            join p in db.PlansOf(actor) on f.PlanId equals p.Id
            where f.DoneAt == null && f.DueOn <= soon
            orderby f.DueOn, f.Id
            select f).Take(Most).ToListAsync(ct);
        return new Seen(
            [.. incidents.Select(i => OfIncident(i, now))],
            measures is null ? null : MeasureRule.Gaps(Measure.Read(measures)).Count,
            [.. shares.Select(s => OfShare(s, today))],
            [.. plans.Select(p => new Matter($"{p.Name}：{LegalDay.Date(p.ExerciseBy!.Value)}前演练", $"{PlansPageModel.Path}/{p.Id}", ExerciseRule.IsOverdue(p.ExerciseBy, today)))],
            [.. followUps.Select(f => new Matter($"{f.What}：{f.Responsible}，{LegalDay.Date(f.DueOn)}前整改", $"{PlansPageModel.Path}/{f.PlanId}", f.DueOn < today))],
            await signIns.HeldUpAsync(now.AddDays(-1), ct));
    }

    private static Matter OfIncident(Incident incident, DateTime now)
    {
        var clock = IncidentsPageModel.ClockOf(incident, now);
        return new Matter($"{incident.Title}（{clock ?? IncidentsPageModel.StateOf(incident).Name}）", $"{IncidentsPageModel.Path}/{incident.Id}", clock is not null && now > incident.ReportUpBy);
    }

    private static Matter OfShare(DataShare share, DateOnly today)
    {
        var status = share.StatusOn(today);
        var what = share.AssessedAt is not null ? ShareStatus.Assessed.Words().Name
            : status == ShareStatus.InForce ? $"审查{LegalDay.Date(share.InForceUntil!.Value)}到期"
            : status.Words().Name;
        return new Matter($"{share.Resource}：{what}", $"{SharesPageModel.Path}/{share.Id}", status == ShareStatus.Lapsed);
    }
}
