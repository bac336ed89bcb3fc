using Zhengtong.Platform.Calendar;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// One round of a change (01.18): from its submission to the answer of the handling region. A change that is returned and submitted anew begins another one, so that a late answer stays late.
/// </summary>
internal sealed class ChangeRound
{
    public required Guid Id { get; init; }

    public required Guid ChangeId { get; init; }

    public required ChangeKind Kind { get; init; }

    public required string HandlerRegion { get; init; }

    public required Guid RequesterOrganisationId { get; init; }

    public required DateOnly SubmittedOn { get; init; }

    /// <summary>The last day of the answer.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The legal day on which it was approved, returned or withdrawn; null while it waits.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Ended by its author, not by an answer.</summary>
    public bool Withdrawn { get; private set; }

    public int Revision { get; private set; }

    public static ChangeRound Of(ItemChange change) => new()
    {
        Id = Guid.CreateVersion7(change.SubmittedAt!.Value),
        ChangeId = change.Id,
        Kind = change.Kind,
        HandlerRegion = change.HandlerRegion,
        RequesterOrganisationId = change.RequesterOrganisationId,
        SubmittedOn = LegalDay.Of(change.SubmittedAt.Value),
        DueOn = change.DueOn!.Value,
    };

    public void End(DateTime at, bool withdrawn) => (EndedOn, Withdrawn, Revision) = (LegalDay.Of(at), withdrawn, Revision + 1);
}
