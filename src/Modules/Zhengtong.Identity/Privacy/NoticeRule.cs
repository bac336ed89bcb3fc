namespace Zhengtong.Identity.Privacy;

/// <summary>
/// Which version of the privacy notice holds, and who is asked for his agreement. 个人信息保护法第十四条第二款: 个人信息的处理目的、处理方式和处理的个人信息种类发生变更的，应当重新取得个人同意; 第十七条第二款: 告知事项
/// 发生变更的，应当将变更部分告知个人. Pure.
/// </summary>
internal static class NoticeRule
{
    /// <summary>Before the first day of the first version that one holds: it says what the product has done from the start.</summary>
    public static PrivacyNotice InForce(IReadOnlyList<PrivacyNotice> all, DateOnly day) => all.LastOrDefault(n => n.From <= day) ?? all[0];

    /// <summary>The version that a person must have agreed to, or a later one.</summary>
    public static int Wanted(IReadOnlyList<PrivacyNotice> all, DateOnly day) => all.LastOrDefault(n => n.From <= day && n.AsksAnew)?.Number ?? all[0].Number;

    /// <summary>What came into force since he agreed, the newest first; with all that a first one is told.</summary>
    /// <param name="agreed">The last version that he agreed to; 0: none.</param>
    public static IReadOnlyList<PrivacyNotice> Since(IReadOnlyList<PrivacyNotice> all, int agreed, DateOnly day) =>
        agreed == 0 ? [InForce(all, day)] : [.. all.Where(n => n.Number > agreed && n.From <= day).Reverse()];

    /// <summary>Numbered without a gap, each later than the one before, the first asking; else the product does not start.</summary>
    public static bool IsSound(IReadOnlyList<PrivacyNotice> all) =>
        all.Count > 0 && all[0].AsksAnew && all.Select((n, i) => (Notice: n, Place: i)).All(x =>
            x.Notice.Number == x.Place + 1 && (x.Place == 0 || x.Notice.From > all[x.Place - 1].From) && x.Notice.Changes.Count > 0 && x.Notice.Sections.Count > 0);
}
