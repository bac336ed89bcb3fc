namespace Zhengtong.Platform.Access;

/// <summary>Whose hand an act is. Staff act in one post (岗位) at a time, which fixes role, organisation and region.</summary>
public sealed record Actor(Guid Id, string Name, ActorKind Kind, Post? Post = null)
{
    public static readonly Actor System = new(new Guid("00000000-0000-7000-8000-000000000001"), "系统", ActorKind.System);

    public bool Has(string role) => Post?.Role == role;
}

public enum ActorKind
{
    System = 0,
    Applicant = 1,
    Staff = 2,
}

/// <summary>A post: a role held in an organisation, effective in a region (its subtree, since a division code prefixes its children's).</summary>
public sealed record Post(Guid Id, string Role, Guid OrganisationId, string OrganisationName, string RegionCode)
{
    /// <summary>Of a local role its name, for people; what the post may see goes by <see cref="Role"/>.</summary>
    public string LocalRole { get; init; } = "";

    public string Title => LocalRole.Length > 0 ? LocalRole : Roles.Names.GetValueOrDefault(Role, Role);
}

/// <summary>The roles of the house. A post carries one.</summary>
public static class Roles
{
    /// <summary>窗口人员: receives at the unified intake for every organisation of the region; decides nothing.</summary>
    public const string WindowClerk = "window-clerk";

    /// <summary>受理负责人: answers refusals that a window sends up.</summary>
    public const string AcceptanceLead = "acceptance-lead";

    /// <summary>审查人员.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>决定人员 (批准人).</summary>
    public const string Approver = "approver";

    /// <summary>出件人员: the unified issue desk of the region.</summary>
    public const string IssueClerk = "issue-clerk";

    /// <summary>监察人员.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>事项管理人员 (审改).</summary>
    public const string CatalogueManager = "catalogue-manager";

    /// <summary>事项专员: keeps the implementation list of one organisation.</summary>
    public const string ItemEditor = "item-editor";

    /// <summary>标准化专家: gives opinions on local standards (17.03).</summary>
    public const string StandardExpert = "standard-expert";

    /// <summary>系统管理员.</summary>
    public const string Administrator = "administrator";

    /// <summary>Roles that work for a whole region rather than for one organisation.</summary>
    public static bool IsRegional(string role) => role is WindowClerk or IssueClerk or Supervisor or CatalogueManager or StandardExpert or Administrator;

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [WindowClerk] = "窗口人员",
        [AcceptanceLead] = "受理负责人",
        [Reviewer] = "审查人员",
        [Approver] = "决定人员",
        [IssueClerk] = "出件人员",
        [Supervisor] = "监察人员",
        [CatalogueManager] = "事项管理人员",
        [ItemEditor] = "事项专员",
        [StandardExpert] = "标准化专家",
        [Administrator] = "系统管理员",
    };
}
