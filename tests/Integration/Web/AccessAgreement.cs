using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>An item bound to an entry above, and the task that a change of the entry makes.</summary>
internal static class AccessAgreement
{
    public static async Task MakeAsync(TestHost host, string itemCode, List<Subject> subjects)
    {
        var entry = CatalogueStage.Request("000131001000@5116", "食品经营许可") with { RegionCode = "5116", RegionName = "四川省广安市", Kind = ItemKind.Basic };
        await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(entry, host.Act(), default));
        await host.InDatabaseAsync(async db =>
        {
            (await db.Set<Item>().SingleAsync(i => i.Code == itemCode)).Adopt(await db.Set<Item>().SingleAsync(i => i.Code == entry.Code));
            return await db.SaveChangesAsync();
        });
        var version = await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(entry, host.Act(), default));
        await host.InScopeAsync(s => s.GetRequiredService<FanOut>().RunAsync(version.Value, default));
        var task = await host.InDatabaseAsync(db => db.Set<AdoptionTask>().AsNoTracking().SingleAsync());
        bool Keeps(Visitor v) => v.Post is { } post
            && (post.Role == Roles.CatalogueManager ? AccessSubjects.Below(task.RegionCode, post) : post.Role == Roles.ItemEditor && post.OrganisationId == task.OrganisationId);
        subjects.Add(new Subject(SubjectKind.AdoptionTask, "change from above", new() { ["id"] = $"{task.Id}" }, Keeps, $"{task.Id}"));
        subjects.Add(new Subject(
            SubjectKind.ItemRead, "item of the market office", new() { ["code"] = itemCode },
            v => Keeps(v) || (v.Post is { Role: Roles.Supervisor or Roles.Administrator } post && AccessSubjects.Below(task.RegionCode, post))));
        subjects.Add(new Subject(
            SubjectKind.ElementProfile, "profile", new() { ["key"] = "twelve" }, v => v.Post is { Role: Roles.CatalogueManager or Roles.Administrator }));
    }
}
