using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>An entrustment in effect, a reorganisation that waits, and the performance of an item.</summary>
internal sealed class AccessPowers(WindowStage window, List<Subject> subjects)
{
    private const string City = "5116";
    private const string Region = DemoPeople.Region;

    public async Task MakeAsync()
    {
        var stage = new PowerStage(window);
        await stage.PrepareAsync();
        var id = await stage.ApplyAsync(AdjustmentKind.Entrust);
        await stage.PutInEffectAsync(id);
        var (grant, file) = (await stage.GrantAsync(), await window.Host.InDatabaseAsync(db => db.Set<CapacityAssessment>().Select(a => a.FileId).SingleAsync()));
        var giver = window.Item.OrganisationId;
        Add(SubjectKind.AdjustmentBatch, "batch", v => v.Post is { Role: Roles.CatalogueManager or Roles.ItemEditor } p && (p.RegionCode.StartsWith(City, StringComparison.Ordinal) || AccessSubjects.Below(City, p)), [("id", $"{stage.Batch}")]);
        Add(SubjectKind.Adjustment, "adjustment", Given(giver), [("id", $"{id}"), ("fileId", $"{file}")], $"{id}");
        Add(SubjectKind.ItemGrant, "granted item", Given(giver), [("id", $"{grant.Id}")], $"{grant.Id}");
        Add(SubjectKind.ItemKept, "item of the market office", Given(giver), [("code", window.Item.Code)]);

        var approval = await window.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == DemoPeople.ApprovalOffice).Select(o => o.Id).SingleAsync());
        var proposal = new ProposeReorganisation.Command { From = [giver], To = approval, EffectiveOn = new DateOnly(2026, 12, 31), Reason = "职能划转" };
        var reorganisation = await window.DoAsync<ProposeReorganisation, Guid>((p, act) => p.HandleAsync(proposal, act, default), "manager1");
        Add(SubjectKind.Reorganisation, "reorganisation", v => v.Post is { Role: Roles.CatalogueManager } p && AccessSubjects.Below(Region, p), [("id", $"{reorganisation}")], $"{reorganisation}");
    }

    /// <summary>Managers over the region, editors of the organisation that gives.</summary>
    private static Func<Visitor, bool> Given(Guid giver) => v =>
        v.Post is { } p && ((p.Role == Roles.CatalogueManager && AccessSubjects.Below(Region, p)) || (p.Role == Roles.ItemEditor && p.OrganisationId == giver));

    private void Add(SubjectKind kind, string name, Func<Visitor, bool> may, (string Name, string Value)[] values, params string[] secrets) =>
        subjects.Add(new Subject(kind, name, values.ToDictionary(v => v.Name, v => v.Value), may, secrets));
}
