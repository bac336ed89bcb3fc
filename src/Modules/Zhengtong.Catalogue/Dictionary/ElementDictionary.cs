using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>The dictionary as it stands now: some hundred entries, read at once.</summary>
internal sealed record ElementDictionary(IReadOnlyList<ElementGroup> Groups, IReadOnlyList<DataElement> Elements, IReadOnlyList<ElementRelation> Relations)
{
    /// <summary>The numbers that the entries stand at, to notice a change made meanwhile.</summary>
    public IReadOnlyDictionary<(EntryKind, string), int> Numbers { get; init; } = new Dictionary<(EntryKind, string), int>();

    /// <summary>How often anything of it has changed.</summary>
    public int Edition { get; init; }

    public ElementGroup? Group(string key) => Groups.FirstOrDefault(g => g.Key == key);

    public DataElement? Element(string key) => Elements.FirstOrDefault(e => e.Key == key);

    public IEnumerable<DataElement> In(string group) => Elements.Where(e => e.Group == group);
}

/// <summary>Reads the entries that count: of each key the highest number, unless it was retired. One statement.</summary>
internal sealed class ElementDictionaries(Database db)
{
    public async Task<ElementDictionary> CurrentAsync(CancellationToken ct)
    {
        var rows = await db.Set<DictionaryEntry>().AsNoTracking()
            .Where(e => !db.Set<DictionaryEntry>().Any(n => n.Kind == e.Kind && n.Key == e.Key && n.Number > e.Number))
            .OrderBy(e => e.Kind).ThenBy(e => e.Key)
            .Select(e => new { e.Kind, e.Key, e.Number, e.Edition, e.Body, e.Retired })
            .ToListAsync(ct);
        IEnumerable<T> Read<T>(EntryKind kind) => rows.Where(r => r.Kind == kind && !r.Retired).Select(r => JsonSerializer.Deserialize<T>(r.Body, EntryJson.Options)!);

        var groups = Read<ElementGroup>(EntryKind.Group).OrderBy(g => g.Order).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var places = groups.Select((g, i) => (g.Key, i)).ToDictionary(x => x.Key, x => x.i, StringComparer.Ordinal);
        return new ElementDictionary(
            groups,
            [.. Read<DataElement>(EntryKind.Element).OrderBy(e => places.GetValueOrDefault(e.Group, int.MaxValue)).ThenBy(e => e.Order).ThenBy(e => e.Key, StringComparer.Ordinal)],
            [.. Read<ElementRelation>(EntryKind.Relation)])
        {
            Numbers = rows.ToDictionary(r => (r.Kind, r.Key), r => r.Number),
            Edition = rows.Select(r => r.Edition).DefaultIfEmpty().Max(),
        };
    }
}
