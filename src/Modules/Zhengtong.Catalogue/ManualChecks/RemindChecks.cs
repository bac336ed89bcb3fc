using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.ManualChecks;

/// <summary>Reminds, once a day, who reads for others on the day it is due and after; and who gave out what is late, since the reviewer may have left (02.10).</summary>
internal sealed class RemindChecks(Database db, IMessages messages, TimeProvider clock) : IRecurringJob
{
    public string Name => "catalogue.remind-checks";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var due = await db.Set<ManualCheck>().AsNoTracking().Where(c => c.DoneAt == null && c.WithdrawnAt == null && c.DueOn <= today)
            .GroupBy(c => new { c.ReviewerId, c.ReviewerName, c.AssignedById })
            .Select(g => new { g.Key.ReviewerId, g.Key.ReviewerName, g.Key.AssignedById, Count = g.Count(), Late = g.Count(c => c.DueOn < today) })
            .ToListAsync(ct);
        foreach (var of in due.GroupBy(d => d.ReviewerId))
        {
            var (count, late) = (of.Sum(d => d.Count), of.Sum(d => d.Late));
            var body = late == 0 ? $"{count} 个事项的人工校验今天到期，请按时提交结果。" : $"{count} 个事项的人工校验到期，其中 {late} 个已超期，请尽快提交结果。";
            await messages.TellOnceAsync(db, new NewMessage(of.Key, "人工校验到期", body, $"check-due:{today:yyyyMMdd}:{of.Key:N}", ChecksPageModel.Path), ct);
        }

        foreach (var of in due.Where(d => d.Late > 0 && d.AssignedById != d.ReviewerId).GroupBy(d => d.AssignedById))
        {
            var body = $"您分配的人工校验有 {of.Sum(d => d.Late)} 个已超期（{string.Join("、", of.Select(d => d.ReviewerName).Distinct().Take(5))}）。校验人不在岗的，可以改派或收回。";
            await messages.TellOnceAsync(db, new NewMessage(of.Key, "分配的人工校验超期", body, $"check-late:{today:yyyyMMdd}:{of.Key:N}", ChecksPageModel.Path + "?show=region&state=late"), ct);
        }
    }
}
