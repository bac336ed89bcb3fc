using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Api;

/// <summary>Puts what happened to an item into the feed of changes; the number comes after.</summary>
internal sealed class EnterChange(Database db, TimeProvider clock) : ISubscriber<ItemPublished>
{
    public async Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        if (!await db.Set<FeedEntry>().AnyAsync(c => c.Id == eventId, ct))
        {
            db.Add(new FeedEntry { Id = eventId, What = happened.What, VersionId = happened.VersionId, ItemId = happened.ItemId, Code = happened.Code, At = Act.Micro(clock.GetUtcNow().UtcDateTime) });
        }
    }
}

/// <summary>Numbers the changes that are committed. The unique number makes two rounds at once impossible, also when a lease ran out.</summary>
internal sealed class NumberChanges(Database db) : IRecurringJob
{
    private const int Round = 2000;

    public string Name => "catalogue.number-changes";

    public TimeSpan Period => TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken ct)
    {
        List<FeedEntry> waiting;
        do
        {
            waiting = await db.Set<FeedEntry>().Where(c => c.Sequence == null).OrderBy(c => c.At).ThenBy(c => c.Id).Take(Round).ToListAsync(ct);
            var last = waiting.Count == 0 ? 0 : await db.Set<FeedEntry>().MaxAsync(c => c.Sequence, ct) ?? 0;
            waiting.ForEach(c => c.Sequence = ++last);
            var saved = await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
            if (!saved.Ok)
            {
                return;
            }
        }
        while (waiting.Count == Round);
    }
}
