using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Ends reviews whose last day is past, so that none waits for somebody to press a button.</summary>
internal sealed class CloseReviews(Database db, ReviewStandard reviews, TimeProvider clock) : IRecurringJob
{
    private const int Page = 100;

    public string Name => "catalogue.close-standard-reviews";

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = LegalDay.Of(now);
        foreach (var id in await db.Set<StandardReview>().Where(r => r.ClosedAt == null && r.ClosesOn < today).OrderBy(r => r.ClosesOn).Select(r => r.Id).Take(Page).ToListAsync(ct))
        {
            // Somebody may have ended it meanwhile: then there is nothing to do.
            if (await db.Set<StandardReview>().SingleOrDefaultAsync(r => r.Id == id && r.ClosedAt == null, ct) is { } review)
            {
                await reviews.EndAsync(review, Act.BySystem("评审截止", now), ct);
            }

            db.ChangeTracker.Clear();
        }
    }
}
