using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Auditing;

/// <summary>A thing whose whole history is kept as a hash chain. The head lies on the thing itself, so a cut-off tail shows too.</summary>
public interface ITraced
{
    Guid Id { get; }

    int TraceCount { get; set; }

    byte[] TraceHead { get; set; }
}

/// <summary>One act on a thing (留痕): append-only, each entry sealed by the hash of itself and of the one before.</summary>
public sealed class TraceEntry : IAppendOnly
{
    public required Guid SubjectId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Sequence { get; init; }

    public required DateTime At { get; init; }

    public required Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    public Guid? ActingForId { get; init; }

    public string? ActingForName { get; init; }

    public required int End { get; init; }

    /// <summary>The act's code, for example <c>accepted</c>; names in Chinese are the reading page's.</summary>
    public required string What { get; init; }

    public required string Reason { get; init; }

    /// <summary>JSON as written, kept as text so that its bytes stay.</summary>
    public required string Data { get; init; }

    public byte[] Hash { get; internal set; } = [];
}
