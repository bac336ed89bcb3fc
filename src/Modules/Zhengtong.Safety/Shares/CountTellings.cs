using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Shares;

/// <summary>
/// Counts what connected systems were told on the day before, from the readings that each person can see himself, and writes it into the register of their shares (18.13). A day is counted once.
/// </summary>
internal sealed class CountTellings(Database db, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "safety.count-tellings";

    /// <summary>Days that are looked back, for nodes that stood still.</summary>
    private const int Days = 7;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = LegalDay.Of(now);
        var shares = await db.Set<DataShare>().AsNoTracking().Where(s => s.SystemId != null && s.Verdict != null).Select(s => new { s.Id, System = s.SystemId!.Value, s.Resource }).ToListAsync(ct);
        foreach (var share in shares.GroupBy(s => s.System).Select(g => g.OrderByDescending(s => s.Id).First()))
        {
            var from = today.AddDays(-Days);
            var counted = await db.Set<ShareTelling>().Where(t => t.ShareId == share.Id && t.Counted && t.Day >= from).Select(t => t.Day).ToListAsync(ct);
            foreach (var day in Enumerable.Range(0, Days).Select(from.AddDays).Except(counted))
            {
                var (start, end) = (LegalDay.StartUtc(day), LegalDay.EndUtc(day));
                var told = db.Set<PersonalDataReading>().Where(r => r.ReaderId == share.System && r.At >= start && r.At < end);
                if (await told.CountAsync(ct) is var entries and > 0)
                {
                    db.Add(new ShareTelling
                    {
                        Id = Guid.CreateVersion7(now), ShareId = share.Id, Day = day, What = "登录时提供的账号信息", Entries = entries,
                        People = await told.Select(r => r.PartyId).Distinct().CountAsync(ct), Counted = true, ByName = Actor.System.Name, At = Act.Micro(now),
                    });
                    // Another node was quicker: the key is taken, and that is all.
                    await db.SaveAsync(ct);
                    db.ChangeTracker.Clear();
                }
            }
        }
    }
}
