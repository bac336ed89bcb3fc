using Zhengtong.Platform.Access;

namespace Zhengtong.Cases;

/// <summary>What staff do with cases.</summary>
internal static class CasesFunctions
{
    /// <summary>Of the work list that is the front door of the office.</summary>
    public const string Handle = "cases.handle";

    public const string FirstAsked = "cases.first-asked";
    public const string Opinions = "cases.opinions";
    private const string Accept = "cases.accept";
    private const string Issue = "cases.issue";
    private const string Leads = "cases.leads";

    private static readonly string[] Office = [Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver];
    private static readonly string[] Handlers = [Roles.WindowClerk, .. Office, Roles.IssueClerk];

    /// <summary>By which a role does its steps.</summary>
    public static string OfSteps(string role) => role switch
    {
        Roles.WindowClerk => Accept,
        Roles.IssueClerk => Issue,
        Roles.AcceptanceLead => Leads,
        _ => Handle,
    };

    public static readonly IReadOnlyList<StaffFunction> All =
    [
        new("cases.home", "工作台和工作消息", [.. Roles.Names.Keys], ["/office$", "/office/messages"]) { Always = true },
        new(Accept, "统一收件", [Roles.WindowClerk], ["/desk$", "/desk/export", "/desk/cases"]),
        new("cases.apply", "代办申请", [Roles.WindowClerk], ["/desk/apply", "/apply"]),
        new("cases.pre-reviews", "网上预审", [Roles.WindowClerk], ["/desk/pre-reviews"]),
        new("cases.coaching", "申报辅导", [Roles.WindowClerk, Roles.Approver], ["/coaching"]),
        new(Issue, "统一出件", [Roles.IssueClerk], ["/desk/issue"]),
        new(Leads, "不予受理审核", [Roles.AcceptanceLead], ["/desk/leads"]),
        new("cases.dispatch", "集中调度", [Roles.AcceptanceLead], ["/office/dispatch"]),
        new(Handle, "待办办件", Office, ["/office/cases", "/office/export"]),
        new("cases.instant", "即办件", [Roles.Approver], ["/office/instant"]),
        new(Opinions, "请我提意见", Office, ["/office/opinions"]),
        new("cases.view", "查阅办件、领取环节", [.. Handlers, Roles.Supervisor], ["/cases", "/steps", "/desk/done", "/office/trace"]),
        new(FirstAsked, "我的首问", [.. Handlers, Roles.Supervisor], ["/first-asked"]),
        new("cases.case-fees", "办件收费", Handlers, ["/fees"]),
        new("cases.fees", "收费台账", [Roles.Approver, Roles.Supervisor], ["/office/fees"]),
        new("cases.supervision", "电子监察", [Roles.Supervisor], ["/office/supervision"]),
        new("cases.deviations", "未按标准审批", [Roles.Supervisor, Roles.CatalogueManager], ["/office/deviations"]),
        new("cases.rebase", "在办件换版本", [Roles.CatalogueManager], ["/office/rebase"]),
        new("cases.calendar", "工作日历", [Roles.Administrator], ["/office/calendar"]),
        new("cases.notices", "文书模板", [Roles.Administrator], ["/office/notices"]),
    ];
}
