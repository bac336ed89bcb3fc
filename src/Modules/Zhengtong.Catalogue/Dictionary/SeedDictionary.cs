using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>Fills an empty dictionary from the data folder: the elements of the standard forms. What people made of it later is never touched.</summary>
internal sealed class SeedDictionary(Database db)
{
    private sealed record Seed(IReadOnlyList<ElementGroup> Groups, IReadOnlyList<DataElement> Elements, IReadOnlyList<ElementRelation> Relations);

    /// <returns>How many entries were added.</returns>
    public async Task<int> RunAsync(DataFolder data, Act act, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(data.Path, DataFolder.Elements)) || await db.Set<DictionaryEntry>().AnyAsync(ct))
        {
            return 0;
        }

        var seed = JsonSerializer.Deserialize<Seed>(await data.TextAsync(DataFolder.Elements, ct), EntryJson.Options)!;
        var edition = 0;
        foreach (var (kind, key, name, body) in seed.Groups.Select(g => (EntryKind.Group, g.Key, g.Title, (object)g))
            .Concat(seed.Elements.Select(e => (EntryKind.Element, e.Key, e.Name, (object)e)))
            .Concat(seed.Relations.Select(r => (EntryKind.Relation, r.Key, r.Target + " " + r.Kind, (object)r))))
        {
            var entry = DictionaryEntry.Of(kind, key, 1, ++edition, name, JsonSerializer.Serialize(body, body.GetType(), EntryJson.Options), false, act);
            db.Add(entry);
            db.Record(entry, act, "element-saved", new { kind = kind.ToString(), key, number = 1, body = entry.Body });
        }

        // Another node that starts at the same moment fills it with the same: whoever comes second leaves it.
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? edition : 0;
    }
}
