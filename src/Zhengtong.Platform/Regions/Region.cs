using System.Collections.Immutable;

namespace Zhengtong.Platform.Regions;

/// <summary>An administrative division (行政区划). Codes have their natural length (2, 4, 6, 9, 12), so a code is the prefix of every division below it.</summary>
public sealed class Region
{
    /// <summary>国家: above the provinces.</summary>
    public const string Nation = "";

    /// <summary>The natural length of a code by its level: 0 国家 1 省 2 市 3 县 4 乡 5 村.</summary>
    internal static readonly ImmutableArray<int> Lengths = [0, 2, 4, 6, 9, 12];

    public required string Code { get; init; }

    public required string ParentCode { get; init; }

    public required string Name { get; set; }

    /// <summary>From the province down, for example 四川省广安市广安区.</summary>
    public required string FullName { get; set; }

    /// <summary>The level that a code's length tells: 0 国家 1 省 2 市 3 县 4 乡 5 村.</summary>
    public static int LevelOf(string code) => code.Length switch
    {
        0 => 0,
        <= 2 => 1,
        <= 4 => 2,
        <= 6 => 3,
        <= 9 => 4,
        _ => 5,
    };

    /// <summary>The codes of a region and of those above it, the nation first. Only the code is looked at: a district of Hong Kong names a city that there is not.</summary>
    public static IReadOnlyList<string> PathOf(string code) => [.. Lengths.Where(n => n <= code.Length).Select(n => code[..n])];

    /// <summary>The code of the region of a level that a code lies in; empty when it lies above that level.</summary>
    public static string At(string code, int level) => code.Length >= Lengths[level] ? code[..Lengths[level]] : "";

    /// <summary>1 省 2 市 3 县 4 乡 5 村.</summary>
    public required int Level { get; init; }
}
