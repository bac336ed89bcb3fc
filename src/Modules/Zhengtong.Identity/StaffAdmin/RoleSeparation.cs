using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>
/// Which roles one person does not hold at the same time (受理与办理分离、办理与监督评价分离, requirement 03.09; 窗口无否决权, 03.17). What may be held together is still kept apart within a case:
/// who received or accepted a case does not decide it (<c>Cases/Rules/SeparationOfDuties</c>), so that one person may be acceptance lead and approver of an office. Pure.
/// </summary>
internal static class RoleSeparation
{
    private const string Supervises = "办理与监督评价分离：监察人员不能同时办理业务";
    private const string Accepts = "受理与办理分离：窗口收件人员不能同时审查或者决定";
    private const string Answers = "窗口无否决权：窗口报请不予受理的办件，由窗口以外的受理负责人审核";
    private const string Arranges = "系统管理员不办理业务，也不管理事项目录";

    private static readonly string[] Handlers = [Roles.WindowClerk, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver, Roles.IssueClerk];

    private static readonly (string One, string[] Others, string Why)[] Apart =
    [
        (Roles.Supervisor, Handlers, Supervises),
        (Roles.WindowClerk, [Roles.Reviewer, Roles.Approver], Accepts),
        (Roles.WindowClerk, [Roles.AcceptanceLead], Answers),
        (Roles.Administrator, [.. Handlers, Roles.CatalogueManager, Roles.ItemEditor], Arranges),
    ];

    /// <returns>Why one person does not hold both; null when he may.</returns>
    public static string? Between(string a, string b) =>
        Apart.Where(x => (x.One == a && x.Others.Contains(b)) || (x.One == b && x.Others.Contains(a))).Select(x => x.Why).FirstOrDefault();

    /// <summary>The first pair of roles that stand against each other, among those held at one time.</summary>
    public static (string A, string B, string Why)? Within(IReadOnlyList<string> roles)
    {
        for (var i = 0; i < roles.Count; i++)
        {
            for (var j = i + 1; j < roles.Count; j++)
            {
                if (Between(roles[i], roles[j]) is { } why)
                {
                    return (roles[i], roles[j], why);
                }
            }
        }

        return null;
    }

    /// <summary>Whether two terms have a day in common; one without an end goes on.</summary>
    public static bool Overlap(DateOnly from, DateOnly? until, DateOnly otherFrom, DateOnly? otherUntil) =>
        (until is null || otherFrom <= until) && (otherUntil is null || from <= otherUntil);
}
