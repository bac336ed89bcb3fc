using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Profiles;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>What reading items needs beside the file itself: divisions, profiles, theme rules and what is known of materials.</summary>
internal sealed record ImportKit(ProfileTable Profiles, ThemeRules Rules, MaterialSources Sources, Func<string, Region?> RegionOf, GuideReader Guides)
{
    public static async Task<ImportKit> LoadAsync(Database db, DataFolder data, CancellationToken ct)
    {
        using var materials = data.Open(DataFolder.Materials);
        using var themes = data.Open(DataFolder.Themes);
        using var rules = data.Open(DataFolder.ThemeRules);
        using var tree = data.Open(DataFolder.ItemTree);
        var regions = await db.Set<Region>().AsNoTracking().Where(x => x.Level <= 4).ToListAsync(ct);
        var byCode = regions.ToDictionary(x => x.Code, StringComparer.Ordinal);
        var byName = regions.GroupBy(x => x.FullName, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single(), StringComparer.Ordinal);
        var sources = MaterialSources.Read(materials);
        return new ImportKit(
            ProfileTable.FromJson(await data.TextAsync(DataFolder.Profiles, ct)),
            ThemeRules.Read(themes, rules, tree),
            sources,
            byCode.GetValueOrDefault,
            new GuideReader(byName.GetValueOrDefault, sources));
    }
}
