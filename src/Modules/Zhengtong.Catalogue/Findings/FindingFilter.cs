using System.Linq.Expressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>What the list of findings is narrowed to; stands in the address.</summary>
internal sealed class FindingFilter
{
    public const string Late = "late";
    public const string ToJudge = "judge";
    public const string Resting = "resting";
    public const string Closed = "closed";
    public const string Mine = "mine";
    public const string Nobody = "nobody";

    public static readonly IReadOnlyList<(string? Key, string Text)> Shows = [(null, "待整改"), (Late, "已超期"), (ToJudge, "待审核"), (Resting, "随事项暂停"), (Closed, "已办结")];
    public static readonly IReadOnlyList<(string Key, string Text)> Persons = [("", "全部责任人"), (Mine, "由我负责"), (Nobody, "还没有责任人")];

    public string? Show { get; set; }

    public FindingOrigin? Origin { get; set; }

    public string? Rule { get; set; }

    /// <summary>Code of an item.</summary>
    public string? Item { get; set; }

    public Guid? Organisation { get; set; }

    /// <summary>A region and all below it.</summary>
    public string? Region { get; set; }

    /// <summary>Whose: <see cref="Mine"/>, <see cref="Nobody"/>, or everybody's.</summary>
    public string? Who { get; set; }

    /// <summary>Narrowed to a place by a link, which no field of the page shows.</summary>
    public bool HasPlace => Organisation is not null || Blank(Region) is not null;

