using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>Writes what was staged of many items: new rows past the change tracker, changed items with their revision checked; the caller holds the transaction.</summary>
internal static class SheetWriter
{
    public static async Task<Outcome> FlushAsync(Database db, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        var added = db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).ToList();
        var rows = added.Select(e => e.Entity).ToList();
        added.ForEach(e => e.State = EntityState.Detached);
        await db.BulkInsertAsync(Of<Item>(rows), ct);
        await db.BulkInsertAsync(Of<ItemVersion>(rows), ct);
        await db.BulkInsertAsync(Of<ItemIndex>(rows), ct);
        await db.BulkInsertAsync(Of<TraceEntry>(rows), ct);
        await db.BulkInsertAsync(Of<OutboxEvent>(rows), ct);
        var saved = await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
        return saved;
    }

    private static List<T> Of<T>(List<object> rows) => [.. rows.OfType<T>()];
}
