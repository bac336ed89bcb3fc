using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Zhengtong.Platform.Access;

/// <summary>
/// What somebody may do in another's name (授权代理, 亲友代办, 经办人 for some items), as his session carries it: so far and no further. A party without a mandate is oneself, or a company that
/// one acts for in everything. Requirements 08.10, 08.11, 08.12.
/// </summary>
/// <param name="Id">The delegation it follows from.</param>
/// <param name="Kind">In words.</param>
/// <param name="Scope">Empty: every item.</param>
/// <param name="Until">The last day.</param>
/// <param name="Left">How many applications may still be made; null: any number.</param>
public sealed record Mandate(Guid Id, string Kind, MandateActs Acts, IReadOnlyList<MandateScope> Scope, DateOnly Until, int? Left)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    [JsonIgnore]
    public bool Everything => Scope.Count == 0;

    [JsonIgnore]
    public IReadOnlyList<Guid> Items => [.. Scope.SelectMany(s => s.Kind == MandateScopeKind.Item ? [s.Id] : s.Items ?? [])];

    [JsonIgnore]
    public IReadOnlyList<Guid> Organisations => [.. Scope.Where(s => s.Kind == MandateScopeKind.Organisation).Select(s => s.Id)];

    [JsonIgnore]
    public string ScopeText => TextOf(Scope);

    public bool Allows(MandateActs acts) => (Acts & acts) == acts;

    public bool Covers(Guid itemId, Guid organisationId) => Covers(Scope, itemId, organisationId);

    /// <summary>Whether a scope reaches an item of an organisation. Pure.</summary>
    public static bool Covers(IReadOnlyList<MandateScope> scope, Guid itemId, Guid organisationId) =>
        scope.Count == 0 || scope.Any(s => s.Kind switch
        {
            MandateScopeKind.Item => s.Id == itemId,
            MandateScopeKind.Organisation => s.Id == organisationId,
            _ => s.Items?.Contains(itemId) == true,
        });

    public static string TextOf(IReadOnlyList<MandateScope> scope) => scope.Count == 0
        ? "全部事项"
        : string.Join("、", scope.Select(s => s.Kind switch
        {
            MandateScopeKind.Item => $"“{s.Name}”",
            MandateScopeKind.Organisation => $"{s.Name}的全部事项",
            _ => $"“{s.Name}”主题签署时的 {s.Items?.Count} 个事项",
        }));

    public static string ToJson(IReadOnlyList<MandateScope> scope) => JsonSerializer.Serialize(scope, Json);

    public static IReadOnlyList<MandateScope> ScopeOf(string json) => JsonSerializer.Deserialize<List<MandateScope>>(json, Json)!;

    public string ToClaim() => JsonSerializer.Serialize(this, Json);

    public static Mandate OfClaim(string claim) => JsonSerializer.Deserialize<Mandate>(claim, Json)!;
}

/// <summary>What a mandate allows.</summary>
[Flags]
public enum MandateActs
{
    None = 0,

    /// <summary>Fill in, hand in, correct, pay, withdraw what was handed in.</summary>
    Apply = 1,

    /// <summary>Sign the undertakings (承诺书) that an application may need.</summary>
    Sign = 2,

    /// <summary>See how the principal's cases of the items stand, also those begun without it.</summary>
    Follow = 4,

    /// <summary>Fetch results.</summary>
    Collect = 8,
}

public enum MandateScopeKind
{
    Item = 1,

    /// <summary>Every item of an organisation.</summary>
    Organisation = 2,

    /// <summary>The items that stood under a theme (主题) when it was signed.</summary>
    Theme = 3,
}

/// <param name="Name">As it was when the mandate was given.</param>
public sealed record MandateScope(MandateScopeKind Kind, Guid Id, string Name)
{
    /// <summary>Of a theme, by the ids of their items.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Guid>? Items { get; init; }
}

public static class MandateWords
{
    public static readonly IReadOnlyList<(MandateActs Act, string Name)> All =
    [
        (MandateActs.Apply, "填写、提交、补正、缴费"),
        (MandateActs.Sign, "代为签署承诺书"),
        (MandateActs.Follow, "查看办理进度"),
        (MandateActs.Collect, "领取办理结果"),
    ];

    public static string Text(this MandateActs acts) => string.Join("；", All.Where(a => (acts & a.Act) != 0).Select(a => a.Name));
}
