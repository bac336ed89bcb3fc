namespace Zhengtong.Catalogue.Standards;

/// <summary>Section <c>Standards</c> of the settings.</summary>
internal sealed class StandardSettings
{
    /// <summary>The part of a committee's seats that must take part in a vote.</summary>
    public string Quorum { get; set; } = "2/3";

    /// <summary>The part of those who vote that must agree.</summary>
    public string Majority { get; set; } = "3/4";

    /// <summary>Years between reviews; no more than article 29 allows.</summary>
    public int ReviewYears { get; set; } = ReviewCycle.MostYears;

    public bool IsSound => Share.TryParse(Quorum, out _) && Share.TryParse(Majority, out _) && ReviewYears is >= 1 and <= ReviewCycle.MostYears;
}
