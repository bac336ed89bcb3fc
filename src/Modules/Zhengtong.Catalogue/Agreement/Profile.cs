using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>A profile as it stands on a day.</summary>
internal sealed record Profile(string Key, string Name, IReadOnlyList<string> Elements, IReadOnlyList<int> Levels)
{
    public bool Covers(int level) => Levels.Contains(level);
}

/// <summary>The profiles that count today: of each the last version that has come into effect, if that is active. Asked once a unit of work.</summary>
internal sealed class ProfilesInForce(Database db, TimeProvider clock)
{
    private IReadOnlyList<Profile>? _known;

    public async Task<IReadOnlyList<Profile>> ActiveAsync(CancellationToken ct) => _known ??= [.. (await LatestAsync(ct))
        .Where(p => p.Version.Active)
        .Select(p => (p.Key, Facts: p.Version.Facts()))
        .Select(p => new Profile(p.Key, p.Facts.Name, p.Facts.Elements, p.Facts.Levels))];

    /// <summary>Of each profile the version that has come into effect.</summary>
    private async Task<IReadOnlyList<(string Key, ElementProfileVersion Version)>> LatestAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var versions = await db.Set<ElementProfileVersion>().AsNoTracking().Where(v => v.EffectiveOn <= today)
            .Join(db.Set<ElementProfile>(), v => v.ProfileId, p => p.Id, (v, p) => new { p.Key, Version = v }).ToListAsync(ct);
        return [.. versions.GroupBy(v => v.Key).Select(g => (g.Key, g.MaxBy(v => v.Version.Number)!.Version)).OrderBy(p => p.Version.ProfileId)];
    }
}
