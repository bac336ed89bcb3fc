using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Rules;

/// <summary>What the law asks of an incident, and when. Pure.</summary>
internal static class IncidentRule
{
    public static readonly IReadOnlyList<SelectListItem> Kinds =
    [
        new("数据泄露", nameof(IncidentKind.Leak)), new("数据被篡改", nameof(IncidentKind.Tampering)), new("数据丢失、损毁", nameof(IncidentKind.Loss)), new("超范围使用、滥用", nameof(IncidentKind.Misuse)),
        new("发现安全缺陷、漏洞", nameof(IncidentKind.Vulnerability)), new("遭到攻击、入侵", nameof(IncidentKind.Attack)), new("其他", nameof(IncidentKind.Other)),
    ];

    public static readonly IReadOnlyList<SelectListItem> Grades =
        [new("特别重大", nameof(IncidentGrade.Gravest)), new("重大", nameof(IncidentGrade.Grave)), new("较大", nameof(IncidentGrade.Larger)), new("一般", nameof(IncidentGrade.Ordinary))];

    private static readonly TimeSpan Clock = TimeSpan.FromHours(24);

    /// <summary>
    /// 网络数据安全管理条例 art. 10: a vulnerability that harms national security or public interest is reported to the competent department within 24 hours. The hours run by the clock, over nights and
    /// holidays, from when it was found.
    /// </summary>
    /// <returns>null: the article sets no time.</returns>
    public static DateTime? ReportUpBy(IncidentKind kind, bool harmsPublic, DateTime foundAt) => kind == IncidentKind.Vulnerability && harmsPublic ? foundAt + Clock : null;

    /// <summary>个人信息保护法 art. 57: people are told when their information leaked, was tampered with or lost; where they are not, the ground is kept.</summary>
    public static bool MustTellPeople(Incident incident) => incident is { PersonalLeaked: true, PeopleToldAt: null };

    /// <summary>What is still to be done before it may be closed, in words.</summary>
    public static IEnumerable<string> Missing(Incident incident, int steps)
    {
        if (incident.Grade is null)
        {
            yield return "定级";
        }

        if (steps == 0)
        {
            yield return "登记处置经过";
        }

        if (incident is { ReportUpBy: not null, ReportedUpAt: null })
        {
            yield return "向主管部门报告";
        }

        if (MustTellPeople(incident))
        {
            yield return "告知个人，或写明不告知的理由";
        }
    }

    public static string Name(this IncidentKind kind) => Kinds.FirstOrDefault(k => k.Value == kind.ToString())?.Text ?? "其他";

    public static string Name(this IncidentGrade grade) => Grades[(int)grade - 1].Text;
}
