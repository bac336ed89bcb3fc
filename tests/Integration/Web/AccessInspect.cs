using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>A finding, a manual check and an added rule for the access matrix.</summary>
internal static class AccessInspect
{
    public static async Task MakeAsync(WindowStage window, List<Subject> subjects)
    {
        var item = await window.Host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == window.Item.Code));
        var (author, reviewer) = (await window.ActAsync("manager1"), await window.ActAsync("manager2"));
        var finding = Found(item, author.At);
        var check = new ManualCheck
        {
            Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, VersionId = item.CurrentVersionId, Version = item.CurrentVersion,
            OrganisationId = item.OrganisationId, OrganisationName = item.OrganisationName, RegionCode = item.RegionCode, ReviewerId = reviewer.Actor.Id, ReviewerName = reviewer.Actor.Name,
            AssignedById = author.Actor.Id, AssignedByName = author.Actor.Name, AssignedAt = author.At, DueOn = new DateOnly(2026, 3, 20),
        };
        await window.Host.InDatabaseAsync(async db =>
        {
            db.AddRange(finding, check);
            return await db.SaveChangesAsync();
        });
        var rule = await window.Host.InScopeAsync(s => s.GetRequiredService<EditRule>().SaveAsync(null, Rule, author, default));
        Add(subjects, SubjectKind.Finding, "finding", v => v.Post is { } p && (p.Role == Roles.ItemEditor ? p.OrganisationId == item.OrganisationId : p.Role is Roles.CatalogueManager or Roles.Supervisor && AccessSubjects.Below(item.RegionCode, p)), finding.Id, finding.Message);
        Add(subjects, SubjectKind.ManualCheck, "manual check", v => v.Actor?.Id == reviewer.Actor.Id || (v.Post is { Role: Roles.CatalogueManager } p && AccessSubjects.Below(item.RegionCode, p)), check.Id);
        Add(subjects, SubjectKind.InspectionRule, "inspection rule", v => v.Post is { Role: Roles.CatalogueManager } p && p.RegionCode == author.Actor.Post!.RegionCode, rule.Value, Rule.Title!);
    }

    private static readonly EditRule.Command Rule = new()
    {
        Title = "承诺时限长于七天的规则", Why = "提速", Source = "方案", Element = "limits", Days = 5, Remedy = "请缩短。", Expression = """{"gt": ["promisedDays", 7]}""",
    };

    private static void Add(List<Subject> subjects, SubjectKind kind, string name, Func<Visitor, bool> may, Guid id, params string[] secrets) =>
        subjects.Add(new Subject(kind, name, new() { ["id"] = $"{id}" }, may, [$"{id}", .. secrets]));

    private static Finding Found(Item item, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, Version = item.CurrentVersion, RuleKey = "licence-questions", RuleVersion = 1, Place = "access", Element = "questions",
        Blocks = false, Message = "没有常见问题，请补充到指南里面。", Origin = FindingOrigin.Machine, OrganisationId = item.OrganisationId, OrganisationName = item.OrganisationName, RegionCode = item.RegionCode,
        FoundAt = at, DueOn = new DateOnly(2026, 3, 20),
    };
}
