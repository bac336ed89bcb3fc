using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>Entries of lists as they are being compiled: for the managers of exactly the region whose list it is.</summary>
internal static class AccessLists
{
    public const string Kind = "power";

    public static async Task MakeAsync(WindowStage window, List<Subject> subjects)
    {
        const string Name = "尚未公布的权力事项";
        var input = new EntryInput { Number = "Q-001", Name = Name, Type = "01", Fields = new() { ["basis"] = "某法第一条", ["duties"] = "监管" } };
        var id = await window.DoAsync<SaveEntry, Guid>((s, act) => s.HandleAsync(RegisterLists.Find(Kind)!, null, input, act, default), "manager1");
        if (subjects.Find(s => s.Kind == SubjectKind.Public) is { } everybody)
        {
            everybody.Values["kind"] = Kind;
        }

        Func<Visitor, bool> may = v => v.Post is { Role: Roles.CatalogueManager, RegionCode: var region } && region == AccessSubjects.HomeRegion;
        var manager = await window.ActAsync("manager1");
        var run = new ImportRun
        {
            Id = Guid.CreateVersion7(), Kind = "list-" + Kind, FileName = "未公布的清单.xlsx", Fingerprint = new string('0', 64), StartedAt = manager.At, EndedAt = manager.At,
            ByName = manager.Actor.Name, ById = manager.Actor.Id, RegionCode = AccessSubjects.HomeRegion, DryRun = true, Added = 1,
        };
        await window.Host.InDatabaseAsync(async db =>
        {
            db.Add(run);
            return await db.SaveAsync(default);
        });
        subjects.Add(new Subject(SubjectKind.ListRun, "import of a list's sheet", new() { ["kind"] = Kind, ["id"] = $"{run.Id}" }, v => v.Actor?.Id == manager.Actor.Id, $"{run.Id}", run.FileName));
        subjects.Add(new Subject(SubjectKind.ListEntry, "entry of a list", new() { ["kind"] = Kind, ["id"] = $"{id}" }, may, $"{id}", Name));
    }
}
