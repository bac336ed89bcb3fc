using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>What a route with parameters is about.</summary>
internal enum SubjectKind
{
    Public,
    Draft,
    Case,

    /// <summary>A case, for those whose it wholly is: its files, and taking it back.</summary>
    CaseOwn,
    IntakeStep,
    LeadStep,
    OfficeStep,
    IssueStep,
    Consultation,
    Message,

    /// <summary>A reusable answer, of its person or company.</summary>
    KnownValue,

    /// <summary>A delegation, for both its sides.</summary>
    Delegation,

    /// <summary>A company, as its legal representative manages it.</summary>
    Company,

    /// <summary>A company, as everybody sees it who acts for it in everything.</summary>
    CompanyOfAgents,

    /// <summary>A request for help that a helper took on, for who asked.</summary>
    HelpTaken,
    StaffMember,

    /// <summary>A role of a region's own, for its administrators and those above and below it.</summary>
    LocalRole,

    /// <summary>What one administrator asked a second one for.</summary>
    DangerousAct,
    /// <summary>A department's system that people are signed in to.</summary>
    ConnectedSystem,

    Hall,

    /// <summary>A kind of window of a hall, or a new one of that hall.</summary>
    HallWindow,
    Booking,
    Assist,
    Enquiry,
    Coaching,
    PreReview,
    FeeOrder,
    Duty,
    AdjustmentBatch,
    Adjustment,
    ItemGrant,

    /// <summary>An item, for those who keep it: its form, its performance.</summary>
    ItemKept,
    Reorganisation,

    /// <summary>An entry of a list as it is being compiled.</summary>
    ListEntry,

    /// <summary>An import of a list's sheet, for who uploaded it.</summary>
    ListRun,

    /// <summary>An entry of the data-element dictionary: one for all managers.</summary>
    DictionaryEntry,
    Finding,
    ManualCheck,
    InspectionRule,

    /// <summary>A national list that was uploaded and compared.</summary>
    ListTakeover,
    EntryChoice,

    /// <summary>An import of a sheet, for who started it.</summary>
    SheetRun,
    ApplicationEnd,

    /// <summary>An item at an application end.</summary>
    EndItem,

    /// <summary>An import of a file, for the administrators of its region.</summary>
    ImportRun,

    /// <summary>What all administrators of the site share: templates, notices to the public.</summary>
    SiteSetting,

    /// <summary>A standard of elements that must agree: all managers of catalogues read it.</summary>
    ElementProfile,

    /// <summary>An item, for those who may read it behind the counter: its keepers and whoever supervises them.</summary>
    ItemRead,
    AdoptionTask,
    ItemChange,

    /// <summary>A standard that is not published.</summary>
    Standard,

    TechnicalCommittee,
    StandardProgramme,
    StandardExperience,

    /// <summary>Data given to somebody, for who keeps or supervises the region that gives.</summary>
    DataShare,

    EmergencyPlan,
    SafetyIncident,

    /// <summary>A payment that the channel would not give back, for all administrators of the site.</summary>
    RefusedReturn,
}

/// <summary>One real thing of a kind: the values that name it in addresses, and who may come to see it.</summary>
/// <param name="Secrets">What no answer to anybody else may contain.</param>
internal sealed record Subject(SubjectKind Kind, string Name, Dictionary<string, string> Values, Func<Visitor, bool> May, params string[] Secrets);

