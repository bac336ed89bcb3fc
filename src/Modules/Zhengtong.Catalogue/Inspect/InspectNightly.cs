using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>
/// Everything once a day, since what lies around an item (files, forms, posts) changes without a new version of it; a run that was cut off by a stop is taken up again within the hour (02.08).
/// </summary>
internal sealed class InspectNightly(Database db, InspectAll inspect, TimeProvider clock) : IRecurringJob
{
    public string Name => "catalogue.inspect-all";

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var last = await db.Set<InspectionRun>().AsNoTracking().Where(r => r.Full).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        if (last is null or { EndedAt: null } || LegalDay.Of(last.StartedAt) < LegalDay.Today(clock))
        {
            await inspect.RunAsync(full: true, null, ct);
        }
    }
}
