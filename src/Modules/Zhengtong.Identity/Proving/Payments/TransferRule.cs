using System.Globalization;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>How it stands with an amount that was sent to a company's account, and what its answer is worth (08.02). Pure.</summary>
internal static class TransferRule
{
    public const int LeastFen = 1;
    public const int MostFen = 99;

    public static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public static readonly Problem Gone = Problem.NotFound("identity.transfer-company", "没有找到这个单位，或您不能为它办事。请从“单位和经办人”进入。");

    public static readonly Problem Running = Problem.Conflict("identity.transfer-running", "已经有一笔打款在等待确认。请先填写收到的金额。");

    public static readonly Problem NotWaiting = Problem.Conflict("identity.transfer-over", "没有等待填写金额的打款。请刷新页面查看，或重新申请打款。");

    public static readonly Problem Account = Problem.Invalid("identity.transfer-account", "对公账号由 8 至 32 位数字组成，请对照开户资料核对。", "Account");

    public static readonly Problem Amount = Problem.Invalid("identity.transfer-amount", "请填写收到的金额，例如 0.37。", "Yuan");

    public static readonly Problem LastMissed = Problem.Conflict("identity.transfer-missed", "金额不对，这笔打款的次数已经用完。请核对银行流水后重新申请打款，或持营业执照到政务服务大厅窗口核对。");

    public static Problem Missed(int left) => Problem.Invalid("identity.transfer-differs", $"金额不对，还可以填写 {left} 次。请查看对公账户的到账明细后再填写。", "Yuan");

    public static Problem TooOften(int most) => Problem.Conflict("identity.transfer-often", $"30 天内最多申请 {most} 次打款，次数已经用完。请以后再试，或持营业执照到政务服务大厅窗口核对。");

    /// <summary>The last day on which the amount may be said: so many days after it was sent, or, when it is not known to be sent, after it was asked for.</summary>
    public static DateOnly Until(CompanyTransfer transfer, int days) => LegalDay.Of(transfer.SentAt ?? transfer.AskedAt).AddDays(days);

    public static TransferState StateOf(CompanyTransfer transfer, int days, DateTime now) => transfer switch
    {
        { ProvedAt: not null } => TransferState.Proved,
        { Failure: not null } => TransferState.Failed,
        { EndedAt: not null } => TransferState.Lapsed,
        _ when LegalDay.Of(now) > Until(transfer, days) => TransferState.Lapsed,
        { SentAt: null } => TransferState.Asked,
        _ => TransferState.Sent,
    };

    /// <summary>In fen; null when it is no amount that can have been sent.</summary>
    public static int? Fen(string? typed) =>
        decimal.TryParse((typed ?? "").Trim().TrimEnd('元').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
        && yuan is >= 0 and < 1000 && yuan * 100 is var fen && fen == Math.Truncate(fen) ? (int)fen : null;

    public static string NameOf(TransferFailure failure) => failure switch
    {
        TransferFailure.HolderDiffers => "账户的户名与单位登记的名称不一致，没有打款",
        TransferFailure.AccountUnknown => "银行查不到这个账号，没有打款",
        TransferFailure.Returned => "银行已退汇",
        TransferFailure.Missed => "金额填写错误，次数已用完",
        _ => "支付渠道没有受理",
    };
}

internal enum TransferState
{
    /// <summary>Not known to be sent.</summary>
    Asked,

    /// <summary>The amount may be said.</summary>
    Sent,
    Proved,
    Failed,
    Lapsed,
}