/// <summary>The declared table: which routes are about which kind of subject. A new route with parameters needs a line here, and only that when its kind is known.</summary>
internal static class AccessSubjects
{
    /// <summary>
    /// Beginning of the pattern, kind, and what the address must say besides for the page to have something to show, with values of the subject in braces. The longest
    /// beginning counts. A route without parameters stands here when its query names a thing.
    /// </summary>
    private static readonly (string Beginning, SubjectKind Kind, string Query)[] Table =
    [
        ("apply/{code}", SubjectKind.Public, ""),
        ("items/{code}", SubjectKind.Public, ""),
        ("office/manuals/{code}", SubjectKind.Public, ""),
        ("articles/{id:guid}", SubjectKind.Public, ""),
        ("samples/{name}", SubjectKind.Public, ""),
        ("verify/{code?}", SubjectKind.Public, ""),
        // Whoever has the code and is signed in is asked; an unknown one tells nobody anything.
        ("account/scan/{code}", SubjectKind.Public, ""),
        ("error/{code:int}", SubjectKind.Public, ""),
        ("openapi/{documentName}.json", SubjectKind.Public, ""),
        ("api/applications/{id:guid}", SubjectKind.Draft, ""),
        ("apply/draft/{id:guid}", SubjectKind.Draft, ""),
        ("api/items/{code}", SubjectKind.Public, ""),
        ("api/ends/{id:guid}", SubjectKind.Public, ""),
        ("office/takeover/lists/{id:guid}", SubjectKind.ListTakeover, ""),
        ("office/takeover/choices/{id:guid}", SubjectKind.EntryChoice, ""),
        ("office/items/import/{id:guid}", SubjectKind.SheetRun, ""),
        ("office/ends/{id:guid}", SubjectKind.ApplicationEnd, ""),
        ("office/ends/{endId:guid}", SubjectKind.EndItem, ""),
        ("apply/done/{id:guid}", SubjectKind.Case, ""),
        ("my/cases/{id:guid}", SubjectKind.Case, ""),
        ("rate/{caseId:guid}", SubjectKind.Case, ""),
        ("cases/{caseId:guid}", SubjectKind.Case, ""),
        ("cases/{caseId:guid}/materials", SubjectKind.CaseOwn, ""),
        ("my/cases/{id:guid}/withdraw", SubjectKind.CaseOwn, ""),
        ("my/delegations/{id:guid}", SubjectKind.Delegation, ""),
        ("office/trace/{number}", SubjectKind.Case, ""),
        ("desk/done/{caseId:guid}", SubjectKind.Case, "did=accepted"),
        ("desk/cases/{stepId:guid}", SubjectKind.IntakeStep, ""),
        ("desk/leads/{stepId:guid}", SubjectKind.LeadStep, ""),
        ("desk/issue/{stepId:guid}", SubjectKind.IssueStep, ""),
        ("office/cases/{stepId:guid}", SubjectKind.OfficeStep, ""),
        ("office/opinions/{id:guid}", SubjectKind.Consultation, ""),
        ("my/messages/{id:guid}", SubjectKind.Message, ""),
        ("my/companies/{id:guid}", SubjectKind.Company, ""),
        ("my/space/known/{id:guid}", SubjectKind.KnownValue, ""),
        ("account/company-certificates/{id:guid}", SubjectKind.Company, ""),
        ("my/companies/{id:guid}/transfer", SubjectKind.CompanyOfAgents, ""),
        ("my/delegations/helper/{requestId:guid}", SubjectKind.HelpTaken, ""),
        ("office/staff/member/{id:guid?}", SubjectKind.StaffMember, ""),
        ("office/staff/leave/{id:guid}", SubjectKind.StaffMember, ""),
        ("office/roles/role/{id:guid?}", SubjectKind.LocalRole, ""),
        ("office/two-persons/{id:guid}", SubjectKind.DangerousAct, ""),
        ("office/systems/system/{id:guid?}", SubjectKind.ConnectedSystem, ""),
        ("office/safety/shares/{id:guid}", SubjectKind.DataShare, ""),
        ("office/safety/plans/{id:guid}", SubjectKind.EmergencyPlan, ""),
        ("office/safety/incidents/{id:guid}", SubjectKind.SafetyIncident, ""),
        ("office/refused-returns/{id:guid}", SubjectKind.RefusedReturn, ""),
        ("sso/jump/{code}", SubjectKind.Public, ""),
        ("account/federated/{key}", SubjectKind.Public, ""),
        ("steps/{stepId:guid}", SubjectKind.IntakeStep, ""),
        // Lists only what is within reach, whatever is asked for.
        ("office/dispatch", SubjectKind.Public, "show=all"),
        ("office/dispatch/route", SubjectKind.Public, "{steps}"),
        ("office/enquiries", SubjectKind.Public, "state=publish"),
        ("first-asked", SubjectKind.Public, "offered=true"),
        ("book/{windowId:guid}", SubjectKind.Public, ""),
        ("my/bookings/{id:guid}", SubjectKind.Booking, ""),
        ("desk/bookings", SubjectKind.Hall, "hall={id}"),
        ("my/assistance/{id:guid}", SubjectKind.Assist, ""),
        ("desk/assistance/{id:guid}", SubjectKind.Assist, ""),
        ("office/halls/hall/{id:guid?}", SubjectKind.Hall, ""),
        ("office/halls/hall/{hallId:guid}", SubjectKind.HallWindow, ""),
        ("my/enquiries/{id:guid}", SubjectKind.Enquiry, ""),
        ("office/enquiries/{id:guid}", SubjectKind.Enquiry, ""),
        ("coaching/{id:guid}", SubjectKind.Coaching, ""),
        ("my/coaching/{id:guid?}", SubjectKind.Coaching, ""),
        ("desk/pre-reviews/{id:guid}", SubjectKind.PreReview, ""),
        ("fees/cases/{id:guid}", SubjectKind.Case, ""),
        ("fees/orders/{id:guid}", SubjectKind.FeeOrder, ""),
        ("demo/pay/{number}", SubjectKind.FeeOrder, ""),
        ("first-asked/{id:guid}", SubjectKind.Duty, ""),
        ("lists/{kind}", SubjectKind.Public, ""),
        ("office/lists/{kind}", SubjectKind.Public, ""),
        ("office/lists/{kind}/entries/{id:guid?}", SubjectKind.ListEntry, ""),
        ("office/lists/{kind}/import/{id:guid}", SubjectKind.ListRun, ""),
        ("office/agreement/profiles/edit/{key?}", SubjectKind.ElementProfile, ""),
        ("office/agreement/items/{code}", SubjectKind.ItemRead, ""),
        ("office/adoptions/{id:guid}", SubjectKind.AdoptionTask, ""),
        ("office/items/{code}", SubjectKind.ItemRead, ""),
        ("office/items/{code}/difference", SubjectKind.ItemRead, "from=1&to=1"),
        ("office/items/changes/{id:guid}", SubjectKind.ItemChange, ""),
        ("office/items/{code}/form", SubjectKind.ItemKept, ""),
        ("office/items/{code}/try", SubjectKind.ItemKept, ""),
        ("office/elements/element/{key?}", SubjectKind.DictionaryEntry, ""),
        ("office/elements/group/{key?}", SubjectKind.DictionaryEntry, ""),
        ("office/elements/relation/{key?}", SubjectKind.DictionaryEntry, ""),
        ("office/permissions/{id:guid}", SubjectKind.AdjustmentBatch, ""),
        ("office/permissions/adjustments/{id:guid}", SubjectKind.Adjustment, ""),
        ("office/permissions/grants/{id:guid}", SubjectKind.ItemGrant, ""),
        ("office/items/{code}/performance", SubjectKind.ItemKept, ""),
        ("office/reorganisations/{id:guid}", SubjectKind.Reorganisation, ""),
        ("standards/{id:guid}", SubjectKind.Public, ""),
        ("office/standards/{id:guid}", SubjectKind.Standard, ""),
        ("office/standards/committees/{id:guid}", SubjectKind.TechnicalCommittee, ""),
        ("office/standards/programmes/{id:guid}", SubjectKind.StandardProgramme, ""),
        ("office/standards/experiences/{id:guid}", SubjectKind.StandardExperience, ""),
        ("guide-feedback/{code}", SubjectKind.Public, ""),
        ("office/inspection/{id:guid}", SubjectKind.Finding, ""),
        ("office/inspection/checks/{id:guid}", SubjectKind.ManualCheck, ""),
        ("office/inspection/rules/rule/{id:guid?}", SubjectKind.InspectionRule, ""),
        ("office/import/{id:guid}", SubjectKind.ImportRun, ""),
        ("office/notices/{key}", SubjectKind.SiteSetting, ""),
        ("office/articles/edit/{id:guid?}", SubjectKind.SiteSetting, ""),
    ];

