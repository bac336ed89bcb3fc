using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Zhengtong.Platform.Persistence;

/// <summary>Adds many new rows at once, beside the change tracker: COPY on PostgreSQL, one prepared statement on SQLite.</summary>
public static class BulkInsert
{
    /// <summary>All rows or none. Takes part in the transaction that is open, else in one of its own. The columns are those of the entity's mapping.</summary>
    /// <param name="progress">Gets the number of rows written so far, now and then.</param>
    public static async Task BulkInsertAsync<T>(this Database db, IReadOnlyCollection<T> rows, CancellationToken ct, Action<int>? progress = null)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var (table, columns, _) = EntityColumns.Of(db, typeof(T));
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
            {
                await CopyAsync(db, postgres, table, columns, rows, progress, ct);
            }
            else
            {
                await db.WriteAsync(
                    async () =>
                    {
                        await InsertAsync(db, table, columns, rows, progress, ct);
                        return true;
                    },
                    ct);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task CopyAsync<T>(
        Database db, NpgsqlConnection connection, string table, EntityColumn[] columns, IReadOnlyCollection<T> rows, Action<int>? progress, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy \"{table}\" ({EntityColumns.Names(columns)}) from stdin (format binary)", ct);
        var written = 0;
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            foreach (var column in columns)
            {
                if (column.ValueOf(db, row!) is { } value)
                {
                    await copy.WriteAsync(value, column.Type.StoreTypeNameBase, ct);
                }
                else
                {
                    await copy.WriteNullAsync(ct);
                }
            }

            Tell(progress, ++written);
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task InsertAsync<T>(Database db, string table, EntityColumn[] columns, IReadOnlyCollection<T> rows, Action<int>? progress, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is { } outer)
        {
            Insert(db, outer, table, columns, rows, progress);
            return;
        }

        // A row that is refused must not leave the file locked: the transaction ends here, whatever happens.
        await using var own = await db.Database.BeginTransactionAsync(ct);
        Insert(db, own, table, columns, rows, progress);
        await own.CommitAsync(ct);
    }

    private static void Insert<T>(Database db, IDbContextTransaction within, string table, EntityColumn[] columns, IReadOnlyCollection<T> rows, Action<int>? progress)
    {
        using var command = (SqliteCommand)db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (SqliteTransaction)within.GetDbTransaction();
#pragma warning disable CA2100 // Only names of the mapping are in the text.
        command.CommandText = $"insert into \"{table}\" ({EntityColumns.Names(columns)}) values ({string.Join(",", columns.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
        var parameters = columns.Select((c, i) => (DbParameter)command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToArray();
        command.Prepare();
        var written = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                parameters[i].Value = columns[i].ValueOf(db, row!) ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
            Tell(progress, ++written);
        }
    }

    private static void Tell(Action<int>? progress, int written)
    {
        if (written % 5000 == 0)
        {
            progress?.Invoke(written);
        }
    }
}
