using System.Security.Cryptography;
using System.Text.Json;

namespace Zhengtong.Identity.Privacy;

/// <summary>
/// One published version of the privacy notice (个人信息保护规则, 隐私政策): what is kept of people, what for, how long, and what they can do (个人信息保护法第七条、第十七条、第三十条、第三十五条). Never altered:
/// what is said differently is said by a further version.
/// </summary>
internal sealed record PrivacyNotice
{
    public required int Number { get; init; }

    /// <summary>The first day on which it is in force (施行).</summary>
    public required DateOnly From { get; init; }

    /// <summary>It changes a purpose, a way of handling or the kinds of data: people are asked anew (<see cref="NoticeRule"/>). A version that only says the same in other words asks nobody.</summary>
    public required bool AsksAnew { get; init; }

    /// <summary>What is other than in the version before, a line each; of the first, what it is about.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public string TextHash { get; init; } = "";

    /// <summary>What stands beside the tick, wherever it is asked for.</summary>
    public string Tick => $"我已阅读并同意《个人信息保护规则》第 {Number} 版（不满十四周岁的，由监护人阅读并同意）";

    /// <param name="Items">Listed below the paragraphs.</param>
    /// <param name="Links">Where what the section speaks of is done.</param>
    internal sealed record Section(string Title, IReadOnlyList<string> Paragraphs, IReadOnlyList<string>? Items = null, IReadOnlyList<Link>? Links = null);

    /// <param name="Href">A path on this site.</param>
    internal sealed record Link(string Text, string Href);

    public static PrivacyNotice Read(ReadOnlySpan<byte> file) =>
        JsonSerializer.Deserialize<PrivacyNotice>(file, JsonSerializerOptions.Web)! with { TextHash = Convert.ToHexStringLower(SHA256.HashData(file)) };
}