    public static (SubjectKind Kind, string Query)? Of(AccessRoute route) => Table
        .Where(t => route.Pattern.StartsWith(t.Beginning, StringComparison.Ordinal)).OrderByDescending(t => t.Beginning.Length)
        .Select(t => ((SubjectKind, string)?)(t.Kind, t.Query)).FirstOrDefault();

    /// <summary>Pages that are only where a button of another page leads: opened, they are not there.</summary>
    public static readonly string[] PostOnly = ["steps/{stepId:guid}/{what}"];

    /// <summary>Where a machine knocks: it signs what it sends in place of a form token, and unsigned is refused.</summary>
    public static readonly string[] Signed = ["payment/notifications", "api/ends/{id:guid}/items/{code}"];

    /// <summary>
    /// What a page shows beyond what one may open: the lead of the organisation that runs the region's window dispatches every open step of the region (03.07), by number and item.
    /// </summary>
    public static bool Dispatches(AccessRoute route, Visitor visitor, Subject subject, IEnumerable<Visitor> everybody) =>
        subject.Kind is SubjectKind.Case or SubjectKind.FeeOrder && route.Pattern.StartsWith("office/dispatch", StringComparison.Ordinal)
        && visitor.Post is { Role: Roles.AcceptanceLead } lead && Below(HomeRegion, lead) && everybody.Any(v => v.Post is { Role: Roles.WindowClerk } clerk && clerk.OrganisationId == lead.OrganisationId);

