using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.HandOver;

/// <summary>
/// Goes on with departures that were interrupted, and looks for work that stayed with somebody whose account is locked or who holds no post: the administrators of his region are told once a day,
/// until it is handed over (08.17).
/// </summary>
internal sealed class FinishDepartures(Database db, Depart depart, IEnumerable<IOpenWork> kinds, IMessages messages, TimeProvider clock) : IRecurringJob
{
    private const int AtOnce = 500;

    public string Name => "identity.finish-departures";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        // What was begun a moment ago is in the hands of the page that began it.
        var begun = now.AddMinutes(-10);
        foreach (var open in await db.Set<Departure>().AsNoTracking().Where(d => d.DoneAt == null && d.At < begun).OrderBy(d => d.Id).ToListAsync(ct))
        {
            await depart.FinishAsync(open.Id, Act.BySystem($"继续办理{open.StaffName}的工作移交", now), ct);
        }

        db.ChangeTracker.Clear();
        await LeftAsync(LegalDay.Of(now), ct);
    }

    private async Task LeftAsync(DateOnly today, CancellationToken ct)
    {
        var left = new List<(Guid Id, string Name, string Region)>();
        for (var after = Guid.Empty; ;)
        {
            var page = await (
                from m in db.Set<StaffMember>().AsNoTracking()
                join o in db.Set<Organisation>() on m.OrganisationId equals o.Id
                where m.Id > after && (db.Set<Account>().Any(a => a.StaffId == m.Id && a.LockedAt != null)
                    || !db.Set<StaffPost>().Any(p => p.StaffId == m.Id && p.From <= today && (p.Until == null || p.Until >= today)))
                orderby m.Id
                select new { m.Id, m.Name, o.RegionCode }).Take(AtOnce).ToListAsync(ct);
            var ids = page.Select(p => p.Id).ToList();
            var holders = new HashSet<Guid>();
            foreach (var kind in ids.Count == 0 ? [] : kinds)
            {
                holders.UnionWith(await kind.HoldersAsync(ids, ct));
            }

            left.AddRange(page.Where(p => holders.Contains(p.Id)).Select(p => (p.Id, p.Name, p.RegionCode)));
            if (page.Count < AtOnce)
            {
                break;
            }

            after = ids[^1];
        }

        foreach (var region in left.GroupBy(l => l.Region))
        {
            var body = $"{string.Join('、', region.Select(l => l.Name).Take(5))}{(region.Count() > 5 ? $"等 {region.Count()} 人" : "")}已停用账号或没有岗位，名下还有没有办完的工作，请办理离职或调岗移交。";
            foreach (var administrator in await db.NearestAdministratorsAsync(region.Key, [.. region.Select(l => l.Id)], today, ct))
            {
                messages.Send(db, new NewMessage(administrator, "有工作留在离岗人员名下", body, $"left-work:{today:yyyyMMdd}:{region.Key}:{administrator:N}", DeparturesPageModel.Path));
                await db.SaveAsync(ct);
                db.ChangeTracker.Clear();
            }
        }
    }
}
