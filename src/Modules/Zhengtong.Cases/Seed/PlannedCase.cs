using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Seed;

/// <summary>One invented case: what is applied for, by whom, and the acts that follow, each with its hand and its time.</summary>
internal sealed record PlannedCase(SeedItem Item, SeedParty Party, Act Received, string Delivery, IReadOnlyList<SeedMove> Moves)
{
    /// <summary>A complete draft, its materials handed in on paper at the window.</summary>
    /// <param name="createdBy">Another than the one who submits: an applicant has one open draft an item and hand.</param>
    public Draft Draft(Guid? createdBy = null) => new()
    {
        Id = Guid.CreateVersion7(Received.At),
        PartyId = Party.Party.Id,
        PartyKind = Party.Party.Kind,
        PartyName = Party.Party.Name,
        CreatedById = createdBy ?? Received.Actor.Id,
        WindowRegion = Received.Actor.Kind == ActorKind.Staff ? Item.Item.RegionCode : null,
        ItemVersionId = Item.Item.VersionId,
        ItemCode = Item.Item.Code,
        ItemName = Item.Item.Name,
        FormKey = Item.FormFor(Party.Party.Kind).Definition.Key,
        FormVersion = Item.FormFor(Party.Party.Kind).Version,
        Situation = Item.Situation,
        Answers = SeedAnswers.Json(Item.FormFor(Party.Party.Kind).Definition, Party),
        Materials = Item.Materials,
        Delivery = Delivery,
        CreatedAt = Received.At,
        SavedAt = Received.At,
    };
}

/// <summary>An act on the open step of that key.</summary>
/// <param name="Favourable">Of a review: for it; of a decision: granted.</param>
internal sealed record SeedMove(StepKind Kind, string StepKey, Act Act, bool Favourable = true)
{
    public const string AcceptOpinion = "材料齐全，符合法定形式";
    public const string ReviewOpinion = "经审查，符合条件";
    public const string AdverseOpinion = "经审查，不符合规定的条件";
    public const string DenialReason = "经审查，申请不符合法定条件";

    public string Opinion => Favourable ? ReviewOpinion : AdverseOpinion;

    public string Reason => Favourable ? "" : DenialReason;
}

/// <summary>Plays planned cases: through the acts and their saves, or by the same acts into rows for a bulk load.</summary>
internal interface ISeedHand
{
    Task PlayAsync(PlannedCase planned, CancellationToken ct);
}
