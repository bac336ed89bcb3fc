using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Contracts;

/// <summary>A window answered a pre-review (网上预审) that the party wished for; <paramref name="Ready"/>: it found nothing to change.</summary>
public sealed record PreReviewAnswered(Guid PreReviewId, Guid DraftId, string Number, string ItemName, Guid PartyId, Guid RequestedById, bool Ready) : IEvent;
