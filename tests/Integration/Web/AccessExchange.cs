using System.Text;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Access;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>What goes in and out of the catalogue: a national list under comparison, an import of a sheet, an application end with an item.</summary>
internal sealed class AccessExchange(WindowStage window, List<Subject> subjects)
{
    public async Task MakeAsync()
    {
        subjects.Single(s => s.Kind == SubjectKind.Public).Values["number"] = "1";
        var list = "central_department,name,basis_articles_found\n自然资源部,采矿权审批,《矿产资源法》第三条\n";
        var takeover = await window.DoAsync<TakeOverList, TakeOverList.Checked>((t, act) => t.CheckAsync("list.csv", Encoding.UTF8.GetBytes(list), act, default), "province1");
        Add(SubjectKind.ListTakeover, "national list", v => v.Actor?.Has(Roles.CatalogueManager) == true, ("id", takeover.Id!.Value));

        var own = await window.ActAsync("province1");
        var follows = new FollowedStatus(Guid.CreateVersion7(), Guid.CreateVersion7(), ItemStatus.Paused, "511099001000", "小餐饮备案", own.Actor.Post!.OrganisationName, "暂停");
        var choice = await window.DoAsync<AskMassChange, Guid>((a, act) => a.FollowingAsync(follows, act with { Reason = "矩阵" }, default), "province1");
        Add(SubjectKind.EntryChoice, "entry of a province's own that waits for approval", v => v.Post is { Role: Roles.CatalogueManager } post && AccessSubjects.Below("51", post), ("id", choice));

        var manager = await window.ActAsync("manager1");
        var run = new ImportRun { Id = Guid.CreateVersion7(), Kind = RunningSheets.Kind, FileName = "sheet.xlsx", Fingerprint = "f", StartedAt = manager.At, EndedAt = manager.At, ByName = manager.Actor.Name, ById = manager.Actor.Id, DryRun = true, Added = 1 };
        await window.Host.InDatabaseAsync(async db =>
        {
            db.Add(run);
            return await db.SaveAsync(default);
        });
        Assert.True(await window.DoAsync<AskMassChange, bool>(async (a, act) => (await a.SheetAsync(run.Id, act with { Reason = "矩阵" }, default)).Ok, "manager1"));
        Add(SubjectKind.SheetRun, "import of a sheet that waits for approval", v => v.Actor?.Id == manager.Actor.Id || (v.Post is { Role: Roles.CatalogueManager } post && AccessSubjects.Below(manager.Actor.Post!.RegionCode, post)), ("id", run.Id));

        var facts = new KeepEnd.Command { Name = "市监掌上办甲", Kind = EndKind.App, Contact = "王工" };
        var (id, _) = await window.DoAsync<KeepEnd, (Guid, string)>((k, act) => k.RegisterAsync(facts, act, default), "editor1");
        var end = await window.Host.InDatabaseAsync(db => db.Set<ApplicationEnd>().AsNoTracking().SingleAsync(e => e.Id == id));
        var row = await window.DoAsync<CompareEnd, CompareEnd.Comparison>((c, act) => c.HandleAsync(end, window.Item.Code, new Dictionary<string, IReadOnlyList<string>>(), act.At, default), "editor1");
        Func<Visitor, bool> may = v => v.Post switch
        {
            { Role: Roles.CatalogueManager } post => AccessSubjects.Below(end.RegionCode, post),
            { Role: Roles.ItemEditor } post => post.OrganisationId == end.OrganisationId,
            _ => false,
        };
        subjects.Add(new Subject(SubjectKind.ApplicationEnd, "end", new() { ["id"] = $"{id}" }, may, $"{id}", end.Name));
        Add(SubjectKind.EndItem, "item at an end", may, ("endId", id), ("id", row.EndItemId));
    }

    private void Add(SubjectKind kind, string name, Func<Visitor, bool> may, params (string Name, Guid Value)[] values) =>
        subjects.Add(new Subject(kind, name, values.ToDictionary(v => v.Name, v => v.Value.ToString()), may));
}
