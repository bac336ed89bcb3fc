using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>A change of the market office's item, drafted by its editor: his organisation sees it, and the managers of the region that answers.</summary>
internal static class AccessChanges
{
    public static async Task MakeAsync(WindowStage window, List<Subject> subjects)
    {
        var act = await window.ActAsync("editor1");
        var id = (await window.Host.InScopeAsync(s => s.GetRequiredService<DraftChange>().BeginAsync(window.Item.Code, ChangeKind.Change, null, act, default))).Value;
        var (region, organisation) = (window.Item.RegionCode, act.Actor.Post!.OrganisationId);
        subjects.Add(new Subject(
            SubjectKind.ItemChange, "change of an item", new() { ["id"] = $"{id}" },
            v => v.Post is { } p && (p.Role == Roles.CatalogueManager ? AccessSubjects.Below(region, p) || p.OrganisationId == organisation : p.Role == Roles.ItemEditor && p.OrganisationId == organisation),
            $"{id}"));
    }
}
