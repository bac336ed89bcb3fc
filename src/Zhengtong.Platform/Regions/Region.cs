namespace Zhengtong.Platform.Regions;

/// <summary>An administrative division (行政区划). Codes have their natural length (2, 4, 6, 9, 12), so a code is the prefix of every division below it.</summary>
public sealed class Region
{
    /// <summary>国家: above the provinces.</summary>
    public const string Nation = "";

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

    /// <summary>1 省 2 市 3 县 4 乡 5 村.</summary>
    public required int Level { get; init; }
}