    /// <summary>Who may be in a part of the site at all, whatever its routes declare.</summary>
    public static bool MayEnter(AccessRoute route, Visitor visitor) => route.Pattern.Split('/')[0] switch
    {
        "office" or "desk" or "gallery" => visitor.IsStaff,
        "api" when route.Pattern.StartsWith("api/inspect", StringComparison.Ordinal) => visitor.IsStaff,
        "my" or "rate" => visitor.IsApplicant,
        "api" => route.Open || visitor.IsApplicant,
        "apply" => visitor.IsApplicant || visitor.Actor?.Has(Roles.WindowClerk) == true,
        "cases" => visitor.Actor is not null,
        _ => true,
    };

    /// <summary>The region subtree of a regional role, the organisation of any other; who arranges the site handles no cases (收办分离, 03.09).</summary>
    public static Func<Visitor, bool> CaseOf(Guid applicant, string region, Guid organisation) => v =>
        v.Party is { } party ? party.Id == applicant && Follows(party.Mandate)
        : v.Post is { } post && post.Role is not (Roles.CatalogueManager or Roles.ItemEditor or Roles.StandardExpert or Roles.Administrator)
            && (Roles.IsRegional(post.Role) ? region.StartsWith(post.RegionCode, StringComparison.Ordinal) : post.OrganisationId == organisation);

    /// <summary>The one item that all cases here are of, by the name under which it stands in a mandate.</summary>
    private static bool Follows(Mandate? mandate) => mandate is null || (mandate.Allows(MandateActs.Follow) && mandate.Scope.Any(s => s.Name == "食品经营许可"));

    /// <summary>The same without those who act under a mandate: none of these cases was begun by one.</summary>
    public static Func<Visitor, bool> Wholly(Func<Visitor, bool> may) => v => v.Party?.Mandate is null && may(v);

    /// <summary>A step is for the post whose it is: the role in the region, or in the organisation.</summary>
    public static Func<Visitor, bool> StepOf(string role, string region, Guid organisation) => v =>
        v.Post is { } post && post.Role == role && (Roles.IsRegional(role) ? post.RegionCode == region : post.OrganisationId == organisation);

    /// <summary>A party, and besides it whoever of the staff in a post.</summary>
    public static Func<Visitor, bool> PartyOr(Guid party, Func<Post, bool> staff) => v => v.Party is { } own ? own.Id == party && own.Mandate is null : v.Post is { } post && staff(post);

    public static bool Below(string region, Post post) => region.StartsWith(post.RegionCode, StringComparison.Ordinal);

    public static Func<Visitor, bool> AdministratorOf(string region) => v =>
        v.Post is { Role: Roles.Administrator } post && region.StartsWith(post.RegionCode, StringComparison.Ordinal);

    public static readonly Func<Visitor, bool> AnyAdministrator = v => v.Actor?.Has(Roles.Administrator) == true;

    public static readonly Func<Visitor, bool> Everybody = _ => true;

    public static readonly string HomeRegion = DemoPeople.Region;
}
