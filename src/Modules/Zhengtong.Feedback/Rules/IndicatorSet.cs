namespace Zhengtong.Feedback.Rules;

/// <summary>
/// The indicators (评价指标) of a rating, by where the service was given. The overall satisfaction is the level itself. The set is versioned and kept with every rating: no
/// place may add or drop indicators by itself (国办发〔2019〕51号).
/// </summary>
internal sealed record IndicatorSet(string Version, IReadOnlyList<Indicator> Online, IReadOnlyList<Indicator> Onsite)
{
    public static readonly IndicatorSet Current = new(
        "2019-51",
        [new("efficiency", "办事效率"), new("guide", "办事指南精确度"), new("convenience", "办事便捷度"), new("platform", "平台操作性")],
        [new("efficiency", "服务效率"), new("skill", "服务水平"), new("attitude", "服务态度")]);

    public IReadOnlyList<Indicator> For(Setting setting) => setting == Setting.Online ? Online : Onsite;
}

internal sealed record Indicator(string Key, string Name);

/// <summary>Where the service rated was given.</summary>
internal enum Setting
{
    Online = 1,
    Onsite = 2,
}
