using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Says which entries of the catalogue or items an entry of a list corresponds to, many to many (01.23). Counts from the next version that a second manager publishes.</summary>
internal sealed class MapEntry(Database db, FindItems find, VisitorRegion regions)
{
    private const int Suggestions = 8;
    private const int Page = 500;

    public async Task<Outcome> AddAsync(RegisterList list, Guid entryId, string? code, Act act, CancellationToken ct)
    {
        var target = (code ?? "").Trim();
        if (await db.FindEntryAsync(list, entryId, act.Actor, ct) is not { } entry)
        {
            return SaveEntry.Unknown;
        }

        if ((await RefusalsAsync(list, [target], ct)).TryGetValue(target, out var refusal))
        {
            return Problem.Invalid(refusal.Code, refusal.Message, "Code");
        }

        Stage(entry, target, act);
        return await db.SaveAsync(ct, Problem.Invalid("catalogue.mapping-there", "已经有这条对应关系了。", "Code"));
    }

    /// <summary>Public with the next version of the list, which a second manager approves. Saves nothing.</summary>
    public void Stage(RegisterEntry entry, string target, Act act)
    {
        entry.Touch(act);
        db.Add(ListMapping.Of(entry, target, act));
        db.Record(entry, act, "list-mapped", new { target });
    }

    /// <summary>Makes an entry correspond to exactly these; null: as before. Saves nothing.</summary>
    public void StageTargets(RegisterEntry entry, IEnumerable<ListMapping> known, IReadOnlyList<string>? targets, Act act)
    {
        if (targets is null)
        {
            return;
        }

        var before = known.ToList();
        before.Where(m => !targets.Contains(m.TargetCode, StringComparer.Ordinal)).ToList().ForEach(m => StageRemoval(entry, m, act));
        targets.Except(before.Select(m => m.TargetCode), StringComparer.Ordinal).ToList().ForEach(code => Stage(entry, code, act));
    }

    public async Task<Outcome> RemoveAsync(RegisterList list, Guid entryId, string? code, Act act, CancellationToken ct)
    {
        if (await db.FindEntryAsync(list, entryId, act.Actor, ct) is not { } entry
            || await db.Set<ListMapping>().SingleOrDefaultAsync(m => m.EntryId == entryId && m.TargetCode == code, ct) is not { } mapping)
        {
            return SaveEntry.Unknown;
        }

        StageRemoval(entry, mapping, act);
        return await db.SaveAsync(ct);
    }

    /// <summary>Saves nothing.</summary>
    public void StageRemoval(RegisterEntry entry, ListMapping mapping, Act act)
    {
        entry.Touch(act);
        db.Remove(mapping);
        db.Record(entry, act, "list-unmapped", new { target = mapping.TargetCode, mapping.MappedByName, mapping.MappedAt });
    }

    /// <summary>Which of the codes an entry of the list cannot correspond to, and why.</summary>
    public async Task<IReadOnlyDictionary<string, Problem>> RefusalsAsync(RegisterList list, IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var refused = new Dictionary<string, Problem>(StringComparer.Ordinal);
        foreach (var page in codes.Distinct(StringComparer.Ordinal).Chunk(Page))
        {
            var known = await db.Set<Item>().AsNoTracking().Where(i => page.Contains(i.Code)).Select(i => i.Code).ToListAsync(ct);
            known.AddRange(await db.Set<Item>().AsNoTracking().Where(i => page.Contains(i.CatalogueCode)).Select(i => i.CatalogueCode).Distinct().ToListAsync(ct));
            List<string> inHall = list.Key != RegisterLists.HallNegative ? []
                : await db.Set<ListItem>().AsNoTracking().Where(i => i.List == DerivedLists.Hall && page.Contains(i.Code)).Select(i => i.Code).ToListAsync(ct);
            foreach (var code in page)
            {
                if (code.Length == 0 || !known.Contains(code, StringComparer.Ordinal))
                {
                    refused[code] = Problem.Invalid("catalogue.mapping-unknown", "没有这个基本编码或事项编码，请核对，或从建议里选择。");
                }
                else if (inHall.Contains(code, StringComparer.Ordinal))
                {
                    refused[code] = Problem.Invalid("catalogue.mapping-in-hall", "这个事项已在进驻事项清单里，不能同时列入负面清单。请先改正事项的“是否进驻政务大厅”。");
                }
            }
        }

        return refused;
    }

    /// <summary>Entries of the basic catalogues of the same name first, then items of the region whose names are most alike.</summary>
    public async Task<IReadOnlyList<MappingTarget>> SuggestAsync(RegisterEntry entry, IReadOnlyList<string> mapped, CancellationToken ct)
    {
        var region = entry.RegionCode;
        var basic = await db.Set<Item>().AsNoTracking()
            .Where(i => i.Kind == ItemKind.Basic && i.Name == entry.Name && region.StartsWith(i.RegionCode) && i.Status == ItemStatus.InUse)
            .OrderBy(i => i.Code).Take(Suggestions).Select(i => new MappingTarget(i.CatalogueCode, i.Name, "基本目录", i.RegionName)).ToListAsync(ct);
        var view = await regions.FindAsync(region, ct);
        var items = await find.CloseAsync(WordList.Of(entry.Name), view, Suggestions, mapped, ct);
        return
        [
            .. basic.Where(b => !mapped.Contains(b.Code)).DistinctBy(b => b.Code),
            .. items.Where(i => i.RegionCode.StartsWith(region, StringComparison.Ordinal)).Select(i => new MappingTarget(i.Code, i.Name, i.OrganisationName, i.RegionName)),
        ];
    }
}

internal sealed record MappingTarget(string Code, string Name, string Organisation, string Region);
