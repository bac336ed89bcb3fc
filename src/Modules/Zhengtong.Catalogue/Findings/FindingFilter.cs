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
    public const string Closed = "closed";

    public static readonly IReadOnlyList<(string? Key, string Text)> Shows = [(null, "待整改"), (Late, "已超期"), (ToJudge, "说明待审核"), (Closed, "已办结")];

    public string? Show { get; set; }

    public FindingOrigin? Origin { get; set; }

    public string? Rule { get; set; }

    /// <summary>Code of an item.</summary>
    public string? Item { get; set; }

    public Guid? Organisation { get; set; }

    public string Href(string path, string? show, string? after = null) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["show"] = show, ["origin"] = Origin is { } o ? ((int)o).ToString(System.Globalization.CultureInfo.InvariantCulture) : null, ["rule"] = Blank(Rule), ["item"] = Blank(Item),
        ["organisation"] = Organisation?.ToString(), ["after"] = after,
    }.Where(x => x.Value is not null));

    public IQueryable<Finding> Of(Database db, Actor actor, DateOnly today)
    {
        var findings = db.Set<Finding>().AsNoTracking().VisibleTo(actor);
        findings = Show switch
        {
            Late => findings.Where(f => f.ClosedAt == null && f.DueOn < today),
            ToJudge => findings.Where(f => f.ClosedAt == null && f.ExplainedAt != null && (f.JudgedAt == null || f.JudgedAt < f.ExplainedAt)),
            Closed => findings.Where(f => f.ClosedAt != null),
            _ => findings.Where(f => f.ClosedAt == null),
        };
        findings = Origin is { } origin ? findings.Where(f => f.Origin == origin) : findings;
        findings = Blank(Rule) is { } rule ? findings.Where(f => f.RuleKey == rule) : findings;
        findings = Blank(Item) is { } item ? findings.Where(f => f.ItemCode == item) : findings;
        return Organisation is { } organisation ? findings.Where(f => f.OrganisationId == organisation) : findings;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Who sees which findings: a manager and a supervisor those of their region and below, an editor those of his organisation.</summary>
internal static class FindingAccess
{
    public static IQueryable<Finding> VisibleTo(this IQueryable<Finding> findings, Actor actor) => actor switch
    {
        { Kind: ActorKind.System } => findings,
        { Post: { Role: Roles.CatalogueManager or Roles.Supervisor, RegionCode: var region } } => findings.Where(f => f.RegionCode.StartsWith(region)),
        { Post: { Role: Roles.ItemEditor, OrganisationId: var organisation } } => findings.Where(f => f.OrganisationId == organisation),
        _ => findings.Where(_ => false),
    };
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

    public static string Of(Finding finding) => finding.WaitsForJudgement ? "说明待审核" : Of(finding.ClosedAs);
}
