using System.Text.Json;
using System.Text.Json.Serialization;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Profiles;

/// <summary>What completes an item that its source describes only in part: <c>data/profiles/profiles.json</c>.</summary>
internal sealed record ProfileTable
{
    public required IReadOnlyList<TypeProfile> Types { get; init; }

    public required FlowProfile Instant { get; init; }

    public required FlowProfile Filing { get; init; }

    public required string PersonForm { get; init; }

    public required string CompanyForm { get; init; }

    /// <summary>Items with a form of their own: every word occurs in the name.</summary>
    public IReadOnlyList<FormRule> Forms { get; init; } = [];

    /// <summary>The eight classes (国办发〔2020〕42号) that admit neither 告知承诺 nor 容缺受理 by default.</summary>
    public IReadOnlyList<ModeExclusion> ModeExclusions { get; init; } = [];

    public TypeProfile? Of(string typeCode) => Types.FirstOrDefault(t => t.TypeCode == typeCode);

    /// <summary>The class that keeps the item from the two modes; null when none does.</summary>
    public ModeExclusion? ExcludedFromModes(string name) => ModeExclusions.FirstOrDefault(x => x.Words.Any(w => name.Contains(w, StringComparison.Ordinal)));

    public static ProfileTable FromJson(string json) => JsonSerializer.Deserialize<ProfileTable>(json, Json)!;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}

internal sealed record TypeProfile
{
    public required string TypeCode { get; init; }

    public required string TypeName { get; init; }

    public IReadOnlyList<ItemStep> Steps { get; init; } = [];

    /// <summary>The type whose steps these are.</summary>
    public string StepsLike { get; init; } = "";

    public required ItemResult Result { get; init; }

    public TimeLimit? StatutoryLimit { get; init; }

    public string StatutoryLimitText { get; init; } = "";

    public IReadOnlyList<UncountedStep> UncountedSteps { get; init; } = [];
}

/// <summary>The steps of instant items and of filings, and the words in a name that say it is one.</summary>
internal sealed record FlowProfile(IReadOnlyList<string> Words, IReadOnlyList<ItemStep> Steps, IReadOnlyList<string>? Types = null, ItemResult? Result = null)
{
    public bool Fits(string name, string typeCode) =>
        Words.Any(w => name.Contains(w, StringComparison.Ordinal)) && (Types is null || Types.Contains(typeCode));
}

internal sealed record FormRule(IReadOnlyList<string> Words, string PersonForm, string CompanyForm);

internal sealed record ModeExclusion(string Name, IReadOnlyList<string> Words);
