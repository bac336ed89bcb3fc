using Zhengtong.Platform.Documents;

namespace Zhengtong.Cases.Notices;

/// <summary>
/// The first version of every document of the procedure and of every form of result (03.18). The fields of a notice are what its act writes into it
/// and what the rendering adds; an administrator may change the words, never the fields.
/// </summary>
internal sealed class NoticeTemplates : ITemplateSource
{
    public const string Licence = "licence";
    public const string Approval = "approval";
    public const string Certificate = "certificate";

    /// <summary>Of every notice: five elements of the act and three that the rendering adds.</summary>
    private static readonly TemplateField[] Every =
    [
        new("number", "办件编号"), new("applicant", "申请人"), new("item", "事项名称"), new("organisation", "机关名称"), new("date", "文书日期"),
        new("noticeNumber", "文书编号"), new("basis", "依据条款"), new("trackUrl", "进度查询网址"),
    ];

    private static readonly TemplateField[] Result =
    [
        new("name", "结果名称"), new("number", "结果编号"), new("holder", "持有人"), new("item", "事项名称"), new("organisation", "发证机关"), new("caseNumber", "办件编号"),
        new("issuedOn", "发证日期"), new("validity", "有效期限"), new("verificationCode", "核验码"), new("verifyUrl", "核验网址"),
    ];

    private static readonly TemplateField[] Decision =
    [
        new("reason", "理由或意见", Optional: true), new("resultName", "结果名称", Optional: true), new("resultNumber", "结果编号", Optional: true), new("remedies", "救济途径", Optional: true),
    ];

    private static readonly TemplateField[] Refusal = [new("reason", "理由"), new("rightOrganisation", "应当申请的机关"), new("remedies", "救济途径")];

    private static readonly TemplateField FeeLines = ListOf(
        "lines", "收费项目", new TemplateField("name", "项目名称"), new TemplateField("standard", "收费标准"), new TemplateField("ground", "收费依据"),
        new TemplateField("quantity", "数量"), new TemplateField("amount", "金额"));

    /// <summary>Of both promises: what they stand in for, and who signed which text when.</summary>
    private static readonly TemplateField[] Signed =
    [
        ListOf("materials", "承诺代替或容缺的材料", new TemplateField("name", "材料名称")), new("signedBy", "确认人"), new("signedAt", "确认时间"), new("textVersion", "文本版本"),
    ];

    private static readonly Dictionary<string, TemplateField[]> Own = new Dictionary<string, TemplateField[]>
    {
        [NoticeKinds.Receipt.Key] = [ListOf("materials", "收到的材料", new TemplateField("name", "材料名称")), new("answerDueOn", "答复期限")],
        [NoticeKinds.OneTime.Key] = [ListOf("deficiencies", "需要补正的内容", new TemplateField("name", "材料名称"), new TemplateField("what", "补正内容")), new("lapsesOn", "补正期限")],
        [NoticeKinds.Acceptance.Key] = [new("acceptedOn", "受理日期"), new("statutoryDueOn", "法定办结期限"), new("dueOn", "承诺办结期限"), new("byLapse", "是否逾期视为受理")],
        [NoticeKinds.NotNeeded.Key] = Refusal,
        [NoticeKinds.NotCompetent.Key] = Refusal,
        [NoticeKinds.SpecialProcedure.Key] = [new("procedure", "特别程序名称"), new("ground", "特别程序的依据"), new("plannedDays", "所需工作日数"), new("reason", "理由")],
        [NoticeKinds.Extension.Key] = [new("days", "延长的工作日数"), new("reason", "理由")],
        [NoticeKinds.Granted.Key] = Decision,
        [NoticeKinds.Denied.Key] = Decision,
        [NoticeKinds.Filed.Key] = Decision,
        [NoticeKinds.Returned.Key] = [new("reason", "退件原因"), new("remedies", "救济途径", Optional: true)],
        [NoticeKinds.Withdrawn.Key] = [new("reason", "撤回原因", Optional: true)],
        [NoticeKinds.Service.Key] = [new("document", "送达文书"), new("method", "送达方式"), new("checkedBy", "身份核验方式"), new("signedBy", "收件人")],
        [NoticeKinds.FeeNotice.Key] = [FeeLines, new("orderNumber", "缴费单号"), new("total", "应缴金额"), new("counts", "等待缴费的时间是否计入期限")],
        [NoticeKinds.FeeReceipt.Key] = [FeeLines, new("orderNumber", "缴费单号"), new("total", "实缴金额"), new("transaction", "支付流水号"), new("paidAt", "缴费时间"), new("billNumber", "电子票据号", Optional: true)],
        [NoticeKinds.FeeWaiver.Key] = [new("orderNumber", "缴费单号"), new("total", "应缴金额"), new("waived", "减免金额"), new("due", "减免后应缴金额"), new("ground", "减免依据和理由")],
        [NoticeKinds.Commitment.Key] =
        [
            new("conditions", "办理条件"), new("content", "可以承诺的内容"), new("requirements", "承诺的要求"), new("liability", "不实承诺的责任"), new("supervision", "核查与监管"), .. Signed,
        ],
        [NoticeKinds.Tolerance.Key] = [new("until", "补交期限"), new("consequence", "逾期不补交的后果"), .. Signed],
    };

    public static readonly IReadOnlyDictionary<string, string> ResultTitles = new Dictionary<string, string>
    {
        [Licence] = "办理结果（许可证）",
        [Approval] = "办理结果（批准文书）",
        [Certificate] = "办理结果（证明）",
    };

    public static IEnumerable<string> Keys => NoticeKinds.All.Keys.Concat(ResultTitles.Keys);

    public IEnumerable<TemplateSeed> Templates =>
    [
        .. NoticeKinds.All.Values.Select(k => new TemplateSeed(k.Key, k.Title, Body(k.Key), [.. Every, .. Own[k.Key]])),
        .. ResultTitles.Select(r => new TemplateSeed(r.Key, r.Value, Body(r.Key), Result)),
    ];

    private static TemplateField ListOf(string name, string label, params TemplateField[] items) => new(name, label, FieldKind.List, Items: items);

    private static string Body(string key)
    {
        using var stream = typeof(NoticeTemplates).Assembly.GetManifestResourceStream($"notice.{key}") ?? throw new InvalidOperationException($"No template {key}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}
