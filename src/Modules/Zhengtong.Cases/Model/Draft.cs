using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Model;

/// <summary>An application being filled in (草稿). Kept in the store from the first page on, so no closed browser, expired session or restart loses it.</summary>
internal sealed class Draft
{
    public required Guid Id { get; init; }

    public required Guid PartyId { get; init; }

    public required PartyKind PartyKind { get; init; }

    public required string PartyName { get; init; }

    /// <summary>Who fills it in: the person himself, the company's agent, or a window clerk.</summary>
    public required Guid CreatedById { get; set; }

    /// <summary>The delegation by which it is filled in: only under it does whoever fills it in see it.</summary>
    public Guid? MandateId { get; init; }

    /// <summary>The clerk's region when it is filled in at a window.</summary>
    public string? WindowRegion { get; init; }

    public required Guid ItemVersionId { get; init; }

    public required string ItemCode { get; init; }

    public required string ItemName { get; init; }

    public required string FormKey { get; init; }

    public required string FormVersion { get; init; }

    public Mode Mode { get; set; } = Mode.Normal;

    public string Situation { get; set; } = "";

    /// <summary>JSON of the form's answers, valid or not.</summary>
    public string Answers { get; set; } = "{}";

    /// <summary>JSON: where each prefilled answer came from.</summary>
    public string PrefillSources { get; set; } = "{}";

    /// <summary>JSON list of <see cref="DraftMaterial"/>.</summary>
    public string Materials { get; set; } = "[]";

    public string Delivery { get; set; } = "pickup";

    public string DeliveryAddress { get; set; } = "";

    /// <summary>The commitment of 告知承诺, or the promise of 容缺, was read and signed.</summary>
    public DateTime? PromisedAt { get; set; }

    public Guid? PromisedById { get; set; }

    public string PromisedByName { get; set; } = "";

    /// <summary>Which text was signed.</summary>
    public string PromiseText { get; set; } = "";

    public required DateTime CreatedAt { get; init; }

    public required DateTime SavedAt { get; set; }

    /// <summary>Grows with every save; a second tab that saves on an old one is told.</summary>
    public int Revision { get; set; }

    public Guid? CaseId { get; set; }

    /// <summary>The pre-review asked for last, so that handing in ends an open one without looking whether there is one.</summary>
    public Guid? PreReviewId { get; set; }

    public DateTime? DiscardedAt { get; set; }
}

/// <param name="Paper">Handed in on paper at the window: seen by the clerk, no file.</param>
/// <param name="From">The number of the earlier case that the file was handed in with.</param>
internal sealed record DraftMaterial(string Key, Guid? FileId, string FileName, long Size, bool Paper = false, string From = "");
