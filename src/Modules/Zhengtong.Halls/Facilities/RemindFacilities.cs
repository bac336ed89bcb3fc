using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Facilities;

/// <summary>
/// Reminds the administrators of a hall's region, or of the nearest one above that has any, that its facilities are due for a check (18.06). Once for each date of the oldest check: who looked
/// after them and forgets them again is reminded again.
/// </summary>
internal sealed class RemindFacilities(Database db, FacilityGaps gaps, IOrganisations organisations, IMessages messages, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "halls.remind-facilities";
    private const int Batch = 100;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var (today, after) = (LegalDay.Today(clock), Guid.Empty);
        var keepers = new Dictionary<string, IReadOnlyList<Guid>>();
        while (await gaps.Overdue(today).Where(h => h.Id > after).OrderBy(h => h.Id).Take(Batch)
            .Select(h => new { h.Id, h.Name, h.RegionCode, Oldest = db.Set<Facility>().Where(f => f.HallId == h.Id).Min(f => f.CheckedOn) }).ToListAsync(ct) is { Count: > 0 } halls)
        {
            foreach (var hall in halls)
            {
                var told = keepers.TryGetValue(hall.RegionCode, out var known) ? known : keepers[hall.RegionCode] = await organisations.NearestAsync(Roles.Administrator, hall.RegionCode, [], ct);
                foreach (var keeper in told)
                {
                    var message = new NewMessage(
                        keeper, "无障碍设施该检查了", $"{hall.Name}的无障碍设施和便民用品，{LegalDay.Date(hall.Oldest)}后有没有检查过的。请到场查看，坏了的登记停用，完好的确认一次。",
                        $"facilities:{hall.Id:N}:{hall.Oldest:yyyyMMdd}:{keeper:N}", $"/office/halls/hall/{hall.Id}/facilities");
                    await messages.TellOnceAsync(db, message, ct);
                }
            }

            after = halls[^1].Id;
        }
    }
}
