using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.OrganisationAdmin;

/// <summary>The kinds of bodies in words, and which posts each has at least to do its part (08.17). Pure.</summary>
internal static class OrganisationKinds
{
    private static readonly Dictionary<OrganisationKind, (string Name, string[] Roles)> All = new()
    {
        [OrganisationKind.None] = ("未分类", []),
        [OrganisationKind.Reform] = ("审改部门", [Roles.CatalogueManager]),
        [OrganisationKind.Data] = ("大数据管理部门", [Roles.Administrator]),
        [OrganisationKind.Line] = ("业务部门", [Roles.Reviewer, Roles.Approver, Roles.ItemEditor]),
        [OrganisationKind.Service] = ("政务服务机构", [Roles.WindowClerk, Roles.IssueClerk]),
        [OrganisationKind.Approval] = ("行政审批局", [Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver]),
        [OrganisationKind.Supervision] = ("效能监督机构", [Roles.Supervisor]),
        [OrganisationKind.Establishment] = ("机构编制部门", []),
        [OrganisationKind.Justice] = ("司法行政部门", []),
        [OrganisationKind.Archives] = ("档案部门", []),
    };

    /// <summary>What works for a whole region; the second of a pair checks the first.</summary>
    private static readonly (string Role, int Needed)[] OfRegion =
        [(Roles.WindowClerk, 1), (Roles.IssueClerk, 1), (Roles.Supervisor, 1), (Roles.CatalogueManager, 2), (Roles.Administrator, 2)];

    public static IReadOnlyList<SelectListItem> Options { get; } = [.. All.Select(k => new SelectListItem(k.Value.Name, k.Key.ToString()))];

    public static string NameOf(OrganisationKind kind) => All[kind].Name;

    public static IReadOnlyList<string> Missing(OrganisationKind kind, IReadOnlyCollection<string> held) => [.. All[kind].Roles.Except(held)];

    /// <param name="people">How many hold which role in exactly that region.</param>
    public static IReadOnlyList<string> MissingIn(IReadOnlyDictionary<string, int> people) =>
        [.. OfRegion.Where(r => people.GetValueOrDefault(r.Role) < r.Needed).Select(r => Roles.Names[r.Role] + (people.GetValueOrDefault(r.Role) == 0 ? "" : "（只有一人，不能互相复核）"))];
}
