namespace Zhengtong.Identity.Contracts;

/// <summary>
/// What a person or company said once and need not say again (常用信息, 一次采集、多方复用; 08.14, 08.15, 08.16): the reusable data of its space. Whoever acts under a mandate is shown none of it: the
/// caller does not ask for him.
/// </summary>
public interface IKnownValues
{
    /// <summary>What may be offered to the party: its profile first, then what it stated or wrote down, as long as it has not withdrawn it. The caller logs the reading.</summary>
    Task<IReadOnlyList<KnownAnswer>> OfAsync(PartyProfile profile, CancellationToken ct);

    /// <summary>
    /// Keeps what was stated in a case: newer takes the place of older, which stays as history; what was withdrawn stays withdrawn; what the profile has is not kept twice. Stages rows in the caller's
    /// unit of work, does not save.
    /// </summary>
    Task StageAsync(StatedValues stated, CancellationToken ct);
}

/// <param name="Key">A source of the form language.</param>
/// <param name="From">From where and of which day, in words that follow 来自.</param>
public sealed record KnownAnswer(string Key, string Value, string From);

/// <param name="ByDelegate">Who acted under a mandate wrote it.</param>
public sealed record StatedValues(Guid PartyId, Guid CaseId, string CaseNumber, DateTime At, bool ByDelegate, IReadOnlyList<StatedValue> Values);

/// <param name="Key">A source of the form language, or <c>earlier.section.field</c>.</param>
/// <param name="Shown">As people read it.</param>
public sealed record StatedValue(string Key, string Label, string Value, string Shown);
