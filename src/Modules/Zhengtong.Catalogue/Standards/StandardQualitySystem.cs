using Microsoft.Extensions.Options;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// The outside standard-quality system (标准质量工作管理系统, 17.02): signed JSON over HTTP (<c>docs/standard-quality.md</c>). An answer that does not say what
/// was asked is a problem.
/// </summary>
internal sealed class StandardQualitySystem(SignedJson json, IOptions<StandardQualitySettings> options)
{
    public const string Client = "standard-quality";
    public const string UnitHeader = "X-Unit";
    public const int MaxBytes = 1024 * 1024;
    public const int MostDecisions = 500;
    public static readonly Problem Away = Problem.Conflict("catalogue.quality-away", "标准质量系统没有在规定时间内应答或无法连接。");
    public static readonly Problem Odd = Problem.Conflict("catalogue.quality-odd", "标准质量系统的应答无法核实或无法识别，没有采用。");

    /// <summary>For good: tried again only when the standard changes.</summary>
    public static readonly Problem Declined = Problem.Invalid("catalogue.quality-declined", "标准质量系统没有接受这个项目，请核对内容。");

    private readonly SignedPeer _system = Peer(options.Value);

    public bool Configured => _system.Root is not null;

    public string Name { get; } = options.Value.Name;

    /// <summary>Sends a project as it stands; the same project may be sent again, the higher revision counts.</summary>
    /// <returns>Its number there.</returns>
    public async Task<Outcome<string>> PushAsync(ProjectRecord project, CancellationToken ct)
    {
        var asked = await AskAsync<Pushed>("projects", project, ct);
        return !asked.TryGet(out var pushed) ? Outcome<string>.Because(asked.Problems)
            : pushed.Id == project.Id && pushed.Revision == project.Revision && pushed.Number is { Length: > 0 and <= 100 } number ? number
            : Odd;
    }

    /// <summary>The decisions after a cursor, oldest first; all or none are taken.</summary>
    public async Task<Outcome<DecisionBatch>> DecisionsAsync(string cursor, CancellationToken ct)
    {
        var asked = await AskAsync<Decisions>("decisions", new { after = cursor }, ct);
        return !asked.TryGet(out var read) ? Outcome<DecisionBatch>.Because(asked.Problems)
            : read is { Next: { Length: <= 100 } next, Items: { Count: <= MostDecisions } items } && items.All(IsWhole) && items.DistinctBy(i => i!.Key).Count() == items.Count
            ? new DecisionBatch(next, [.. items.Select(i => i!)])
            : Odd;
    }

    private static bool IsWhole(Decision? decision) => decision is
    {
        Key.Length: > 0 and <= 100, Number.Length: > 0 and <= 100, State.Length: > 0 and <= 40, Opinion.Length: <= 1000, DecidedAt: { Kind: DateTimeKind.Utc, Year: >= 2000 and < 2100 },
    };

    private static SignedPeer Peer(StandardQualitySettings settings) => new(
        Client, settings.Url, UnitHeader, settings.Unit, settings.Secret, TimeSpan.FromSeconds(settings.TimeoutSeconds), MaxBytes, Away, Odd, Declined);

    private Task<Outcome<T>> AskAsync<T>(string what, object question, CancellationToken ct) => json.AskAsync<T>(_system, what, question, ct);

    private sealed record Pushed(Guid Id, int Revision, string? Number);

    private sealed record Decisions(string? Next, IReadOnlyList<Decision?>? Items);
}

/// <summary>A project as the outside system is told of it.</summary>
internal sealed record ProjectRecord(
    Guid Id, int Revision, string Title, string Level, string Domain, string Region, int Year, string Drafters, string Document, string State, string? Number, DateOnly? IssuedOn, DateOnly? InForceOn);

/// <param name="Key">The outside system's own, once for ever.</param>
/// <param name="Project">Our id of the project.</param>
/// <param name="Number">The outside number of the project.</param>
internal sealed record Decision(string Key, Guid Project, string Number, string State, string? Opinion, DateTime DecidedAt);

internal sealed record DecisionBatch(string Next, IReadOnlyList<Decision> Items);
