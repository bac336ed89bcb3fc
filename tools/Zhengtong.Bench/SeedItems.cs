using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Bench;

/// <summary>
/// A catalogue of the whole country: the real items of one county, multiplied over the real divisions of counties and cities, each with its own organisations, until there are
/// so many. Each is bound to a national entry of its name. Loaded history: no events, no trace.
/// </summary>
internal static class SeedItems
{
    private const int Batch = 20_000;

    /// <summary>So many different savings the items show.</summary>
    private const int Savings = 9;

    public static async Task RunAsync(WebApplication app, int count, CancellationToken ct)
    {
        var models = await app.InDatabaseAsync(db => db.Set<Item>().AsNoTracking()
            .Where(i => i.Kind == ItemKind.Implementation && i.Status == ItemStatus.InUse && i.RegionCode == "511602")
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new Model(i.Name, i.OrganisationId, i.OrganisationName, v.Content))
            .ToListAsync(ct));
        var regions = await app.InDatabaseAsync(db => db.Set<Region>().AsNoTracking().Where(r => (r.Level == 2 || r.Level == 3) && r.Code != "511602").OrderBy(r => r.Code).ToListAsync(ct));
        var act = Act.BySystem("seed", TimeProvider.System.GetUtcNow().UtcDateTime);
        var each = Math.Min(models.Count, (count / regions.Count) + 1);
        var (items, versions, index, measures) = (new List<Item>(Batch), new List<ItemVersion>(Batch), new List<ItemIndex>(Batch), new List<ItemMeasure>(Batch));
        var parents = await ParentsAsync(app, [.. models.Take(each)], act, ct);
        var made = 0;
        foreach (var region in regions)
        {
            var organisations = models.Take(each).DistinctBy(m => m.OrganisationId).ToDictionary(m => m.OrganisationId, m => Organisation.Found(m.OrganisationName, "", region.Code, null, act.At));
            await app.InDatabaseAsync(async db =>
            {
                await db.BulkInsertAsync([.. organisations.Values], ct);
                return true;
            });
            for (var m = 0; m < each && made < count; m++, made++)
            {
                var model = models[m] with { OrganisationId = organisations[models[m].OrganisationId].Id };
                var (item, version) = Make($"BENCH-{region.Code}-{m:D4}-000", region.Code, region.FullName, model, ItemKind.Implementation, act);
                item.Adopt(parents[m]);
                items.Add(item);
                versions.Add(version);
                index.Add(IndexOf(item, model.Content));
                measures.Add(MeasureOf(item, made % Savings));
                if (items.Count == Batch)
                {
                    await SaveAsync(app, items, versions, index, measures, ct);
                }
            }
        }

        await SaveAsync(app, items, versions, index, measures, ct);
    }

    private static async Task<List<Item>> ParentsAsync(WebApplication app, List<Model> models, Act act, CancellationToken ct)
    {
        var made = models.Select((m, at) => Make(Item.BasicCode($"0001990{at / 1000 % 10}{at % 1000:D3}0", ""), "", "", m, ItemKind.Basic, act)).ToList();
        await SaveAsync(app, [.. made.Select(x => x.Item)], [.. made.Select(x => x.Version)], [], [], ct);
        return [.. made.Select(x => x.Item)];
    }

    private static (Item Item, ItemVersion Version) Make(string code, string region, string regionName, Model model, ItemKind kind, Act act)
    {
        var item = Item.First(code, region, regionName, kind);
        var content = ItemContent.FromJson(model.Content);
        var version = ItemVersion.Of(item, new PublishRequest(code, model.Name, model.OrganisationId, model.OrganisationName, region, regionName, content, "bench"), act.Actor.Id, act.Actor.Name, act.At);
        item.PutInForce(version, model.OrganisationId, model.OrganisationName, content.TypeCode);
        return (item, version);
    }

    private static ItemIndex IndexOf(Item item, string json)
    {
        var content = ItemContent.FromJson(json);
        return new ItemIndex
        {
            ItemId = item.Id,
            Code = item.Code,
            RegionCode = item.RegionCode,
            RegionName = item.RegionName,
            Name = item.Name,
            OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName,
            TypeCode = content.TypeCode,
            TypeName = content.TypeName,
            ForPersons = content.ForPersons,
            ForCompanies = content.ForCompanies,
            Instant = content.Instant,
            Online = true,
            Visits = content.Visits,
            Applicable = true,
            SearchText = SearchText.OfItem(item.Name, item.Code, item.OrganisationName),
        };
    }

    private static ItemMeasure MeasureOf(Item item, int saved) => new()
    {
        ItemId = item.Id, Code = item.Code, RegionCode = item.RegionCode, Name = item.Name, OrganisationId = item.OrganisationId, OrganisationName = item.OrganisationName, Versions = 1, Saved = saved,
    };

    private static async Task SaveAsync(WebApplication app, List<Item> items, List<ItemVersion> versions, List<ItemIndex> index, List<ItemMeasure> measures, CancellationToken ct)
    {
        await app.InDatabaseAsync(async db =>
        {
            await db.BulkInsertAsync(items, ct);
            await db.BulkInsertAsync(versions, ct);
            await db.BulkInsertAsync(index, ct);
            await db.BulkInsertAsync(measures, ct);
            return true;
        });
        items.Clear();
        versions.Clear();
        index.Clear();
        measures.Clear();
    }

    private sealed record Model(string Name, Guid OrganisationId, string OrganisationName, string Content);
}
