using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <inheritdoc cref="IConnectedSystems"/>
internal sealed class ConnectedSystems(Database db) : IConnectedSystems
{
    /// <summary>What a system asks for is inside its facts, so the rows are read and then looked through.</summary>
    private const int MostRead = 500;

    public async Task<IReadOnlyList<ConnectedSystem>> WithPersonalDataAsync(string regionPrefix, int atMost, CancellationToken ct)
    {
        var systems = await db.Set<SsoSystem>().AsNoTracking().Where(s => s.RegionCode.StartsWith(regionPrefix)).OrderBy(s => s.DisplayName).ThenBy(s => s.Id).Take(MostRead).ToListAsync(ct);
        return [.. systems.Select(Shown).Where(s => s.Data.Count > 0).Take(atMost)];
    }

    public async Task<ConnectedSystem?> FindAsync(Guid id, CancellationToken ct) =>
        await db.Set<SsoSystem>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is { } system ? Shown(system) : null;

    private static ConnectedSystem Shown(SsoSystem system)
    {
        var facts = system.Waiting ?? system.Facts;
        return new ConnectedSystem(system.Id, facts.Name, system.OwnerName, system.RegionCode, facts.Purpose, [.. facts.PersonalDataKeys().Select(k => KeyValuePair.Create(k, SsoScopes.DataName(k)))]);
    }
}
