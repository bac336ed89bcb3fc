namespace Zhengtong.Identity.Proving.Payments;

/// <summary>Settings <c>PaymentProof:</c>, see <c>docs/payment-proof.md</c>.</summary>
internal sealed class PaymentProofSettings
{
    /// <summary>Without it nobody shows by a payment who he is.</summary>
    public Uri? Url { get; set; }

    /// <summary>Below which address the pages lie on which people pay; needed with <see cref="Url"/>.</summary>
    public Uri? PayPages { get; set; }

    /// <summary>What pages and proofs call the channel.</summary>
    public string Name { get; set; } = "支付认证渠道";

    /// <summary>Who we are to it.</summary>
    public string Unit { get; set; } = "";

    public string Secret { get; set; } = "";

    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>What a person pays, and gets back.</summary>
    public int AmountFen { get; set; } = 1;

    /// <summary>For how many days after it was asked for a payment is looked for.</summary>
    public int AskForDays { get; set; } = 3;

    /// <summary>For how many days after it was sent the amount of a transfer may be said.</summary>
    public int TransferDays { get; set; } = 15;

    /// <summary>How often it may be said.</summary>
    public int TransferTries { get; set; } = 3;

    /// <summary>How many transfers a company gets in 30 days.</summary>
    public int TransfersAMonth { get; set; } = 3;

    public bool IsSound => (Url is null || (OutwardAddress.IsSafe(Url) && Unit.Length > 0 && Secret.Length > 0 && PayPages is not null && OutwardAddress.IsSafe(PayPages)))
        && TimeoutSeconds is >= 1 and <= 60 && Name.Length is > 0 and <= 100 && AmountFen is >= 1 and <= 100 && AskForDays is >= 1 and <= 365
        && TransferDays is >= 1 and <= 60 && TransferTries is >= 1 and <= 5 && TransfersAMonth is >= 1 and <= 10;
}
