using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.WorkList;

/// <summary>The history of a case in words, for the people who handle it: what, when, who, why.</summary>
internal static class TraceWords
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["received"] = "收件登记",
        ["mended-on-the-spot"] = "当场更正",
        ["correction-asked"] = "一次性告知补正",
        ["correction-handed-in"] = "收到补正材料",
        ["tolerated-handed-in"] = "收到容缺材料",
        ["refusal-sent-up"] = "报请不予受理",
        ["second-correction-sent-up"] = "报请再次补正",
        ["given-back-to-window"] = "退回窗口",
        ["not-accepted"] = "不予受理",
        ["accepted"] = "受理",
        ["accepted-by-lapse"] = "逾期视为受理",
        ["reviewed"] = "审查",
        ["sent-back"] = "退回审查",
        ["opinion-asked"] = "征求意见",
        ["opinion-given"] = "回复意见",
        ["special-procedure-started"] = "特别程序开始，计时暂停",
        ["special-procedure-ended"] = "特别程序结束，恢复计时",
        ["extended"] = "延长办理期限",
        ["granted"] = "准予",
        ["denied"] = "不予许可",
        ["result-sent"] = "结果寄出",
        ["handed-over"] = "窗口发放结果",
        ["delivered-by-courier"] = "寄递签收",
        ["delivered-electronically"] = "网上送达",
        ["withdrawn"] = "申请人撤回",
        ["correction-lapsed"] = "补正逾期退件",
        ["tolerance-lapsed"] = "容缺逾期退件",
        ["warned"] = "监察预警",
        ["duty-handed-over"] = "首问移交",
        ["step-taken"] = "领取环节",
        ["step-given-back"] = "退回待办",
        ["step-named"] = "指定办理人员",
        ["step-rerouted"] = "转交其他单位",
        ["fee-raised"] = "开具缴费通知书",
        ["fee-paid"] = "缴费到账",
        ["fee-waived"] = "减免费用",
        ["fee-cancelled"] = "撤销缴费单",
        ["fee-billed"] = "登记电子票据号",
        ["fee-refund-asked"] = "申请退款",
        ["fee-refunded"] = "费用已退回",
        ["due-reckoned"] = "到期日重新计算",
    };

    public static string Name(string what) => Names.GetValueOrDefault(what, what);

    /// <summary>Staff by name, the applicant and who acts for him masked.</summary>
    public static async Task<IReadOnlyList<TimelineEntry>> HistoryAsync(Database db, Case @case, CancellationToken ct)
    {
        var entries = await db.Set<TraceEntry>().AsNoTracking().Where(t => t.SubjectId == @case.Id).OrderBy(t => t.Sequence)
            .Select(t => new { t.What, t.At, t.ActorId, t.ActorName, t.ActingForId, t.Reason }).ToListAsync(ct);
        return
        [
            .. from t in entries
               let citizen = t.ActingForId is not null || t.ActorId == @case.ApplicantId || t.ActorId == @case.AgentId
               select new TimelineEntry(Name(t.What), LegalDay.Moment(t.At), citizen ? Mask.Name(t.ActorName) : t.ActorName, t.Reason.Length == 0 ? null : t.Reason),
        ];
    }
}
