namespace Zhengtong.Cases.Model;

/// <summary>What was applied with: the answers in force and how to reach the applicant. One row a case, read only where it is shown.</summary>
internal sealed class Application
{
    public required Guid CaseId { get; init; }

    public required string FormKey { get; set; }

    public required string FormVersion { get; set; }

    public required string Answers { get; set; }

    public required string ContactPhone { get; set; }

    public required string ContactEmail { get; set; }

    /// <summary>pickup, courier or electronic.</summary>
    public required string Delivery { get; set; }

    public required string DeliveryAddress { get; set; }

    /// <summary>When the commitment or the promise was signed.</summary>
    public DateTime? PromisedAt { get; init; }

    public Guid? PromisedById { get; init; }

    public string PromisedByName { get; init; } = "";

    /// <summary>Which text was signed; it stands in the document that was issued with the application.</summary>
    public string PromiseText { get; init; } = "";

    /// <summary>The last day to hand in tolerated materials (容缺).</summary>
    public DateOnly? ToleratedUntil { get; set; }
}

/// <summary>A material of a case: which file stands for which material of the item version.</summary>
internal sealed class CaseMaterial
{
    public required Guid CaseId { get; init; }

    /// <summary>From 1; a material may have several files, and corrected ones replace older ones.</summary>
    public required int Sequence { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public Guid? FileId { get; set; }

    public string FileName { get; set; } = "";

    public required MaterialState State { get; set; }

    /// <summary>What is wrong with it, as told in the one-time notice.</summary>
    public string? Deficiency { get; set; }

    public required DateTime At { get; init; }

    public DateTime? ReplacedAt { get; set; }
}

internal enum MaterialState
{
    /// <summary>Uploaded or reused.</summary>
    Given = 1,

    /// <summary>纸质, seen at the window.</summary>
    Paper = 2,

    /// <summary>A commitment stands in its place.</summary>
    Committed = 3,

    /// <summary>To follow (容缺).</summary>
    Tolerated = 4,

    /// <summary>Named in the one-time notice.</summary>
    Wanted = 5,
}
