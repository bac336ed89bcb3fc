using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Bench;

/// <summary>The catalogue at the size of the country: publishing, list pages.</summary>
internal static class Items
{
    public const string Database = "zt_items";
    private const int Published = 300;

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Product product, BenchPostgres server, int count, Lengths length)
    {
        await server.SqlAsync("postgres", $"create database {Database} template {Product.Empty}");
        var results = new List<Measure>();
        await using (var app = await BenchHost.StartAsync(server.Connection(Database), background: false))
        {
            var watch = Stopwatch.StartNew();
            await SeedItems.RunAsync(app, count, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count} items in {watch.Elapsed.TotalMinutes:0.0} min"));
            await server.SqlAsync(Database, "vacuum analyze");
            results.Add(new Measure("p95 of publishing one item", await PublishAsync(app), 100, " ms", AtMost: true));
        }

        results.AddRange(await PagesAsync(product, server, length));
        return results;
    }

    private static async Task<double> PublishAsync(WebApplication app)
    {
        var codes = await app.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().Where(i => i.Code.StartsWith("BENCH-5")).OrderBy(i => i.Id).Take(Published).Select(i => i.Code).ToListAsync());
        var times = new List<double>();
        foreach (var code in codes)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Database>();
            var (item, json) = await db.Set<Item>().AsNoTracking().Where(i => i.Code == code).Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => ValueTuple.Create(i, v.Content)).SingleAsync();
            var content = ItemContent.FromJson(json);
            content = content with { Materials = [.. content.Materials.Select(m => m.SourceCode.Length > 0 ? m : m with { SourceCode = "10" })], ConsultPhone = "0826-2345678" };
            var request = new PublishRequest(item.Code, item.Name, item.OrganisationId, item.OrganisationName, item.RegionCode, item.RegionName, content, "bench");
            var from = Stopwatch.GetTimestamp();
            var published = await scope.ServiceProvider.GetRequiredService<PublishItemVersion>().PublishAsync(request, Act.BySystem("bench", TimeProvider.System.GetUtcNow().UtcDateTime), CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            if (!published.Ok)
            {
                throw new InvalidOperationException($"{code}: {published.Problems[0].Message}");
            }
        }

        return Measure.Percentile(times, 0.95);
    }

    private static async Task<IReadOnlyList<Measure>> PagesAsync(Product product, BenchPostgres server, Lengths length)
    {
        await using var web = await product.StartAsync(Database);
        await using var app = await BenchHost.StartAsync(server.Connection(Database), background: false);
        var province = await Pages.TokensAsync(app.Services, ["province1"]);
        var county = await Pages.TokensAsync(app.Services, ["manager1", "editor1"]);
        var measures = new List<Measure>();
        foreach (var (name, path, tokens) in (IEnumerable<(string, string, IReadOnlyList<string>)>)
        [
            //            ("the item list of a province", "/office/items", province),
            //            ("the item list of a province, by type and words", "/office/items?type=01&words=" + Uri.EscapeDataString("许可"), province),
            //            ("the item list of a county", "/office/items", county),
            ("the public item list", "/items?region=511602", county),
        ])
        {
            measures.Add(new Measure($"p95 of {name}, 16 users at once", await Pages.ListAsync(web, path, tokens, length.Pages), 100, " ms", AtMost: true));
        }

        return measures;
    }
}
