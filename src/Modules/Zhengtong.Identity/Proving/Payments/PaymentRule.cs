using System.Globalization;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>What a payment shows of who made it (08.02). Pure.</summary>
internal static class PaymentRule
{
    public const int PaymentsADay = 5;

    public static readonly Problem NotOffered = Problem.Conflict("identity.payment-off", "本平台还没有开通支付认证。请换一种认证方式。");

    public static readonly Problem Gone = Problem.NotFound("identity.payment-gone", "没有找到这次支付认证。请重新开始。");

    public static readonly Problem Pending = Problem.Conflict("identity.payment-pending", "还没有收到付款。请打开支付页面完成支付，再回到这里；刚刚付款的，请稍等一会儿再看。");

    public static readonly Problem Differs = Problem.Invalid(
        "identity.payment-differs", "付款账户不是用您登记的姓名和证件号码开立的，没有通过认证，款项原路退回。请用您本人的账户再试，或换一种认证方式。");

    public static readonly Problem WrongAmount = Problem.Invalid("identity.payment-amount", "支付的金额与要求的不一致，没有通过认证，款项原路退回。请重新开始。");

    public static readonly Problem TooOften = Problem.Conflict("identity.payment-often", "今天的支付认证次数已经用完。请明天再试，或换一种认证方式。");

    public static Problem ReturnRefused(string reason) =>
        Problem.Conflict("identity.return-refused", $"支付渠道没有退回。{(reason.Length > 0 ? $"渠道说明：{reason}" : "渠道没有说明原因，请联系支付渠道查询。")}");

    public static PaymentVerdict VerdictOf(int askedFen, PaidAnswer paid) =>
        paid.AmountFen != askedFen ? PaymentVerdict.WrongAmount : paid.Same ? PaymentVerdict.Same : PaymentVerdict.Differs;

    /// <returns>Why it proves nothing; null when it does.</returns>
    public static Problem? Of(PaymentVerdict? verdict) => verdict switch
    {
        PaymentVerdict.Same => null,
        PaymentVerdict.WrongAmount => WrongAmount,
        _ => Differs,
    };

    public static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100m:0.00}");
}
