using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Contracts;

/// <summary>
/// What a slice or a module hands over when functions move to another organisation (机构改革, 01.41). It stages rows in the unit of work of its scope and saves nothing:
/// the reorganisation saves a page of moves, their record and its progress at once, so that a broken run goes on where it stopped.
/// </summary>
public interface IRehomes
{
    /// <summary>As the report calls it: 政务服务事项, 在办件.</summary>
    string Name { get; }

    /// <summary>Also looked for after the reorganisation has ended: what was on its way still comes up (a later step of a running case, an item of a sheet approved since).</summary>
    bool ComesUpLater { get; }

    /// <summary>What still lies with the organisations that hand over.</summary>
    Task<int> CountAsync(Rehoming move, CancellationToken ct);

    /// <summary>Stages the moves of the next page by key.</summary>
    Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct);

    /// <summary>Stages the way back of what was moved and not touched since.</summary>
    /// <returns>The ids of what goes back.</returns>
    Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct);

    /// <summary>What the last page, forth or back, had to leave where it is, and why.</summary>
    IReadOnlyList<RehomeRefusal> Refused => [];
}

/// <param name="Items">null: everything of the organisations.</param>
/// <param name="Before">What came into being later is not concerned.</param>
public sealed record Rehoming(Guid Id, IReadOnlyList<Guid> From, Guid ToId, string ToName, IReadOnlyList<Guid>? Items, string Reason, DateTime Before)
{
    /// <summary>The posts of the organisations go too.</summary>
    public bool Posts { get; init; }

    /// <summary>The reorganisation has ended: only what was on its way before it is still concerned.</summary>
    public bool Ended { get; init; }

    public static readonly DateTime EndOfTime = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
}

/// <param name="Stamp">Tells whether it was touched since.</param>
public sealed record Rehomed(Guid SubjectId, Guid FromId, string FromName, string Stamp);

/// <param name="Last">Where the next page begins; null at the end.</param>
public sealed record RehomedPage(IReadOnlyList<Rehomed> Moved, Guid? Last);

/// <param name="Subject">Name and code, as people know it.</param>
/// <param name="Why">What stands against it, and what to do.</param>
public sealed record RehomeRefusal(Guid SubjectId, string Subject, string Why);
