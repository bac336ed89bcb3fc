using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Adoption;

public sealed class FanOutTests
{
    private const int Children = 3000;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact, Requirement("01.17")]
    public async Task Three_thousand_items_below_get_one_task_each_also_when_the_run_was_killed_halfway()
    {
        await using var stage = await AgreementStage.OpenAsync(Engine.Postgres);
        await stage.PublishedAsync("51", AgreementStage.Content());
        var upper = await stage.ItemAsync(Item.BasicCode(AgreementStage.CatalogueCode, "51"));
        await stage.Host.InDatabaseAsync(async db =>
        {
            await FillAsync(db, upper);
            return true;
        });
        var version = await stage.PublishedAsync("51", AgreementStage.Content("新食品安全法第一条"));

        // What a killed run had made so far.
        await stage.Host.InScopeAsync(s => s.GetRequiredService<FanOut>().RunAsync(version, Ct));
        await stage.Host.InDatabaseAsync(db => db.Set<AdoptionTask>().Where(t => string.Compare(t.ItemCode, "E-001200") >= 0).ExecuteDeleteAsync(Ct));
        await stage.SettleAsync();

        await stage.Host.InDatabaseAsync(async db =>
        {
            Assert.Equal(Children, await db.Set<AdoptionTask>().CountAsync(Ct));
            Assert.Equal(Children, await db.Set<AdoptionTask>().Select(t => t.ItemId).Distinct().CountAsync(Ct));
            Assert.Equal(0, await db.Set<AdoptionTask>().CountAsync(t => t.UpperVersionId != version || t.ToVersion != 2 || t.FromVersion != 1 || t.ClosedAt != null || t.RegionCode != "511602" || t.DueOn != new DateOnly(2026, 3, 16), Ct));
            var run = await db.Set<FanOutRun>().SingleAsync(r => r.VersionId == version, Ct);
            Assert.NotNull(run.DoneAt);
            Assert.Equal(Children - 1200, run.Tasks);
            return true;
        });
    }

    private static async Task FillAsync(Database db, Item upper)
    {
        List<Item> items = [];
        List<ItemVersion> versions = [];
        var at = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < Children; i++)
        {
            var code = $"E-{i:D6}-001";
            var item = Item.First(code, "511602", "四川省广安市广安区");
            var version = ItemVersion.Of(item, CatalogueStage.Request(code, AgreementStage.Name) with { Content = AgreementStage.Content() }, Guid.Empty, "test", at);
            item.PutInForce(version, Guid.Empty, "广安区市监局", "01");
            item.Adopt(upper);
            items.Add(item);
            versions.Add(version);
        }

        await db.BulkInsertAsync(items, Ct);
        await db.BulkInsertAsync(versions, Ct);
    }
}
