namespace Zhengtong.Cases.Model;

/// <summary>What the applicant gets (结果): a licence, an approval, a certificate; with a public code that proves it.</summary>
internal sealed class Result
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public required string Template { get; init; }

    public required string HolderName { get; init; }

    /// <summary>JSON of what the document says.</summary>
    public required string Elements { get; init; }

    /// <summary>Random, unguessable; printed as QR and text; opens the public verification page.</summary>
    public required string VerificationCode { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public DateTime? RevokedAt { get; set; }

    /// <summary>The version of its template, pinned when it is first shown; 0 until then.</summary>
    public int TemplateVersion { get; set; }
}

/// <summary>How the result reaches the applicant (送达).</summary>
internal sealed class Delivery
{
    public required Guid CaseId { get; init; }

    /// <summary>pickup, courier or electronic.</summary>
    public required string Method { get; set; }

    public required string PickupCode { get; init; }

    /// <summary>Wrong codes said at the desk; after five the identity check is the only way.</summary>
    public int WrongCodes { get; set; }

    public string Address { get; set; } = "";

    public string Courier { get; set; } = "";

    public string TrackingNumber { get; set; } = "";

    public DateTime? SentAt { get; set; }

    public DateTime? SignedAt { get; set; }

    public string SignedBy { get; set; } = "";

    /// <summary>How the receiver was checked: code, id-document, electronic, courier.</summary>
    public string CheckedBy { get; set; } = "";
}
