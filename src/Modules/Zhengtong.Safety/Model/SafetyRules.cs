using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Safety.Model;

/// <summary>
/// The data-security rules of a region (数据安全管理办法, 18.08, 18.09): what is being drafted. Each publication is a <see cref="SafetyRulesVersion"/> that nobody changes; who wrote in the draft does not
/// publish it.
/// </summary>
internal sealed class SafetyRules : Drafted, ITraced
{
    public required Guid Id { get; init; }

    public required string RegionCode { get; init; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>From when the draft is to hold.</summary>
    public DateOnly? EffectiveFrom { get; private set; }

    /// <summary>Of <see cref="Measure"/>, as JSON.</summary>
    public string Measures { get; private set; } = "[]";

    /// <summary>How many versions were published.</summary>
    public int Versions { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public void Write(string title, string text, DateOnly? effectiveFrom, Act act)
    {
        (Title, Text, EffectiveFrom) = (title, text, effectiveFrom);
        Wrote(act);
        Revision++;
    }

    public void Write(IReadOnlyList<Measure> measures, Act act)
    {
        Measures = Measure.Write(measures);
        Wrote(act);
        Revision++;
    }

    public SafetyRulesVersion Publish(Act act)
    {
        Versions++;
        var version = new SafetyRulesVersion
        {
            RulesId = Id, Number = Versions, RegionCode = RegionCode, Title = Title, Text = Text, EffectiveFrom = EffectiveFrom!.Value, Measures = Measures,
            DraftedByName = DraftedByName, DraftedAt = DraftedAt!.Value, PublishedById = act.Actor.Id, PublishedByName = act.Actor.Name, PublishedAt = act.At,
        };
        Published();
        Revision++;
        return version;
    }
}

/// <summary>The rules as one published them that another had drafted.</summary>
internal sealed class SafetyRulesVersion : IAppendOnly
{
    public required Guid RulesId { get; init; }

    public required int Number { get; init; }

    public required string RegionCode { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required string Measures { get; init; }

    public required string DraftedByName { get; init; }

    public required DateTime DraftedAt { get; init; }

    public required Guid PublishedById { get; init; }

    public required string PublishedByName { get; init; }

    public required DateTime PublishedAt { get; init; }
}

/// <summary>A safeguard of a stage of the data's life for some of the three objects: what is done, who answers for it, what exactly is required.</summary>
/// <param name="Key">Names it within the draft.</param>
internal sealed record Measure(
    string Key, DataStage Stage, IReadOnlyList<ProtectedObject> Objects, string Safeguard, string Organisation, string Person, string Requirement)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static IReadOnlyList<Measure> Read(string json) => JsonSerializer.Deserialize<List<Measure>>(json, Json)!;

    public static string Write(IReadOnlyList<Measure> measures) => JsonSerializer.Serialize(measures, Json);
}

/// <summary>The stages of the life of data (数据全生命周期), 18.09, and destruction, 18.08.</summary>
internal enum DataStage
{
    Collect = 1,
    Transmit = 2,
    Store = 3,
    Use = 4,
    Share = 5,
    Open = 6,
    Destroy = 7,
}

/// <summary>What is protected, 18.14.</summary>
internal enum ProtectedObject
{
    /// <summary>电子政务外网.</summary>
    Extranet = 1,

    /// <summary>数据共享交换平台.</summary>
    Exchange = 2,

    /// <summary>网上平台.</summary>
    Online = 3,
}
