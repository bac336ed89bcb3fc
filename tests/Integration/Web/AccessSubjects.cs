using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>What a route with parameters is about.</summary>
internal enum SubjectKind
{
    Public,
    Draft,
    Case,
    IntakeStep,
    LeadStep,
    OfficeStep,
    IssueStep,
    Consultation,
    Message,

    /// <summary>A company, as its legal representative manages it.</summary>
    Company,
    StaffMember,

    /// <summary>What all administrators of the site share: imports, templates, notices to the public.</summary>
    SiteSetting,
}

/// <summary>One real thing of a kind: the values that name it in addresses, and who may come to see it.</summary>
/// <param name="Secrets">What no answer to anybody else may contain.</param>
internal sealed record Subject(SubjectKind Kind, string Name, Dictionary<string, string> Values, Func<Visitor, bool> May, params string[] Secrets);

/// <summary>The declared table: which routes are about which kind of subject. A new route with parameters needs a line here, and only that when its kind is known.</summary>
internal static class AccessSubjects
{
    /// <summary>Beginning of the pattern, kind, and what the address must say besides for the page to have something to show. The longest beginning counts.</summary>
    private static readonly (string Beginning, SubjectKind Kind, string Query)[] Table =
    [
        ("apply/{code}", SubjectKind.Public, ""),
        ("items/{code}", SubjectKind.Public, ""),
        ("articles/{id:guid}", SubjectKind.Public, ""),
        ("samples/{name}", SubjectKind.Public, ""),
        ("verify/{code?}", SubjectKind.Public, ""),
        ("error/{code:int}", SubjectKind.Public, ""),
        ("openapi/{documentName}.json", SubjectKind.Public, ""),
        ("api/applications/{id:guid}", SubjectKind.Draft, ""),
        ("apply/draft/{id:guid}", SubjectKind.Draft, ""),
        ("apply/done/{id:guid}", SubjectKind.Case, ""),
        ("my/cases/{id:guid}", SubjectKind.Case, ""),
        ("rate/{caseId:guid}", SubjectKind.Case, ""),
        ("cases/{caseId:guid}", SubjectKind.Case, ""),
        ("office/trace/{number}", SubjectKind.Case, ""),
        ("desk/done/{caseId:guid}", SubjectKind.Case, "did=accepted"),
        ("desk/cases/{stepId:guid}", SubjectKind.IntakeStep, ""),
        ("desk/leads/{stepId:guid}", SubjectKind.LeadStep, ""),
        ("desk/issue/{stepId:guid}", SubjectKind.IssueStep, ""),
        ("office/cases/{stepId:guid}", SubjectKind.OfficeStep, ""),
        ("office/opinions/{id:guid}", SubjectKind.Consultation, ""),
        ("my/messages/{id:guid}", SubjectKind.Message, ""),
        ("my/companies/{id:guid}", SubjectKind.Company, ""),
        ("office/staff/member/{id:guid?}", SubjectKind.StaffMember, ""),
        ("office/import/{id:guid}", SubjectKind.SiteSetting, ""),
        ("office/notices/{key}", SubjectKind.SiteSetting, ""),
        ("office/articles/edit/{id:guid?}", SubjectKind.SiteSetting, ""),
    ];

    public static (SubjectKind Kind, string Query)? Of(AccessRoute route) => Table
        .Where(t => route.Pattern.StartsWith(t.Beginning, StringComparison.Ordinal)).OrderByDescending(t => t.Beginning.Length)
        .Select(t => ((SubjectKind, string)?)(t.Kind, t.Query)).FirstOrDefault();

    /// <summary>Who may be in a part of the site at all, whatever its routes declare.</summary>
    public static bool MayEnter(AccessRoute route, Visitor visitor) => route.Pattern.Split('/')[0] switch
    {
        "office" or "desk" or "gallery" => visitor.IsStaff,
        "my" or "rate" or "api" => visitor.IsApplicant,
        "apply" => visitor.IsApplicant || visitor.Actor?.Has(Roles.WindowClerk) == true,
        "cases" => visitor.Actor is not null,
        _ => true,
    };

    /// <summary>The region subtree of a regional role, the organisation of any other; who arranges the site handles no cases (收办分离, 03.09).</summary>
    public static Func<Visitor, bool> CaseOf(Guid applicant, string region, Guid organisation) => v =>
        v.Party is { } party ? party.Id == applicant
        : v.Post is { } post && post.Role is not (Roles.CatalogueManager or Roles.Administrator)
            && (Roles.IsRegional(post.Role) ? region.StartsWith(post.RegionCode, StringComparison.Ordinal) : post.OrganisationId == organisation);

    /// <summary>A step is for the post whose it is: the role in the region, or in the organisation.</summary>
    public static Func<Visitor, bool> StepOf(string role, string region, Guid organisation) => v =>
        v.Post is { } post && post.Role == role && (Roles.IsRegional(role) ? post.RegionCode == region : post.OrganisationId == organisation);

    public static Func<Visitor, bool> AdministratorOf(string region) => v =>
        v.Post is { Role: Roles.Administrator } post && region.StartsWith(post.RegionCode, StringComparison.Ordinal);

    public static readonly Func<Visitor, bool> AnyAdministrator = v => v.Actor?.Has(Roles.Administrator) == true;

    public static readonly Func<Visitor, bool> Everybody = _ => true;

    public static readonly string HomeRegion = DemoPeople.Region;
}
