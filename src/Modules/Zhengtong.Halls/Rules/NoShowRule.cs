namespace Zhengtong.Halls.Rules;

/// <summary>Who often books and does not come leaves places empty for others: booking online is paused for a while, the window stays open to him (03.30).</summary>
internal static class NoShowRule
{
    /// <param name="missed">The days of missed visits, in any order.</param>
    /// <returns>The first day on which one can book again; null when nothing is paused today.</returns>
    public static DateOnly? PausedUntil(IEnumerable<DateOnly> missed, DateOnly today, HallSettings settings)
    {
        if (settings.NoShowLimit <= 0)
        {
            return null;
        }

        var days = missed.OrderDescending().ToList();
        for (var i = 0; i + settings.NoShowLimit <= days.Count; i++)
        {
            var (last, first) = (days[i], days[i + settings.NoShowLimit - 1]);
            if (last.DayNumber - first.DayNumber < settings.NoShowDays)
            {
                var until = last.AddDays(settings.PauseDays + 1);
                return until > today ? until : null;
            }
        }

        return null;
    }
}
