using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Regions;

/// <summary>
/// The tree of divisions from memory, down to the counties; towns and villages are read when asked for. Every node reads it again after a minute, so an import reaches all of them.
/// </summary>
public sealed class Regions(IServiceScopeFactory scopes, TimeProvider clock) : IDivisions, IDisposable
{
    private const int InMemory = 3;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Loaded? _upper;

    /// <summary>null when there is no such division.</summary>
    public async ValueTask<Region?> FindAsync(string code, CancellationToken ct)
    {
        if (code.Length is > 0 and <= 6)
        {
            return (await UpperAsync(ct)).GetValueOrDefault(code);
        }

        return code.Length == 0 ? null : await ReadAsync(r => r.Where(x => x.Code == code).SingleOrDefaultAsync(ct));
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Region>> ChildrenAsync(string code, CancellationToken ct) => code.Length < 6
        ? [.. (await UpperAsync(ct)).Values.Where(x => x.ParentCode == code).OrderBy(x => x.Code, StringComparer.Ordinal)]
        : await ReadAsync(r => r.Where(x => x.ParentCode == code).OrderBy(x => x.Code).ToListAsync(ct));

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<Region>> PathAsync(string code, CancellationToken ct)
    {
        var path = new List<Region>();
        for (var region = await FindAsync(code, ct); region is not null; region = await FindAsync(region.ParentCode, ct))
        {
            path.Insert(0, region);
        }

        return path;
    }

    /// <summary>The division of exactly that full name, for example 四川省广安市广安区. Nothing is guessed: null when none or more than one has it.</summary>
    public async ValueTask<Region?> FindByFullNameAsync(string fullName, CancellationToken ct)
    {
        var found = (await UpperAsync(ct)).Values.Where(x => x.FullName == fullName).Take(2).ToList();
        if (found.Count == 0)
        {
            found = await ReadAsync(r => r.Where(x => x.Level > InMemory && x.FullName == fullName).OrderBy(x => x.Code).Take(2).ToListAsync(ct));
        }

        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Called when imported divisions were saved.</summary>
    public void Forget() => _upper = null;

    public void Dispose() => _gate.Dispose();

    private async ValueTask<FrozenDictionary<string, Region>> UpperAsync(CancellationToken ct)
    {
        if (StillFresh() is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(ct);
        try
        {
            if (StillFresh() is { } meanwhile)
            {
                return meanwhile;
            }

            var read = (await ReadAsync(r => r.Where(x => x.Level <= InMemory).ToListAsync(ct))).ToFrozenDictionary(x => x.Code, StringComparer.Ordinal);

            // An empty tree is one that is not imported yet (perhaps by another node just now): ask again next time.
            _upper = read.Count == 0 ? null : new Loaded(read, clock.GetTimestamp());
            return read;
        }
        finally
        {
            _gate.Release();
        }
    }

    private FrozenDictionary<string, Region>? StillFresh() => _upper is { } x && clock.GetElapsedTime(x.At) < Fresh ? x.Tree : null;

    private async Task<T> ReadAsync<T>(Func<IQueryable<Region>, Task<T>> query)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<Database>().Set<Region>().AsNoTracking());
    }

    private sealed record Loaded(FrozenDictionary<string, Region> Tree, long At);
}
