using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Clock;

/// <summary>Notes that due days are to be reckoned again. The work itself is <see cref="ReckonOpenCases"/>'s: it may be long.</summary>
internal sealed class AskReckoning(Database db, TimeProvider clock) : ISubscriber<WorkingCalendarImported>
{
    public Task HandleAsync(WorkingCalendarImported happened, Guid eventId, CancellationToken ct)
    {
        db.Add(new Reckoning
        {
            Id = eventId,
            CalendarVersion = happened.Version,
            Years = string.Join('、', happened.Years),
            AskedAt = Act.Micro(clock.GetUtcNow().UtcDateTime),
            ByName = happened.ByName,
            Reason = happened.Reason,
        });
        return Task.CompletedTask;
    }
}
