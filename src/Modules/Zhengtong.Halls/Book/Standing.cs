using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Book;

/// <summary>Whether a person may book online now. Whatever the answer, the window serves him (03.30).</summary>
internal sealed class Standing(Database db, IOptions<HallSettings> settings, TimeProvider clock)
{
    /// <returns>null: he may.</returns>
    public async Task<Problem?> RefusalAsync(Guid personId, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var known = settings.Value;
        var since = today.AddDays(-known.PauseDays - known.NoShowDays);
        var missed = await db.Set<Booking>().Where(b => b.PersonId == personId && b.State == BookingState.Missed && b.Day >= since).Select(b => b.Day).ToListAsync(ct);
        return NoShowRule.PausedUntil(missed, today, known) is { } until
            ? Problem.Forbidden("halls.paused", $"您近期有 {known.NoShowLimit} 次以上预约后没有到场，网上预约暂停到 {LegalDay.Date(until.AddDays(-1))}。不影响办事：可以随时直接到窗口取号办理，也可以在网上申请。")
            : null;
    }
}
