using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Auditing;

/// <summary>
/// What the traces of a span of days were, sealed with a key that is not in the database (16.4.2 of ASVS): who can write the database can rewrite a chain together with its head, but not this.
/// Each seal carries the one before it.
/// </summary>
public sealed class TraceSeal : IAppendOnly
{
    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>The last legal day it covers; it begins after the last of the seal before, the first one with the first entry.</summary>
    public required DateOnly Through { get; init; }

    public required long Entries { get; init; }

    public required byte[] Mac { get; init; }

    public required DateTime At { get; init; }
}
