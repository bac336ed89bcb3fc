namespace Zhengtong.Platform.Regions;

/// <summary>Walks the tree of divisions up and down.</summary>
public interface IDivisions
{
    /// <summary>The divisions right below; the provinces for <see cref="Region.Nation"/>.</summary>
    ValueTask<IReadOnlyList<Region>> ChildrenAsync(string code, CancellationToken ct);

    /// <summary>From the province down to the division itself; empty when there is none.</summary>
    ValueTask<IReadOnlyList<Region>> PathAsync(string code, CancellationToken ct);
}
