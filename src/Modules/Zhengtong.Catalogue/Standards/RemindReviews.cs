using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// Tells that a local standard must be reviewed (标准化法 article 29): half a year before, so that a committee can still meet, and once more when the day is past. Told are the managers
/// who decide on it and the office that proposed it, each once; whoever comes to the post later is told then.
/// </summary>
internal sealed class RemindReviews(Database db, IMessages messages, IOrganisations organisations, IOptions<StandardSettings> settings, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.remind-standard-reviews";
    private const int Page = 100;
    private const int MonthsBefore = 6;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var last = today.AddMonths(MonthsBefore).AddYears(-settings.Value.ReviewYears);
        var after = Guid.Empty;
        while (await db.Set<Standard>().AsNoTracking()
            .Where(s => s.Id > after && s.RegionCode != "" && s.PublishedAt != null && (s.LastReviewedOn ?? s.IssuedOn) <= last)
            .OrderBy(s => s.Id).Take(Page).ToListAsync(ct) is { Count: > 0 } page)
        {
            foreach (var of in page)
            {
                if (ReviewCycle.DueOn(of, today, settings.Value.ReviewYears) is { } due)
                {
                    await TellAsync(of, due, today, ct);
                }
            }

            after = page[^1].Id;
        }
    }

    private async Task TellAsync(Standard of, DateOnly due, DateOnly today, CancellationToken ct)
    {
        var late = due < today;
        var (title, text) = late
            ? ("地方标准超过复审期限", $"“{of.Title}”（{of.Number}）应在 {LegalDay.Date(due)}前复审，请尽快作出继续有效、修订或者废止的结论。")
            : ("地方标准即将到复审期限", $"“{of.Title}”（{of.Number}）应在 {LegalDay.Date(due)}前复审，请安排评审并作出继续有效、修订或者废止的结论。");
        var deciding = await organisations.InRegionAsync(Roles.CatalogueManager, of.RegionCode, ct);
        var owners = await organisations.ColleaguesAsync(of.OwnerId, [Roles.CatalogueManager, Roles.ItemEditor], ct);
        foreach (var staff in deciding.Concat(owners).Select(c => c.StaffId).Distinct())
        {
            messages.Send(db, new NewMessage(staff, title, text, $"standard-review:{of.Id:N}:{due:yyyyMMdd}:{(late ? "late" : "early")}:{staff:N}", $"/office/standards/{of.Id}"));

            // A save for each: who was told before has his key taken, and that is all.
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
