using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Persistence;

/// <summary>The table and columns of an entity as its mapping has them, for writing beside the change tracker.</summary>
internal static class EntityColumns
{
    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<Type, EntityTable>> Known = [];

    public static EntityTable Of(Database db, Type type) =>
        Known.GetOrCreateValue(db.Model).GetOrAdd(type, Read, db);

    public static string Names(EntityColumn[] columns) => string.Join(",", columns.Select(c => $"\"{c.Name}\""));

    private static EntityTable Read(Type type, Database db)
    {
        var entity = db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is not mapped.");
        var table = entity.GetTableName()!;
        var store = StoreObjectIdentifier.Table(table);
        EntityColumn[] columns = [.. entity.GetProperties().Select(p => new EntityColumn(p.GetColumnName(store)!, p.GetGetter().GetClrValueUsingContainingEntity, p.GetRelationalTypeMapping()))];
        return new EntityTable(table, columns, $"insert into \"{table}\" ({Names(columns)}) values ({string.Join(",", columns.Select((_, i) => $"${i + 1}"))})");
    }
}

/// <param name="Insert">Of one row, with positional parameters.</param>
internal sealed record EntityTable(string Name, EntityColumn[] Columns, string Insert);

internal sealed record EntityColumn(string Name, Func<object, object?> Get, RelationalTypeMapping Type)
{
    public object? ValueOf(Database db, object row) => Stored(db, Get(row));

    /// <summary>The value as the column keeps it: an enum as its number, an instant as UTC, sealed text sealed.</summary>
    public object? Stored(Database db, object? value) => (value, Type) switch
    {
        (string text, SealedText column) => db.Sealing.Seal(column.Purpose, text),
        (not null, { Converter: { } converter }) => converter.ConvertToProvider(value),
        _ => value,
    };
}
