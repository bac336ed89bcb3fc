namespace Zhengtong.Platform.Access;

/// <summary>The names of the route policies. Every route carries one or says AllowAnonymous; the fall-back denies.</summary>
public static class Policies
{
    /// <summary>Anybody signed in: what he sees is decided inside the query.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>The same, and whoever acts under a mandate too: the query says what of it he sees.</summary>
    public const string SignedInOrDelegate = "signed-in-or-delegate";

    /// <summary>A signed-in person, for himself or for a company that he is agent of in everything. Closed to whoever acts under a mandate, as is every policy that does not name him.</summary>
    public const string Applicant = "applicant";

    /// <summary>The same, and whoever acts under a mandate too: the page and its query keep to what the mandate allows.</summary>
    public const string ApplicantOrDelegate = "applicant-or-delegate";

    /// <summary>The policies that ask an applicant for a level of assurance, for example <c>level:2</c>: whoever has less is led to where he can prove more.</summary>
    public const string LevelPrefix = "level:";
    public const string RealName = LevelPrefix + "2";
    public const string Checked = LevelPrefix + "3";

    /// <summary>Any member of staff in a post.</summary>
    public const string Staff = "staff";

    /// <summary>The policy that asks for one of the roles, for example <c>role:window-clerk,issue-clerk</c>.</summary>
    public const string Window = "role:" + Roles.WindowClerk;
    public const string Issue = "role:" + Roles.IssueClerk;
    public const string Office = "role:" + Roles.AcceptanceLead + "," + Roles.Reviewer + "," + Roles.Approver;
    public const string Supervisor = "role:" + Roles.Supervisor;
    public const string CatalogueManager = "role:" + Roles.CatalogueManager;

    /// <summary>Who keeps the platform of a region and who supervises it.</summary>
    public const string Overseer = Supervisor + "," + Roles.Administrator;

    /// <summary>Who keeps items: the managers of a region and the editors of an organisation.</summary>
    public const string ItemKeeper = "role:" + Roles.CatalogueManager + "," + Roles.ItemEditor;
    public const string Administrator = "role:" + Roles.Administrator;

    /// <summary>Staff who handle cases: window, acceptance lead, reviewers, approvers, issue desk.</summary>
    public const string Handler = "role:" + Roles.WindowClerk + "," + Roles.AcceptanceLead + "," + Roles.Reviewer + "," + Roles.Approver + "," + Roles.IssueClerk;
}
