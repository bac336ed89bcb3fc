using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue;

public sealed class ImportItemsTests
{
    [Theory, EachDatabase, Requirement("01.10", "01.13", "01.24", "02.01", "02.02", "02.04", "03.20")]
    public async Task The_whole_folder_is_imported_and_a_second_time_adds_nothing(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);

        var first = await host.ImportAllAsync(ct);
        var second = await host.ImportAllAsync(ct);

        Assert.Equal(["regions", "codes", "calendar", "items", "proofs", "standards", "national"], first.Select(r => r.Kind));
        Assert.All(first.Where(r => r.Kind != "items"), r => Assert.Equal(0, r.Failed));
        Assert.Empty(second);
        await host.InDatabaseAsync(async db =>
        {
            Assert.Equal(62230, await db.Set<Region>().CountAsync(ct));
            Assert.Equal(252, await db.Set<CodeEntry>().CountAsync(ct));

            // Every licence of the national list is an entry of the national catalogue (01.10, 01.24), under provisional codes of the published structure.
            var national = await db.Set<Item>().Where(i => i.Kind == ItemKind.Basic).ToListAsync(ct);
            Assert.Equal(652, national.Count);
            Assert.All(national, i => Assert.Matches("^0001[0-9]{5}000$|^0001[0-9]{8}$", i.Code));
            Assert.Equal(4, national.Count(i => i.Code.StartsWith("000104", StringComparison.Ordinal) && i.OrganisationName == "国家发展改革委"));
            var contents = await db.Set<Item>().Where(i => i.Kind == ItemKind.Basic).Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => v.Content).ToListAsync(ct);
            Assert.All(contents.Select(ItemContent.FromJson), c => Assert.True(c is { TypeCode: "01", SupervisedBy.Length: > 0, LegalBasis.Count: > 0 } && c.SourceNote.Contains("自编", StringComparison.Ordinal)));

            // 1135 listed, 219 statutory and 181 collected guides, of which 26 cannot be placed; one item of the demonstration.
            Assert.Equal(1135 + 219 + 181 - 26 + 1, await db.Set<Item>().CountAsync(i => i.Kind == ItemKind.Implementation, ct));
            Assert.Equal(await db.Set<Item>().CountAsync(ct), await db.Set<ItemVersion>().CountAsync(ct));
            Assert.Equal(219, await db.Set<Item>().CountAsync(i => i.Code.StartsWith("ST") && i.Status == ItemStatus.GuideOnly && i.RegionCode == "", ct));
            var refused = await db.Set<ImportRowError>().Where(e => !e.Warning).ToListAsync(ct);
            Assert.Equal(26, refused.Count);
            Assert.Contains(refused, e => e.Key == "GD0080" && e.Message.Contains("（页面未署地名）", StringComparison.Ordinal));
            Assert.Contains(await db.Set<ImportRowError>().Where(e => e.Warning).ToListAsync(ct), e => e.Key == "ST0001" && e.Problem == "catalogue.catch-all");
            return true;
        });
    }

    [Theory, EachDatabase, Requirement("02.01", "03.33", "05.04")]
    public async Task The_items_of_the_demonstration_can_be_applied_for(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        await host.ImportAllAsync(ct);
        var catalogue = host.Services.GetRequiredService<ICatalogue>();

        var food = (await catalogue.FindAsync(CatalogueStage.FoodLicence, ct))!;
        var filing = (await catalogue.FindAsync("511Z18271001-511602000000-000-11511301008778386B-1-00", ct))!;
        var instant = (await catalogue.FindAsync("511A0013700023-511602000000-000-115113016823646795-1-00", ct))!;
        var joint = (await catalogue.FindAsync("DEMO-511602-001", ct))!;
        var tolerant = (await catalogue.FindAsync("511A14003004-511602000000-000-115113016823646795-1-00", ct))!;

        Assert.Equal(("四川省广安市广安区", "food-business-licence"), (food.RegionName, food.Content.CompanyForm));
        await host.InScopeAsync(async s => Assert.NotNull(await s.GetRequiredService<Zhengtong.Forms.Contracts.IFormCatalogue>().FindAsync(food.Content.CompanyForm, ct)));
        Assert.Equal([5, 4], [food.Content.MaterialsFor("vending").Count(), food.Content.MaterialsFor("general").Count()]);
        Assert.Equal(new TimeLimit(20), food.Content.StatutoryLimit);
        Assert.Equal(8, food.Content.UncountedSteps.Count);
        Assert.Contains("GD0062", food.Content.SourceNote, StringComparison.Ordinal);
        Assert.True(filing.Content.Filing);
        Assert.DoesNotContain(filing.Content.Steps, s => s.Kind is StepKind.Review or StepKind.Decide);
        Assert.True(instant.Content.Instant);
        Assert.Equal(2, joint.Content.Steps.Where(s => s.Stage == 2).Select(s => s.OrganisationId).Distinct().Count(x => x is not null));
        Assert.Equal(5, tolerant.Content.ToleranceDays);
        Assert.Null(await catalogue.FindAsync("ST0001", ct));
        Assert.NotEmpty(await catalogue.SearchAsync("食品 核发", "5116", 5, ct));
        Assert.NotEmpty(await catalogue.SearchAsync("５１１Ａ０００５２００００４", "51", 5, ct));
    }

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task An_imported_item_has_a_whole_trace_and_themes(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        await host.ImportAllAsync(ct);

        await host.InDatabaseAsync(async db =>
        {
            var item = await db.Set<Item>().SingleAsync(i => i.Code == CatalogueStage.FoodLicence, ct);
            Assert.Null(Trace.Check(item, await db.TraceOfAsync(item.Id, ct)));
            var themes = await db.Set<ItemTheme>().Where(x => x.ItemId == item.Id).Join(db.Set<Theme>(), x => x.ThemeId, t => t.Id, (_, t) => t.Name).ToListAsync(ct);
            Assert.Contains("食品药品", themes);
            Assert.DoesNotContain("养老", themes);
            return true;
        });
    }
}
