namespace Zhengtong.Cases.Notices;

/// <summary>The documents of the procedure (文书), each with the article it comes from and the organisation that answers for it.</summary>
/// <param name="Key">Also the key of its template.</param>
/// <param name="Code">Short code in the document's number.</param>
internal sealed record NoticeKind(string Key, string Code, string Title, string Basis);

internal static class NoticeKinds
{
    public static readonly NoticeKind Receipt = new("receipt", "SJ", "收件凭证", "《中华人民共和国行政许可法》第三十二条");
    public static readonly NoticeKind OneTime = new("one-time-notice", "BZ", "补正材料一次性告知书", "《中华人民共和国行政许可法》第三十二条第一款第四项");
    public static readonly NoticeKind Acceptance = new("acceptance", "SL", "受理通知书", "《中华人民共和国行政许可法》第三十二条第一款第五项、第二款");
    public static readonly NoticeKind NotNeeded = new("not-needed", "BX", "不予受理通知书（依法不需要办理）", "《中华人民共和国行政许可法》第三十二条第一款第一项");
    public static readonly NoticeKind NotCompetent = new("not-competent", "BY", "不予受理决定书（不属于本机关职权）", "《中华人民共和国行政许可法》第三十二条第一款第二项");
    public static readonly NoticeKind SpecialProcedure = new("special-procedure", "TB", "特别程序告知书", "《中华人民共和国行政许可法》第四十五条");
    public static readonly NoticeKind Extension = new("extension", "YQ", "延长办理期限告知书", "《中华人民共和国行政许可法》第四十二条");
    public static readonly NoticeKind Granted = new("granted", "ZY", "准予决定书", "《中华人民共和国行政许可法》第三十八条第一款、第四十四条");
    public static readonly NoticeKind Denied = new("denied", "BU", "不予许可决定书", "《中华人民共和国行政许可法》第三十八条第二款");
    public static readonly NoticeKind Filed = new("filed", "BA", "备案回执", "备案事项办理流程（形式审查）");
    public static readonly NoticeKind Returned = new("returned", "TJ", "退件通知书", "补正材料、容缺材料逾期未补");
    public static readonly NoticeKind Withdrawn = new("withdrawn", "CH", "撤回申请确认书", "申请人主动撤回");
    public static readonly NoticeKind Service = new("service", "SD", "送达回证", "《中华人民共和国行政许可法》第四十四条");
    public static readonly NoticeKind Commitment = new("commitment", "CN", "告知承诺书", "国办发〔2020〕42号");
    public static readonly NoticeKind Tolerance = new("tolerance", "RQ", "容缺受理承诺书", "容缺受理规定（书面承诺限期补交）");

    public static readonly NoticeKind FeeNotice = new("fee-notice", "JF", "缴费通知书", "《中华人民共和国行政许可法》第五十八条、第五十九条");
    public static readonly NoticeKind FeeReceipt = new("fee-receipt", "PZ", "缴费凭证", "《中华人民共和国行政许可法》第五十九条");
    public static readonly NoticeKind FeeWaiver = new("fee-waiver", "JM", "减免缴费决定书", "《中华人民共和国行政许可法》第五十九条");

    public static readonly IReadOnlyDictionary<string, NoticeKind> All = new[]
    {
        Receipt, OneTime, Acceptance, NotNeeded, NotCompetent, SpecialProcedure, Extension, Granted, Denied, Filed, Returned, Withdrawn, Service,
        Commitment, Tolerance, FeeNotice, FeeReceipt, FeeWaiver,
    }.ToDictionary(k => k.Key);
}
