using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Incidents;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Plans;
using Zhengtong.Safety.Shares;

namespace Zhengtong.Safety.Overview;

/// <summary>
/// Tells the administrators of a region, or of the nearest above, what falls due: an incident to be reported upward within hours, an exercise, a mending after one, a review that lapses.
/// Once for each day on which it is due and each administrator.
/// </summary>
internal sealed class RemindSafety(Database db, IOrganisations organisations, IMessages messages, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "safety.remind";
    private const int DaysBefore = 14;
    private const int MostAtOnce = 500;
    private static readonly TimeSpan BeforeClock = TimeSpan.FromHours(12);

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (today, keepers) = (LegalDay.Of(now), new Dictionary<string, IReadOnlyList<Guid>>());
        List<(string Region, string Key, string Title, string Body, string Link)> due = [.. await IncidentsAsync(now, ct), .. await PlansAsync(today, ct), .. await SharesAsync(today, ct)];
        foreach (var (region, key, title, body, link) in due)
        {
            var told = keepers.TryGetValue(region, out var known) ? known : keepers[region] = await organisations.NearestAsync(Roles.Administrator, region, [], ct);
            foreach (var keeper in told)
            {
                await messages.TellOnceAsync(db, new NewMessage(keeper, title, body, $"{key}:{keeper:N}", link), ct);
            }
        }
    }

    private async Task<IEnumerable<(string, string, string, string, string)>> IncidentsAsync(DateTime now, CancellationToken ct)
    {
        var until = now + BeforeClock;
        var incidents = await db.Set<Incident>().AsNoTracking().Where(i => i.ReportUpBy != null && i.ReportedUpAt == null && i.ClosedAt == null && i.ReportUpBy <= until)
            .OrderBy(i => i.ReportUpBy).Take(MostAtOnce).ToListAsync(ct);
        return incidents.Select(i => (
            i.RegionCode, $"safety-clock:{i.Id:N}:{(i.ReportUpBy < now ? "late" : "soon")}", "安全事件须报告主管部门",
            $"“{i.Title}”（{i.Number}）：{IncidentsPageModel.ClockOf(i, now)}。报告后请登记。", $"{IncidentsPageModel.Path}/{i.Id}"));
    }

    private async Task<IEnumerable<(string, string, string, string, string)>> PlansAsync(DateOnly today, CancellationToken ct)
    {
        var until = today.AddDays(DaysBefore);
        var plans = await db.Set<EmergencyPlan>().AsNoTracking().Where(p => p.ExerciseBy <= until).OrderBy(p => p.ExerciseBy).Take(MostAtOnce).ToListAsync(ct);
        var followUps = await (
            from f in db.Set<ExerciseFollowUp>().AsNoTracking()
            join p in db.Set<EmergencyPlan>().AsNoTracking() on f.PlanId equals p.Id
            where f.DoneAt == null && f.DueOn < today
            orderby f.DueOn
            select new { f, p.RegionCode }).Take(MostAtOnce).ToListAsync(ct);
        return
        [
            .. plans.Select(p => (
                p.RegionCode, $"safety-exercise:{p.Id:N}:{p.ExerciseBy:yyyyMMdd}:{(p.ExerciseBy < today ? "late" : "soon")}", p.ExerciseBy < today ? "应急演练已逾期" : "应急预案该演练了",
                $"“{p.Name}”须在{LegalDay.Date(p.ExerciseBy!.Value)}前演练。演练后请登记参加人员和发现的问题。", $"{PlansPageModel.Path}/{p.Id}")),
            .. followUps.Select(x => (
                x.RegionCode, $"safety-mend:{x.f.Id:N}", "演练发现的问题整改逾期", $"“{x.f.What}”由{x.f.Responsible}在{LegalDay.Date(x.f.DueOn)}前整改，已逾期。完成后请登记。", $"{PlansPageModel.Path}/{x.f.PlanId}")),
        ];
    }

    private async Task<IEnumerable<(string, string, string, string, string)>> SharesAsync(DateOnly today, CancellationToken ct)
    {
        var shares = await db.Set<DataShare>().AsNoTracking().Seen(ShareView.Ending, today).OrderBy(s => s.InForceUntil).Take(MostAtOnce).ToListAsync(ct);
        return shares.Select(s => (
            s.RegionCode, $"safety-share:{s.Id:N}:{s.InForceUntil:yyyyMMdd}", "数据共享审查即将到期",
            $"“{s.Resource}”的审查{LegalDay.Date(s.InForceUntil!.Value)}到期。继续共享的，请在到期前重新评估、审查；不再共享的，请终止。", $"{SharesPageModel.Path}/{s.Id}"));
    }
}
