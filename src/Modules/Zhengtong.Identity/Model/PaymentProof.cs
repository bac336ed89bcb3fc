namespace Zhengtong.Identity.Model;

/// <summary>
/// A person pays a small amount from an account in his own name, to show who he is (交易支付认证, 08.02). Facts with their time: asked, paid, given back. Of the payer nothing is kept but whether it
/// was he.
/// </summary>
internal sealed class PaymentProof
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Names the payment to the channel and in the address it sends the browser back to; worth nothing to anybody else than this person.</summary>
    public required string Number { get; init; }

    public required int AmountFen { get; init; }

    /// <summary>Written down before the channel is asked: from then on money may come.</summary>
    public required DateTime AskedAt { get; init; }

    /// <summary>The channel's page on which he pays; empty until it has answered.</summary>
    public string Page { get; private set; } = "";

    /// <summary>Waited for no longer by a page; money that comes all the same counts and goes back.</summary>
    public DateTime? ClosedAt { get; private set; }

    public DateTime? PaidAt { get; private set; }

    public long PaidFen { get; private set; }

    /// <summary>The channel's number of the payment.</summary>
    public string Transaction { get; private set; } = "";

    public PaymentVerdict? Verdict { get; private set; }

    /// <summary>The channel would not give it back when it was last asked.</summary>
    public DateTime? ReturnRefusedAt { get; private set; }

    /// <summary>Why, as the channel said it; it may have said nothing.</summary>
    public string RefusalReason { get; private set; } = "";

    public DateTime? ReturnedAt { get; private set; }

    public string ReturnTransaction { get; private set; } = "";

    /// <summary>Paid back in another way, or otherwise done with; the channel is asked no more.</summary>
    public DateTime? SettledAt { get; private set; }

    public string SettledByName { get; private set; } = "";

    /// <summary>How, in words that the person is told too.</summary>
    public string SettlementNote { get; private set; } = "";

    public int Revision { get; private set; }

    /// <summary>A page left open too long is begun anew.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    public const int LongestReason = 200;

    public void PayOn(string page) => (Page, Revision) = (page, Revision + 1);

    public void Close(DateTime at) => (ClosedAt, Revision) = (at, Revision + 1);

    public void Settle(long fen, string transaction, PaymentVerdict verdict, DateTime at) =>
        (PaidFen, Transaction, Verdict, PaidAt, ClosedAt, Revision) = (fen, transaction, verdict, at, ClosedAt ?? at, Revision + 1);

    public void GiveBack(string transaction, DateTime at) => (ReturnTransaction, ReturnedAt, Revision) = (transaction, at, Revision + 1);

    public void RefuseReturn(string reason, DateTime at) => (RefusalReason, ReturnRefusedAt, Revision) = (reason, at, Revision + 1);

    public void SettleOtherwise(string note, string byName, DateTime at) => (SettlementNote, SettledByName, SettledAt, Revision) = (note, byName, at, Revision + 1);
}

/// <summary>What a payment shows.</summary>
internal enum PaymentVerdict
{
    /// <summary>The account is kept in his name and number.</summary>
    Same = 1,
    Differs = 2,

    /// <summary>Another amount than was asked for.</summary>
    WrongAmount = 3,
}

/// <summary>
/// A small random amount is sent to the account that a bank keeps in a company's name; whoever reads the account says how much it was (对公打款验证, 08.02). Facts with their time; what they come to is
/// said by <see cref="Proving.Payments.TransferRule"/>.
/// </summary>
internal sealed class CompanyTransfer
{
    public required Guid Id { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid ById { get; init; }

    /// <summary>The channel does a number once, however often it is asked.</summary>
    public required string Number { get; init; }

    /// <summary>Encrypted.</summary>
    public required string AccountHidden { get; init; }

    public required string AccountMasked { get; init; }

    public required string Bank { get; init; }

    /// <summary>The registered name, which the holder of the account must have.</summary>
    public required string Holder { get; init; }

    /// <summary>In fen, encrypted: who reads the store learns nothing to answer with.</summary>
    public required string AmountHidden { get; init; }

    /// <summary>Written down before the channel is asked.</summary>
    public required DateTime AskedAt { get; init; }

    public DateTime? SentAt { get; private set; }

    public string Transaction { get; private set; } = "";

    /// <summary>How many wrong amounts were said.</summary>
    public int Misses { get; private set; }

    public DateTime? ProvedAt { get; private set; }

    /// <summary>Proved, failed, missed too often, or given up for a new one.</summary>
    public DateTime? EndedAt { get; private set; }

    public TransferFailure? Failure { get; private set; }

    public int Revision { get; private set; }

    public void Sent(string transaction, DateTime at) => (Transaction, SentAt, Revision) = (transaction, at, Revision + 1);

    public void Fail(TransferFailure why, DateTime at) => (Failure, EndedAt, Revision) = (why, at, Revision + 1);

    public void End(DateTime at) => (EndedAt, Revision) = (at, Revision + 1);

    public void Miss(bool last, DateTime at) => (Misses, EndedAt, Failure, Revision) = (Misses + 1, last ? at : null, last ? TransferFailure.Missed : null, Revision + 1);

    public void Prove(DateTime at) => (ProvedAt, EndedAt, Revision) = (at, at, Revision + 1);
}

internal enum TransferFailure
{
    /// <summary>The account is kept in another name.</summary>
    HolderDiffers = 1,

    /// <summary>No such account at that bank.</summary>
    AccountUnknown = 2,

    /// <summary>The bank sent it back (退汇).</summary>
    Returned = 3,

    /// <summary>The channel would not do it.</summary>
    Declined = 4,

    /// <summary>A wrong amount was said too often.</summary>
    Missed = 5,
}
