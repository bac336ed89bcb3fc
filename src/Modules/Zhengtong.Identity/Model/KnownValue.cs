namespace Zhengtong.Identity.Model;

/// <summary>
/// One reusable answer of a person or company (常用信息): sealed, with where and when it was taken from. A newer one takes its place, and it stays as a <see cref="FormerKnownValue"/>. Withdrawn, it
/// holds no value any more and is offered no more, until its owner writes it down again.
/// </summary>
internal sealed class KnownValue
{
    public const int LongestKey = 150;
    public const int LongestLabel = 200;

    public required Guid Id { get; init; }

    public required Guid PartyId { get; init; }

    /// <summary>A source of the form language, or <c>earlier.section.field</c>.</summary>
    public required string Key { get; init; }

    public required string Label { get; init; }

    public string ValueHidden { get; private set; } = "";

    /// <summary>As people read it, where that is another text: the name behind a code.</summary>
    public string ShownHidden { get; private set; } = "";

    public KnownSource Source { get; private set; }

    /// <summary>The case it was stated in.</summary>
    public Guid? CaseId { get; private set; }

    public string CaseNumber { get; private set; } = "";

    /// <summary>Whoever acted under a mandate stated it.</summary>
    public bool ByDelegate { get; private set; }

    public DateTime TakenAt { get; private set; }

    /// <summary>Said again, or looked at and found right.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    public int Revision { get; private set; }

    /// <summary>A code is not typed over.</summary>
    public bool Plain => ShownHidden.Length == 0;

    public DateTime RightAt => ConfirmedAt ?? TakenAt;

    /// <returns>What stood here before; null when nothing did.</returns>
    public FormerKnownValue? Take(KnownFact fact)
    {
        var former = ValueHidden.Length == 0 ? null : new FormerKnownValue
        {
            Id = Guid.CreateVersion7(fact.At), KnownValueId = Id, PartyId = PartyId, ValueHidden = ValueHidden, ShownHidden = ShownHidden, Source = Source, CaseNumber = CaseNumber,
            ByDelegate = ByDelegate, TakenAt = TakenAt, ReplacedAt = fact.At,
        };
        (ValueHidden, ShownHidden, Source, CaseId, CaseNumber, ByDelegate, TakenAt) =
            (fact.ValueHidden, fact.ShownHidden, fact.Source, fact.CaseId, fact.CaseNumber, fact.ByDelegate, fact.At);
        (ConfirmedAt, WithdrawnAt, Revision) = (null, null, Revision + 1);
        return former;
    }

    public void Confirm(DateTime at) => (ConfirmedAt, Revision) = (at, Revision + 1);

    public void Withdraw(DateTime at) => (ValueHidden, ShownHidden, WithdrawnAt, Revision) = ("", "", at, Revision + 1);
}

/// <param name="ShownHidden">Empty when it reads as it is.</param>
internal readonly record struct KnownFact(string ValueHidden, string ShownHidden, KnownSource Source, Guid? CaseId, string CaseNumber, bool ByDelegate, DateTime At);

/// <summary>What a reusable answer was before. Its value goes when the owner withdraws it; that it was there stays.</summary>
internal sealed class FormerKnownValue
{
    public required Guid Id { get; init; }

    public required Guid KnownValueId { get; init; }

    public required Guid PartyId { get; init; }

    public required string ValueHidden { get; set; }

    public required string ShownHidden { get; set; }

    public required KnownSource Source { get; init; }

    public required string CaseNumber { get; init; }

    public required bool ByDelegate { get; init; }

    public required DateTime TakenAt { get; init; }

    public required DateTime ReplacedAt { get; init; }

    public void Blank() => (ValueHidden, ShownHidden) = ("", "");
}

/// <summary>Where a reusable answer comes from. What a register or the real-name system says stands in the profile, not here.</summary>
internal enum KnownSource
{
    /// <summary>The owner wrote it down in his space.</summary>
    Owner = 1,

    /// <summary>Stated in an application.</summary>
    Case = 2,
}
