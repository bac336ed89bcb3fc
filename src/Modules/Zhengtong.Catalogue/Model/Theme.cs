namespace Zhengtong.Catalogue.Model;

/// <summary>A theme (主题) under which people or companies look for items.</summary>
internal sealed class Theme
{
    public required Guid Id { get; init; }

    public required ThemeAudience Audience { get; init; }

    /// <summary>全生命周期阶段, 主题 ... as the source groups them.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public int Order { get; set; }
}

internal enum ThemeAudience
{
    /// <summary>个人.</summary>
    Person = 1,

    /// <summary>经营主体.</summary>
    Company = 2,

    /// <summary>Both, as the city's item tree has them.</summary>
    Everybody = 3,
}

/// <summary>An item under a theme, by the stated rules of <c>data/theme-rules.csv</c>.</summary>
internal sealed class ItemTheme
{
    public required Guid ThemeId { get; init; }

    public required Guid ItemId { get; init; }
}
