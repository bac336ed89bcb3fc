namespace Zhengtong.Catalogue.Contracts;

/// <summary>What the portal offers to choose from: departments, themes, types, much used items. Kept for a minute, the same for everybody.</summary>
public interface IShelves
{
    Task<IReadOnlyList<DepartmentShelf>> DepartmentsAsync(RegionView region, CancellationToken ct);

    Task<IReadOnlyList<ThemeShelf>> ThemesAsync(CancellationToken ct);

    Task<IReadOnlyList<TypeShelf>> TypesAsync(CancellationToken ct);

    /// <summary>Items that can be applied for in the region: most used first, then those that most themes hold.</summary>
    Task<IReadOnlyList<HotItem>> HotAsync(RegionView region, bool forCompanies, CancellationToken ct);
}

public sealed record DepartmentShelf(Guid Id, string Name, string RegionName, int Items);

/// <param name="Kind">As the source groups them: 全生命周期阶段, 门户主题 ...</param>
public sealed record ThemeShelf(Guid Id, bool ForPersons, bool ForCompanies, string Kind, string Name, int Items);

public sealed record TypeShelf(string Code, string Name, int Items);

public sealed record HotItem(string Code, string Name, string OrganisationName, string RegionName, int Score);
