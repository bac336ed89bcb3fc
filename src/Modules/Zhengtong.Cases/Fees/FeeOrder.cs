namespace Zhengtong.Cases.Fees;

/// <summary>
/// What an applicant has to pay in a case (缴费单, 03.26): facts with their time, the state is computed. A paid order is paid once: who settles it moves the
/// revision, and a second settlement of the same revision is not saved.
/// </summary>
internal sealed class FeeOrder
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>The number the gateway knows it by; creating, asking and refunding under it are repeatable.</summary>
    public required string Number { get; init; }

    public required string CaseNumber { get; init; }

    public required string ItemName { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    public required Guid ApplicantId { get; init; }

    public required string PayerMasked { get; init; }

    /// <summary>Sum of the lines, in fen.</summary>
    public required long TotalFen { get; init; }

    public required DateTime RaisedAt { get; init; }

    /// <summary>Legal day, by which finance looks.</summary>
    public required DateOnly RaisedOn { get; init; }

    public required Guid RaisedById { get; init; }

    public required string RaisedByName { get; init; }

    public required Guid NoticeId { get; init; }

    /// <summary>When the gateway was first asked for a payment: from then on money may come.</summary>
    public DateTime? AskedAt { get; set; }

    /// <summary>Where the applicant pays.</summary>
    public string PayUrl { get; set; } = "";

    public DateTime? PaidAt { get; set; }

    /// <summary>The gateway's number of the payment.</summary>
    public string Transaction { get; set; } = "";

    public string ReceiptNumber { get; set; } = "";

    /// <summary>财政电子票据号码.</summary>
    public string BillNumber { get; set; } = "";

    /// <summary>How much was remitted (减免), in fen.</summary>
    public long WaivedFen { get; set; }

    public DateTime? WaivedAt { get; set; }

    public Guid? WaivedById { get; set; }

    public string WaivedByName { get; set; } = "";

    public string WaiverGround { get; set; } = "";

    public Guid? WaiverFileId { get; set; }

    public DateTime? CancelledAt { get; set; }

    public DateTime? RefundAskedAt { get; set; }

    public string RefundReason { get; set; } = "";

    public DateTime? RefundedAt { get; set; }

    public string RefundTransaction { get; set; } = "";

    /// <summary>What does not agree with the gateway (对账差错), for finance to clear up.</summary>
    public string Trouble { get; set; } = "";

    public DateTime? TroubleAt { get; set; }

    public int Revision { get; set; }

    public long DueFen => TotalFen - WaivedFen;

    public FeeState State => this switch
    {
        { RefundedAt: not null } => FeeState.Refunded,
        { RefundAskedAt: not null } => FeeState.Refunding,
        { PaidAt: not null } => FeeState.Paid,
        { CancelledAt: not null } => FeeState.Cancelled,
        { DueFen: 0 } => FeeState.Waived,
        _ => FeeState.Unpaid,
    };
}

/// <summary>One published fee item in an order, with the standard as it stood.</summary>
internal sealed class FeeLine
{
    public required Guid OrderId { get; init; }

    public required int Sequence { get; init; }

    public required string Name { get; init; }

    public required string Standard { get; init; }

    public required string Basis { get; init; }

    public required long UnitFen { get; init; }

    public required int Quantity { get; init; }
}

/// <summary>The number used once of a notification of the gateway; the same again is a replay.</summary>
internal sealed class PaymentNonce
{
    public required string Nonce { get; init; }

    public required DateTime At { get; init; }
}

internal enum FeeState
{
    Unpaid,
    Paid,
    Waived,
    Cancelled,
    Refunding,
    Refunded,
}

internal static class FeeWords
{
    public static string Name(this FeeState state) => state switch
    {
        FeeState.Unpaid => "待缴费",
        FeeState.Paid => "已缴费",
        FeeState.Waived => "已免缴",
        FeeState.Cancelled => "已撤销",
        FeeState.Refunding => "退款中",
        FeeState.Refunded => "已退款",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
