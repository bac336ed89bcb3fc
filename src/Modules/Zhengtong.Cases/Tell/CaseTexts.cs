using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Tell;

/// <param name="ByPhone">Worth a text message: something to do, or a turn of the case.</param>
/// <param name="Page">What of the case's pages to open: empty for the case itself.</param>
internal sealed record CaseText(string Title, string Body, bool ByPhone = true, string Page = "");

/// <summary>What a party is told of each turn of its case: what happened, until when, what to do next. 03.08.</summary>
internal static class CaseTexts
{
    public static CaseText Of(CaseReceived e, DateOnly on) => new(
        "申请已提交",
        $"您申请的“{e.ItemName}”已于{LegalDay.Date(on)}登记收件，办件编号 {e.Number}。五个工作日内会答复是否受理。");

    public static CaseText Of(CaseAccepted e) => new(
        "申请已受理",
        $"“{e.ItemName}”（{e.Number}）已受理，受理日期为{LegalDay.Date(e.On)}"
            + (e.DueOn is { } due ? $"，应在{LegalDay.DateAndWeekday(due)}前办结。" : "。")
            + (e.ByLapse ? "因五个工作日内没有告知补正，依法自收件之日起视为受理。" : ""));

    public static CaseText Of(CorrectionAsked e, DateOnly on) => new(
        "请补正材料",
        $"“{e.ItemName}”（{e.Number}）有 {e.Missing} 项内容需要补正，请在{LegalDay.DateAndWeekday(CorrectionTerm.LastDay(on))}前一次补齐。需要补什么，请打开办件查看。",
        Page: "/correction");

    public static CaseText Of(CaseNotAccepted e) => new(
        "申请不予受理",
        $"“{e.ItemName}”（{e.Number}）不予受理。理由：{e.Why}。如不服，可以依法申请行政复议或者提起行政诉讼，期限见通知书。");

    public static CaseText Of(ClockPaused e) => new(
        "办理中的特别程序",
        $"“{e.ItemName}”（{e.Number}）需要进行{e.Procedure}，预计 {e.PlannedDays} 天。这段时间依法不计入办理期限。");

    public static CaseText Of(ClockResumed e) => new(
        "继续计时办理",
        $"“{e.ItemName}”（{e.Number}）的{e.Procedure}已经结束，继续计时办理" + (e.DueOn is { } due ? $"，应在{LegalDay.DateAndWeekday(due)}前办结。" : "。"),
        ByPhone: false);

    public static CaseText Of(CaseExtended e) => new(
        "办理期限已延长",
        $"“{e.ItemName}”（{e.Number}）的办理期限经批准延长 {e.Days} 个工作日" + (e.DueOn is { } due ? $"，应在{LegalDay.DateAndWeekday(due)}前办结" : "") + "。延长的理由见告知书。");

    public static CaseText Of(CaseDecided e, DateOnly on) => e.Granted
        ? new("已作出准予决定", $"“{e.ItemName}”（{e.Number}）已于{LegalDay.Date(on)}作出准予决定，结果将在十个工作日内送达。")
        : new("已作出不予许可决定", $"“{e.ItemName}”（{e.Number}）已于{LegalDay.Date(on)}作出不予许可决定。理由和救济途径见决定书。");

    public static CaseText Of(ResultReady e) => e.Delivery == DeliveryMethods.Pickup
        ? new("结果可以领取了", $"“{e.ItemName}”（{e.Number}）的办理结果已到统一出件窗口。请带身份证件，凭取件码 {e.PickupCode} 领取。取件码请勿告诉他人。")
        : new("结果等待寄出", $"“{e.ItemName}”（{e.Number}）的办理结果已交出件窗口，寄出后会告诉您运单号。", ByPhone: false);

    public static CaseText Of(ResultSent e) => new(
        "结果已寄出",
        $"“{e.ItemName}”（{e.Number}）的办理结果已由{e.Courier}寄出，运单号 {e.TrackingNumber}。请当面核对后签收。");

    /// <summary>Refusals and withdrawals have told themselves; a message more would only disturb.</summary>
    public static CaseText? Of(CaseClosed e) => (Ending)e.Ending switch
    {
        Ending.Granted or Ending.Denied => new("办件已办结", $"“{e.ItemName}”（{e.Number}）的办理结果已送达，办件已办结。", ByPhone: false),
        Ending.CorrectionLapsed => new("申请已退回", $"“{e.ItemName}”（{e.Number}）的补正材料逾期没有提交，申请已退回。还要办理的，可以重新申请。"),
        Ending.ToleranceLapsed => new("申请已退回", $"“{e.ItemName}”（{e.Number}）的容缺材料逾期没有补交，申请已退回。还要办理的，可以重新申请。"),
        _ => null,
    };

    public static CaseText Of(CaseRebased e) => new(
        e.Undone ? "办件已恢复按原版本办理" : "办件改按事项新版本办理",
        $"“{e.ItemName}”（{e.Number}）{(e.Undone ? "已恢复" : "改")}按事项第 {e.Version} 版办理，理由：{e.Reason}。办理期限不会因此变长。"
            + (e.Asked.Count == 0 ? "不需要您补充任何内容。" : $"新版本还需要：{string.Join("、", e.Asked)}。受理前窗口会一次告知您怎样补充，现在不必办理。"));

    public static CaseText Of(CaseWithdrawn e, DateOnly on) => new(
        "申请已撤回",
        $"“{e.ItemName}”（{e.Number}）已于{LegalDay.Date(on)}撤回，不再办理。以后还要办的，可以重新申请。",
        ByPhone: false);
}
