namespace Zhengtong.Platform.Codes;

/// <summary>One value of a code table (代码表). The same meaning has other codes in other systems, so the set is part of the key.</summary>
public sealed class CodeEntry
{
    public required string Set { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Where the set was published.</summary>
    public string Source { get; init; } = "";
}
