using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Catalogue;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>An item of the market office that is kept off the platform: only who keeps or supervises it reads its name anywhere.</summary>
internal static class AccessKeptOff
{
    private const string Name = "涉密事项甲";
    private const string Code = "511A0099990001-511602000000-000-115113016823646795-1-00";

    public static async Task MakeAsync(WindowStage window, List<Subject> subjects)
    {
        var beside = await window.Host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == window.Item.Code));
        var secret = CatalogueStage.Request(Code, Name) with
        {
            OrganisationId = beside.OrganisationId, OrganisationName = beside.OrganisationName, RegionCode = beside.RegionCode, RegionName = beside.RegionName,
            Content = CatalogueStage.Content() with { ExcludedReason = "涉及国家秘密" },
        };
        var published = await window.Host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(secret, window.Host.Act(), default));
        Assert.True(published.Ok, published.Ok ? "" : published.Problems[0].Message);
        subjects.Add(new Subject(
            SubjectKind.ItemRead, "item kept off the platform", new() { ["code"] = Code },
            v => v.Post switch
            {
                { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator } post => AccessSubjects.Below(beside.RegionCode, post),
                { Role: Roles.ItemEditor } post => post.OrganisationId == beside.OrganisationId,
                _ => false,
            },
            Name));
    }
}
