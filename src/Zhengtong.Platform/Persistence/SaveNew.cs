using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Persistence;

/// <summary>
/// A save for the paths where many people write at once. New rows go past the change tracker, whose work for a dozen rows is several times that of
/// the database; on PostgreSQL they and the changed rows leave as one batch. Elsewhere it is the ordinary save.
/// </summary>
public static class SaveNew
{
    /// <summary>Saves the new rows, and what was changed of tracked ones, all or nothing; with the same problems as <see cref="Database.SaveAsync"/>.</summary>
    public static async Task<Outcome> SaveNewAsync(this Database db, IReadOnlyCollection<object> rows, CancellationToken ct)
    {
        if (db.IsSqlite || db.Database.CurrentTransaction is not null)
        {
            db.AddRange(rows);
            return await db.SaveAsync(ct);
        }

        db.ChangeTracker.DetectChanges();
        var changed = db.ChangeTracker.Entries().Where(e => e.State != EntityState.Unchanged).ToList();
        if (changed.Find(e => e.State != EntityState.Modified) is { } other)
        {
            throw new InvalidOperationException($"{other.Metadata.ShortName()} is {other.State}: give new rows to the call, and delete by an ordinary save.");
        }

        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return await WriteAsync(db, (NpgsqlConnection)db.Database.GetDbConnection(), rows, changed, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<Outcome> WriteAsync(Database db, NpgsqlConnection connection, IReadOnlyCollection<object> rows, List<EntityEntry> changed, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var entry in changed)
        {
            batch.BatchCommands.Add(Update(db, entry));
        }

        foreach (var row in rows)
        {
            batch.BatchCommands.Add(Insert(db, row));
        }

        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Database.AlreadyThere;
        }

        if (Enumerable.Range(0, changed.Count).Any(i => batch.BatchCommands[i].RecordsAffected != 1))
        {
            return Database.ChangedMeanwhile;
        }

        await transaction.CommitAsync(ct);
        if (rows.Any(r => r is OutboxEvent))
        {
            db.GetService<OutboxSignal>().Raise();
        }

        return Outcome.Done();
    }

    private static NpgsqlBatchCommand Insert(Database db, object row)
    {
        var (_, columns, insert) = EntityColumns.Of(db, row.GetType());
        var command = new NpgsqlBatchCommand(insert);
        foreach (var column in columns)
        {
            Add(command, column, column.ValueOf(db, row));
        }

        return command;
    }

    /// <summary>The changed columns, where key and revision are still those that were read.</summary>
    private static NpgsqlBatchCommand Update(Database db, EntityEntry entry)
    {
        var (table, columns, _) = EntityColumns.Of(db, entry.Metadata.ClrType);
        var command = new NpgsqlBatchCommand();
        var (set, where) = (new StringBuilder(), new StringBuilder());
        foreach (var (property, column) in entry.Properties.Zip(columns))
        {
            if (property.IsModified)
            {
                Add(command, column, column.Stored(db, property.CurrentValue));
                set.Append(set.Length == 0 ? "" : ",").Append($"\"{column.Name}\"=${command.Parameters.Count}");
            }

            if (property.Metadata.IsPrimaryKey() || property.Metadata.IsConcurrencyToken)
            {
                Add(command, column, column.Stored(db, property.OriginalValue));
                where.Append(where.Length == 0 ? "" : " and ").Append($"\"{column.Name}\"=${command.Parameters.Count}");
            }
        }

        command.CommandText = $"update \"{table}\" set {set} where {where}";
        return command;
    }

    private static void Add(NpgsqlBatchCommand command, EntityColumn column, object? value) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, DataTypeName = column.Type.StoreTypeNameBase });
}
