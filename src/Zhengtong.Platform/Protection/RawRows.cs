using System.Data.Common;
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
    public async Task<bool> ReplaceAsync(Table table, object[] key, IReadOnlyList<Change> changes, CancellationToken ct)
    {
        await using var command = Command();
        var set = string.Join(", ", changes.Select(c => $"{Quoted(c.Column.GetColumnName())} = {Given(command, c.New)}"));
        var still = string.Join(" and ", changes.Select(c => $"{Quoted(c.Column.GetColumnName())} = {Given(command, c.Old)}"));
#pragma warning disable CA2100 // Only names of the mapping are in the text.
        command.CommandText = $"update {Quoted(table.Name)} set {set} where {IsKey(command, table, key)} and {still}";
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync(ct) == 1;
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

    private DbCommand Command()
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
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
