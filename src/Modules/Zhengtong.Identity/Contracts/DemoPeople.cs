using System.Text;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Contracts;

/// <summary>
/// The people of the demo (setting <c>Demo:Enabled</c>): invented, marked （演示）, with identity numbers of a sequence range that is not issued
/// and phones that belong to nobody. One password for all.
/// </summary>
public static class DemoPeople
{
    public const string Password = "Zhengtong-2026";
    public const string Region = "511602";
    public const string MarketOffice = "广安区市监局";
    public const string ApprovalOffice = "广安区行政审批局";
    public const string HealthOffice = "广安区卫健局";
    public const string HousingOffice = "广安区住建局";
    public const string CityOffice = "广安市行政审批局";
    public const string ProvinceOffice = "四川省政务服务管理办公室";

    /// <summary>Names and codes as the published catalogue of the region has them, so that the import meets the same organisations.</summary>
    public static readonly IReadOnlyDictionary<string, string> Organisations = new Dictionary<string, string>
    {
        [MarketOffice] = "115113010087783353",
        [ApprovalOffice] = "68236467-9",
        [HealthOffice] = "11511301008778490F",
        [HousingOffice] = "11511301008778255F",
        [CityOffice] = "演示-5116",
        [ProvinceOffice] = "演示-51",
    };

    public static readonly IReadOnlyList<DemoApplicant> Applicants =
    [
        new("zhangsan", "张三（演示）", new DateOnly(1985, 6, 18), 991, null, null),
        new("lisi", "李四（演示）", new DateOnly(1992, 11, 3), 992, null, null),
        new("company1", "王五（演示）", new DateOnly(1979, 2, 25), 993, "广安演示餐饮有限公司", "91511602MADEM0A01"),
        new("company2", "赵六（演示）", new DateOnly(1988, 9, 9), 994, "广安演示建设工程有限公司", "91511602MADEM0A02"),
    ];

    public static readonly IReadOnlyList<DemoStaff> Staff =
    [
        new("clerk1", "窗口甲（演示）", ApprovalOffice, [new(Roles.WindowClerk, ApprovalOffice)]),
        new("clerk2", "窗口乙（演示）", ApprovalOffice, [new(Roles.WindowClerk, ApprovalOffice)]),
        new("lead1", "受理负责人（演示）", MarketOffice, [new(Roles.AcceptanceLead, MarketOffice)]),
        new("lead2", "审批局受理负责人（演示）", ApprovalOffice, [new(Roles.AcceptanceLead, ApprovalOffice)]),
        new("reviewer1", "审查甲（演示）", MarketOffice, [new(Roles.Reviewer, MarketOffice)]),
        new("reviewer2", "审查乙（演示）", ApprovalOffice, [new(Roles.Reviewer, ApprovalOffice)]),
        new("approver1", "决定甲（演示）", MarketOffice, [new(Roles.Approver, MarketOffice)]),
        new("approver2", "决定乙（演示）", ApprovalOffice, [new(Roles.Approver, ApprovalOffice), new(Roles.AcceptanceLead, ApprovalOffice)]),
        new("health1", "卫健审查（演示）", HealthOffice, [new(Roles.Reviewer, HealthOffice)]),
        new("housing1", "住建审查（演示）", HousingOffice, [new(Roles.Reviewer, HousingOffice)]),
        new("issuer1", "出件（演示）", ApprovalOffice, [new(Roles.IssueClerk, ApprovalOffice)]),
        new("supervisor1", "监察（演示）", ApprovalOffice, [new(Roles.Supervisor, ApprovalOffice)]),
        new("manager1", "事项管理（演示）", ApprovalOffice, [new(Roles.CatalogueManager, ApprovalOffice)]),
        new("manager2", "事项审核（演示）", ApprovalOffice, [new(Roles.CatalogueManager, ApprovalOffice)]),
        new("editor1", "市监事项专员（演示）", MarketOffice, [new(Roles.ItemEditor, MarketOffice)]),
        new("editor2", "卫健事项专员（演示）", HealthOffice, [new(Roles.ItemEditor, HealthOffice)]),
        new("city1", "市级事项管理（演示）", CityOffice, [new(Roles.CatalogueManager, CityOffice, "5116")]),
        new("city2", "市级事项审核（演示）", CityOffice, [new(Roles.CatalogueManager, CityOffice, "5116")]),
        new("province1", "省级事项管理（演示）", ProvinceOffice, [new(Roles.CatalogueManager, ProvinceOffice, "51")]),
        new("province2", "省级事项审核（演示）", ProvinceOffice, [new(Roles.CatalogueManager, ProvinceOffice, "51")]),
        new("expert1", "标准化专家（演示）", ProvinceOffice, [new(Roles.StandardExpert, ProvinceOffice, "51")]),
        new("admin1", "系统管理（演示）", ApprovalOffice, [new(Roles.Administrator, ApprovalOffice)]),
        new("admin2", "系统管理复核（演示）", ApprovalOffice, [new(Roles.Administrator, ApprovalOffice)]),
    ];

    /// <summary>Who can be tried out, for the console.</summary>
    public static string Table()
    {
        var text = new StringBuilder().AppendLine($"演示账号（密码均为 {Password}，验证码显示在页面上）");
        foreach (var a in Applicants)
        {
            text.AppendLine($"  {a.Login,-12} 个人/法人   {a.Name}{(a.Company is null ? "" : "，" + a.Company + " 经办人")}");
        }

        foreach (var s in Staff)
        {
            text.AppendLine($"  {s.Login,-12} 工作人员    {s.Name}  {string.Join('、', s.Posts.Select(p => p.Organisation + Roles.Names[p.Role]))}");
        }

        return text.ToString();
    }
}

/// <param name="Sequence">The last three digits before the check character: 990 and up is not issued to ordinary births.</param>
/// <param name="CompanyCode">The first 17 of the credit code; the check character is computed.</param>
public sealed record DemoApplicant(string Login, string Name, DateOnly Born, int Sequence, string? Company, string? CompanyCode);

public sealed record DemoStaff(string Login, string Name, string Organisation, IReadOnlyList<DemoPost> Posts);

public sealed record DemoPost(string Role, string Organisation, string Region = DemoPeople.Region);
