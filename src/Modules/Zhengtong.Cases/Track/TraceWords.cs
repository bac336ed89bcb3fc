namespace Zhengtong.Cases.Track;

/// <summary>The acts on a case in the words people read. One place for every page, so that a case is told alike everywhere (03.08).</summary>
/// <param name="Name">Of the act, in lists.</param>
/// <param name="Title">Of what happened, in a case's course.</param>
/// <param name="StaffOnly">Inner work of the office: not part of what an applicant is told.</param>
/// <param name="Trouble">The applicant should look at it.</param>
internal sealed record TraceWords(string Name, Func<TraceData, string> Title, Func<TraceData, TimelineDepth, string?> Text, bool StaffOnly = false, bool Trouble = false)
{
    private static readonly Dictionary<string, TraceWords> All = new(StringComparer.Ordinal)
    {
        ["received"] = Told("收件登记", "提交申请，已登记收件", d => d.Text("Number") is { } number ? $"办件编号 {number}" : null),
        ["accepted"] = Told("受理", "受理", d => Joined(d.Day("DueOn") is { } due ? $"材料齐全，已受理，应在{due}前办结。" : "材料齐全，已受理。")),
        ["accepted-by-lapse"] = Told("逾期视为受理", "视为受理", d => $"五个工作日内没有收到补正告知，依法自收件之日起视为受理{(d.Day("DueOn") is { } due ? $"，应在{due}前办结" : "")}。"),
        ["correction-asked"] = new("一次性告知补正", _ => "一次性告知：需要补正", (d, _) => string.Join("；", d.Many("deficiencies").Select(x => x.Text("What"))), Trouble: true),
        ["correction-handed-in"] = Told("收到补正材料", "补正材料已提交", Materials),
        ["tolerated-handed-in"] = Told("收到容缺材料", "容缺材料已补交", Materials),
        ["mended-on-the-spot"] = Told("当场更正", "当场更正", _ => "申请内容已在窗口当场更正。"),
        ["refusal-sent-up"] = Inner("报请不予受理", "报请不予受理", d => d.Text("Reason")),
        ["second-correction-sent-up"] = Inner("报请再次补正", "报请再次补正", d => d.Text("reason")),
        ["given-back-to-window"] = Inner("退回窗口", "退回窗口继续受理", d => d.Text("reason")),
        ["not-accepted"] = new("不予受理", _ => "不予受理", (d, _) => d.Inside("grounds")?.Text("Reason"), Trouble: true),
        ["reviewed"] = new(
            "审查",
            d => $"{d.Text("step") ?? "审查"}完成",
            (d, depth) => depth == TimelineDepth.Staff ? $"{(d.Flag("Favourable") == false ? "建议不予" : "建议准予")}：{d.Text("Opinion")}" : null),
        ["sent-back"] = Inner("退回审查", "退回上一审查环节", d => d.Text("reason")),
        ["opinion-asked"] = Inner("征求意见", "征求意见", d => $"向{d.Text("of")}征求：{d.Text("question")}"),
        ["opinion-given"] = Inner("回复意见", "答复意见", d => d.Text("answer")),
        ["special-procedure-started"] = Told(
            "特别程序开始，计时暂停",
            d => $"开始{d.Text("Kind") ?? "特别程序"}，计时暂停",
            d => Joined($"预计 {d.Number("PlannedDays")} 天，这段时间不计入办理期限。", d.Text("Reason"))),
        ["special-procedure-ended"] = new(
            "特别程序结束，恢复计时",
            d => $"{d.Text("Kind") ?? "特别程序"}结束，继续计时",
            (d, depth) => Joined(d.Day("DueOn") is { } due ? $"应在{due}前办结。" : null, depth == TimelineDepth.Staff ? d.Text("finding") : null)),
        ["extended"] = Told(
            "延长办理期限",
            "延长办理期限",
            d => Joined($"经批准延长 {d.Number("Days")} 个工作日{(d.Day("DueOn") is { } due ? $"，应在{due}前办结" : "")}。", d.Text("Reason") is { } why ? $"理由：{why}" : null)),
        ["granted"] = Told("准予", "作出准予决定", d => d.Text("Reason")),
        ["denied"] = new("不予许可", _ => "作出不予许可决定", (d, _) => d.Text("Reason") is { } why ? $"理由：{why}" : null, Trouble: true),
        ["result-sent"] = Told("结果寄出", "办理结果已寄出", d => $"{d.Text("courier")}，运单号 {d.Text("trackingNumber")}"),
        ["handed-over"] = Told("窗口发放结果", "办理结果已领取", _ => null),
        ["delivered-by-courier"] = Told("寄递签收", "办理结果已签收", _ => null),
        ["delivered-electronically"] = Told("网上送达", "办理结果已网上送达", _ => "可以在本页下载。"),
        ["correction-lapsed"] = new("补正逾期退件", _ => "退件：补正逾期", (_, _) => "补正材料逾期没有提交，申请已退回。还要办理的，可以重新申请。", Trouble: true),
        ["tolerance-lapsed"] = new("容缺逾期退件", _ => "退件：容缺材料逾期", (_, _) => "容缺材料逾期没有补交，申请已退回。还要办理的，可以重新申请。", Trouble: true),
        ["rebased"] = Told("改按新版本办理", d => $"改按事项第 {d.Number("to")} 版办理", d => $"理由：{d.Text("reason")}"),
        ["rebase-undone"] = Told("恢复原版本办理", d => $"恢复按事项第 {d.Number("to")} 版办理", d => $"理由：{d.Text("reason")}"),
        ["due-reckoned"] = Told("到期日重新计算", "办结期限重新计算", d => d.Day("now") is { } due ? $"因放假安排调整，应在{due}前办结。" : "因放假安排调整，办结期限已重新计算。"),
        ["warned"] = Inner("监察预警", "监察预警", d => Joined(d.Text("level"), d.Text("text"))),
        ["duty-handed-over"] = Inner("首问移交", "首问移交", d => Joined($"{d.Text("from")}移交{d.Text("to")}", d.Text("reason"))),
        ["opinion-passed-on"] = Inner("转交征求意见", "转交征求意见", d => Joined($"{d.Text("from")}已离岗", d.Text("to") is { } to ? $"改请{to}提意见" : "请另行征求意见")),
        ["step-taken"] = Inner("领取环节", "领取环节", d => d.Text("step")),
        ["step-given-back"] = Inner("退回待办", "退回待办", d => Joined(d.Text("step"), d.Text("reason"))),
        ["step-named"] = Inner("指定办理人员", "指定办理人员", d => Joined($"{d.Text("step")}：{d.Text("to")}", d.Text("reason"))),
        ["rehomed"] = new("移交承接单位", _ => "因机构改革移交承接单位继续办理", (d, depth) => Joined($"由{d.Text("from")}移交{d.Text("to")}，办理期限不变。", depth == TimelineDepth.Staff ? d.Text("reason") : null)),
        ["step-rerouted"] = new("转交其他单位", _ => "转交办理", (d, depth) => Joined($"{d.Text("step")}由{d.Text("from")}转交{d.Text("to")}，办理期限不变。", depth == TimelineDepth.Staff ? d.Text("reason") : null)),
        ["fee-raised"] = new(
            "开具缴费通知书", _ => "开具缴费通知书，请缴费",
            (d, _) => Joined($"应缴 {d.Text("amount")}", string.Join("、", d.Many("lines").Select(l => $"{l.Text("Name")} × {l.Number("Quantity")}"))),
            Trouble: true),
        ["fee-paid"] = Told("缴费到账", "缴费成功", d => $"{d.Text("amount")}，缴费凭证编号 {d.Text("receipt")}"),
        ["fee-waived"] = Told("减免费用", "费用减免", d => Joined($"减免 {d.Text("waived")}，还应缴 {d.Text("due")}。", d.Text("ground"))),
        ["fee-cancelled"] = Told("撤销缴费单", "缴费单已撤销", d => d.Text("reason")),
        ["fee-billed"] = Told("登记电子票据号", "已开具财政电子票据", d => $"票据号码 {d.Text("bill")}"),
        ["fee-refund-asked"] = Told("申请退款", "费用将退回", d => d.Text("reason")),
        ["fee-refunded"] = Told("费用已退回", "费用已按原路退回", d => d.Text("amount")),
        ["withdrawn"] = Told("申请人撤回", "申请人撤回申请", d => d.Text("reason") is { } why ? $"理由：{why}" : null),
    };

    public static TraceWords? Of(string what) => All.GetValueOrDefault(what);

    /// <summary>An act without words is shown by its key.</summary>
    public static string NameOf(string what) => Of(what)?.Name ?? what;

    private static TraceWords Told(string name, string title, Func<TraceData, string?> text) => new(name, _ => title, (d, _) => text(d));

    private static TraceWords Told(string name, Func<TraceData, string> title, Func<TraceData, string?> text) => new(name, title, (d, _) => text(d));

    private static TraceWords Inner(string name, string title, Func<TraceData, string?> text) => new(name, _ => title, (d, _) => text(d), StaffOnly: true);

    private static string? Materials(TraceData d) => d.Many("materials") is { Count: > 0 } given ? $"补交 {given.Count} 份材料。" : d.Flag("form") == true ? "申请表已更正。" : null;

    private static string? Joined(params string?[] parts) => parts.Where(p => !string.IsNullOrEmpty(p)).ToList() is { Count: > 0 } said ? string.Join(" ", said) : null;
}