    public string Href(string path, string? show, string? after = null) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["show"] = show, ["origin"] = Origin is { } o ? ((int)o).ToString(System.Globalization.CultureInfo.InvariantCulture) : null, ["rule"] = Blank(Rule), ["item"] = Blank(Item),
        ["organisation"] = Organisation?.ToString(), ["region"] = Blank(Region), ["who"] = Blank(Who), ["after"] = after,
    }.Where(x => x.Value is not null));

    public IQueryable<Finding> Of(Database db, Actor actor, DateOnly today)
    {
        var findings = db.Set<Finding>().AsNoTracking().VisibleTo(actor);
        findings = Show switch
        {
            Late => findings.Where(FindingAccess.IsLate(today)),
            ToJudge => findings.Where(FindingAccess.WaitsForJudgement),
            Resting => findings.Where(f => f.ClosedAt == null && f.RestsSince != null),
            Closed => findings.Where(f => f.ClosedAt != null),
            _ => findings.Where(f => f.ClosedAt == null && f.RestsSince == null),
        };
        findings = Origin is { } origin ? findings.Where(f => f.Origin == origin) : findings;
        findings = Blank(Rule) is { } rule ? findings.Where(f => f.RuleKey == rule) : findings;
        findings = Blank(Item) is { } item ? findings.Where(f => db.Set<Item>().Any(i => i.Code == item && i.Id == f.ItemId)) : findings;
        findings = Blank(Region) is { } region ? findings.Within(region) : findings;
        var me = actor.Id;
        findings = Who switch { Mine => findings.Where(f => f.ResponsibleId == me), Nobody => findings.Where(f => f.ResponsibleId == null), _ => findings };
        return Organisation is { } organisation ? findings.Where(f => f.OrganisationId == organisation) : findings;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Who sees which findings: a manager and a supervisor those of their region and below, an editor those of his organisation.</summary>
internal static class FindingAccess
{
    /// <summary>Who reads findings; who works on them is <see cref="KeptBy"/>.</summary>
    public const string Readers = "role:" + Roles.CatalogueManager + "," + Roles.ItemEditor + "," + Roles.Supervisor;

    /// <summary>As <see cref="Finding.WaitsForJudgement"/>, inside the SQL.</summary>
    public static readonly Expression<Func<Finding, bool>> WaitsForJudgement = f => f.ClosedAt == null && f.ExplainedAt != null && (f.JudgedAt == null || f.JudgedAt < f.ExplainedAt);

    /// <summary>Over its limit, inside the SQL; what rests with a paused item is not.</summary>
    public static Expression<Func<Finding, bool>> IsLate(DateOnly today) => f => f.ClosedAt == null && f.RestsSince == null && f.DueOn < today;

    /// <summary>Those of a region and all below it; each level has its index in the order of the list.</summary>
    public static IQueryable<Finding> Within(this IQueryable<Finding> findings, string region)
    {
        var county = Platform.Regions.Region.At(region, 3);
        return Platform.Regions.Region.LevelOf(region) switch
        {
            0 => findings,
            1 => findings.Where(f => f.ProvinceCode == region),
            2 => findings.Where(f => f.CityCode == region),
            3 => findings.Where(f => f.CountyCode == region),
            _ => findings.Where(f => f.CountyCode == county && f.RegionCode.StartsWith(region)),
        };
    }

    public static IQueryable<Finding> VisibleTo(this IQueryable<Finding> findings, Actor actor) => actor switch
    {
        { Kind: ActorKind.System } => findings,
        { Post: { Role: Roles.CatalogueManager or Roles.Supervisor, RegionCode: var region } } => findings.Within(region),
        { Post: { Role: Roles.ItemEditor, OrganisationId: var organisation } } => findings.Where(f => f.OrganisationId == organisation),
        _ => findings.Where(_ => false),
    };

    /// <summary>Who may mend, explain, answer, take and pass on: not who only supervises.</summary>
    public static IQueryable<Finding> KeptBy(this IQueryable<Finding> findings, Actor actor) =>
        actor.Kind == ActorKind.System || actor.Has(Roles.CatalogueManager) || actor.Has(Roles.ItemEditor) ? findings.VisibleTo(actor) : findings.Where(_ => false);

    /// <summary>Who may open one: besides those who see it in their list, the colleague of another organisation who found it and is to confirm that it is mended.</summary>
    public static IQueryable<Finding> OpenTo(this IQueryable<Finding> findings, Actor actor) => actor switch
    {
        { Id: var id, Post: { Role: Roles.ItemEditor, OrganisationId: var organisation } } => findings.Where(f => f.OrganisationId == organisation || f.ReportedById == id),
        _ => findings.VisibleTo(actor),
    };

    /// <summary>As <see cref="KeptBy"/>, of one that the actor has open.</summary>
    public static bool IsKeptBy(this Finding finding, Actor actor) =>
        actor.Post is { Role: Roles.CatalogueManager } || (actor.Post is { Role: Roles.ItemEditor } post && post.OrganisationId == finding.OrganisationId);

    /// <summary>Never who explained it; a manager, or who found it himself.</summary>
    public static bool IsJudgedBy(this Finding finding, Actor actor) =>
        finding.ExplainedById != actor.Id && (actor.Has(Roles.CatalogueManager) || (finding.ReportedById == actor.Id && actor.Has(Roles.ItemEditor)));
}

/// <summary>What facts about findings are called on screens.</summary>
internal static class FindingNames
{
    public static string Of(FindingOrigin origin) => origin switch
    {
        FindingOrigin.Machine => "机检",
        FindingOrigin.Manual => "人工校验",
        FindingOrigin.Public => "群众反馈",
        FindingOrigin.Agreement => "上级比对",
        _ => "同源核对",
    };

    public static string Of(FindingEnd? end) => end switch
    {
        FindingEnd.Mended => "已整改",
        FindingEnd.Explained => "说明已采纳",
        FindingEnd.Answered => "已答复",
        FindingEnd.RuleEnded => "规则已停用",
        FindingEnd.ItemEnded => "事项已停办",
        FindingEnd.Excepted => "上级已批准例外",
        _ => "待整改",
    };

    /// <summary>What is told of it beyond its page: not what somebody from the public wrote, who may have named himself or others in it.</summary>
    public static string Told(Finding finding) => finding.Origin == FindingOrigin.Public ? "群众反映的内容，请打开问题查看。" : finding.Message;

    public static string Of(Finding finding) => finding.SaidMended ? "整改待确认" : finding.WaitsForJudgement ? "说明待审核" : finding.Rests ? "随事项暂停" : Of(finding.ClosedAs);
}
