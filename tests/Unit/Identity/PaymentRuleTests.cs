using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Proving.Payments;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class PaymentRuleTests
{
    private static readonly DateTime Asked = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);

    [Fact]
    [Requirement("08.02")]
    public void Only_the_amount_that_was_asked_for_from_an_account_of_his_own_shows_who_paid()
    {
        Assert.Equal(PaymentVerdict.Same, PaymentRule.VerdictOf(1, new PaidAnswer(1, "T", true)));
        Assert.Equal(PaymentVerdict.Differs, PaymentRule.VerdictOf(1, new PaidAnswer(1, "T", false)));
        Assert.Equal(PaymentVerdict.WrongAmount, PaymentRule.VerdictOf(1, new PaidAnswer(2, "T", true)));
        Assert.Null(PaymentRule.Of(PaymentVerdict.Same));
        Assert.All(new PaymentVerdict?[] { PaymentVerdict.Differs, PaymentVerdict.WrongAmount, null }, v => Assert.NotNull(PaymentRule.Of(v)));
    }

    /// <summary>The example of docs/payment-proof.md, and that the hash of one payment says nothing of another.</summary>
    [Fact]
    [Requirement("08.02", "18.13")]
    public void The_payer_is_a_keyed_hash_of_number_and_name_for_one_payment()
    {
        string Of(string number, string id, string name) => HttpPaymentChannel.PayerOf("secret", number, new PersonQuestion(DocumentKinds.ResidentCard, id, name));
        Assert.Equal("60433356fd31058a013d62afa4a1916c827c9f78e47b1e6f59e8a77bf4d9c54d", Of("n1", "510000199001010000", "阿依古丽•买买提"));
        Assert.Equal(Of("n1", "P1", "Anna  Schmidt"), Of("n1", "P1", "ANNA SCHMIDT"));
        Assert.Equal(4, new[] { Of("n1", "1", "张三"), Of("n2", "1", "张三"), Of("n1", "2", "张三"), Of("n1", "1", "张山") }.Distinct().Count());
    }

    [Theory]
    [InlineData("0.37", 37)]
    [InlineData(" 0.5 元", 50)]
    [InlineData("1", 100)]
    [InlineData("0.370", 37)]
    [InlineData("0.375", null)]
    [InlineData("-0.37", null)]
    [InlineData("0,37", null)]
    [InlineData("1e-1", null)]
    [InlineData("9999999999999999999999999999", null)]
    [InlineData("", null)]
    [Requirement("08.02")]
    public void An_amount_is_read_in_yuan(string typed, int? fen) => Assert.Equal(fen, TransferRule.Fen(typed));

    [Fact]
    [Requirement("08.02")]
    public void The_amount_may_be_said_for_so_many_days_after_it_was_sent()
    {
        var transfer = Of();
        Assert.Equal(TransferState.Asked, State(transfer, 0));
        Assert.Equal(TransferState.Lapsed, State(transfer, 16));
        transfer.Sent("X", Asked.AddDays(2));
        Assert.Equal(TransferState.Sent, State(transfer, 17));
        Assert.Equal(TransferState.Lapsed, State(transfer, 18));
        transfer.Miss(last: false, Asked.AddDays(3));
        Assert.Equal(TransferState.Sent, State(transfer, 3));
        transfer.Miss(last: true, Asked.AddDays(3));
        Assert.Equal((TransferState.Failed, TransferFailure.Missed), (State(transfer, 3), transfer.Failure));
        var proved = Of();
        proved.Prove(Asked);
        Assert.Equal(TransferState.Proved, State(proved, 99));
    }

    private static TransferState State(CompanyTransfer transfer, int days) => TransferRule.StateOf(transfer, 15, Asked.AddDays(days));

    private static CompanyTransfer Of() => new()
    {
        Id = Guid.CreateVersion7(), CompanyId = Guid.CreateVersion7(), ById = Guid.CreateVersion7(), Number = "n", AccountHidden = "", AccountMasked = "", Bank = "", Holder = "", AmountHidden = "",
        AskedAt = Asked,
    };
}
