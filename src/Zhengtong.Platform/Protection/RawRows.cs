using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Text columns as the store holds them, page by page in the order of the key: for what is done to the rows of many tables whatever they mean. A value is replaced only where it still is what
/// was read. Wants an open connection.
/// </summary>
internal sealed class RawRows(Persistence.Database db)
{
    /// <summary>Seconds. Of a page on a slow disk, where each row is read from another place; who has a row locked all that time is an error.</summary>
    private const int PagePatience = 600;

    /// <summary>The tables that have such columns, in the order of their names.</summary>
    public static IReadOnlyList<Table> Tables(IModel model, Func<IProperty, bool> wanted) =>
    [
        .. model.GetEntityTypes().Where(e => e.GetProperties().Any(wanted)).OrderBy(e => e.GetTableName(), StringComparer.Ordinal).Select(e => new Table(
            e.GetTableName()!,
            [.. e.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName())],
            [.. e.GetProperties().Where(wanted)])),
    ];

    internal sealed record Table(string Name, IReadOnlyList<string> Key, IReadOnlyList<IProperty> Columns);

    internal sealed record Row(object[] Key, IReadOnlyList<string?> Values);

    internal sealed record Change(IProperty Column, string Old, string New);

    internal sealed record Replacement(object[] Key, IReadOnlyList<Change> Changes);

    public async Task<long> CountAsync(Table table, CancellationToken ct)
    {
        await using var command = Command($"select count(*) from {Quoted(table.Name)}");
        // No index counts: a table of a province takes its minutes.
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    /// <param name="after">The key of the last row before; empty: from the first.</param>
    public async Task<List<Row>> PageAsync(Table table, object[] after, int most, CancellationToken ct)
    {
        await using var command = Command();
        var key = string.Join(", ", table.Key.Select(Quoted));
        var beyond = after.Length == 0 ? "" : $" where ({key}) > ({string.Join(", ", after.Select(k => Given(command, k)))})";
        return await ReadAsync(command, table, $"{beyond} order by {key} limit {most}", ct);
    }

    public async Task<Row?> OneAsync(Table table, object[] key, CancellationToken ct)
    {
        await using var command = Command();
        return (await ReadAsync(command, table, " where " + IsKey(command, table, key), ct)).SingleOrDefault();
    }

    /// <returns>false when the row is not what was read any more.</returns>
    public async Task<bool> ReplaceAsync(Table table, Replacement row, CancellationToken ct) => await EachAsync(table, [row], ct) == 1;

    /// <summary>
    /// The same for many rows. On PostgreSQL one statement for all those of which the same columns change: a statement a row would be a way there and back a row. SQLite is in this process, and
    /// one statement prepared for all of them is as good.
    /// </summary>
    /// <returns>How many values: those of a row that is not what was read any more do not count.</returns>
    public async Task<long> ReplaceAsync(Table table, IEnumerable<Replacement> rows, CancellationToken ct)
    {
        var replaced = 0L;
        foreach (var group in rows.GroupBy(r => string.Join(',', r.Changes.Select(c => c.Column.Name)), StringComparer.Ordinal))
        {
            List<Replacement> alike = [.. group];
            replaced += alike[0].Changes.Count * await (db.IsSqlite ? EachAsync(table, alike, ct) : TogetherAsync(table, alike, ct));
        }

        return replaced;
    }

    private async Task<long> EachAsync(Table table, List<Replacement> alike, CancellationToken ct)
    {
        await using var command = Command(Update(table, alike[0], "", "@p"));
        foreach (var value in Values(alike[0]))
        {
            Given(command, value);
        }

        var replaced = 0L;
        foreach (var row in alike)
        {
            foreach (var (i, value) in Values(row).Index())
            {
                command.Parameters[i].Value = value;
            }

            replaced += await command.ExecuteNonQueryAsync(ct);
        }

        return replaced;
    }

    private async Task<long> TogetherAsync(Table table, List<Replacement> alike, CancellationToken ct)
    {
        List<object[]> rows = [.. alike.Select(r => Values(r).ToArray())];
        var all = Enumerable.Range(0, rows[0].Length).ToList();
        await using var command = Command(Update(
            table, alike[0], $" from unnest({string.Join(", ", all.Select(i => $"@p{i}"))}) as given({string.Join(", ", all.Select(i => $"p{i}"))})", "given.p"));
        command.CommandTimeout = PagePatience;
        foreach (var i in all)
        {
            // The driver knows the type of a column by that of the array.
            var column = Array.CreateInstance(rows[0][i].GetType(), rows.Count);
            for (var row = 0; row < rows.Count; row++)
            {
                column.SetValue(rows[row][i], row);
            }

            Given(command, column);
        }

        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>In the order in which <see cref="Update"/> names them.</summary>
    private static IEnumerable<object> Values(Replacement row) => [.. row.Key, .. row.Changes.Select(c => c.Old), .. row.Changes.Select(c => c.New)];

    /// <param name="value">What stands before the number of a value.</param>
    private static string Update(Table table, Replacement like, string from, string value)
    {
        string[] columns = [.. like.Changes.Select(c => Quoted(c.Column.GetColumnName()))];
        string Is(string column, int number) => $"{column} = {value}{number}";
        var still = table.Key.Select(Quoted).Concat(columns).Select(Is);
        return $"update {Quoted(table.Name)} set {string.Join(", ", columns.Select((c, i) => Is(c, table.Key.Count + columns.Length + i)))}{from} where {string.Join(" and ", still)}";
    }

    private static async Task<List<Row>> ReadAsync(DbCommand command, Table table, string rest, CancellationToken ct)
    {
#pragma warning disable CA2100 // Only names of the mapping are in the text.
        command.CommandText = $"select {string.Join(", ", table.Key.Concat(table.Columns.Select(c => c.GetColumnName())).Select(Quoted))} from {Quoted(table.Name)}{rest}";
#pragma warning restore CA2100
        var rows = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new Row(
                [.. Enumerable.Range(0, table.Key.Count).Select(reader.GetValue)],
                [.. Enumerable.Range(table.Key.Count, table.Columns.Count).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]));
        }

        return rows;
    }

    private DbCommand Command(string text = "")
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // Only names of the mapping are in the text.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private static string IsKey(DbCommand command, Table table, object[] key) => string.Join(" and ", table.Key.Zip(key, (name, value) => $"{Quoted(name)} = {Given(command, value)}"));

    private static string Quoted(string name) => $"\"{name}\"";

    private static string Given(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ($"@p{command.Parameters.Count}", value);
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
