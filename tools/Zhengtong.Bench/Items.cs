using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Bench;

/// <summary>The catalogue at the size of the country: publishing, inspecting, handing down, importing, list pages.</summary>
internal static class Items
{
    public const string Database = "zt_items";
    private const int Published = 300;
    private const int Children = 3000;
    private const int Imported = 20_000;

    /// <param name="reached">Is told each figure at once: what comes later may fail, and half an hour was spent on it.</param>
    public static async Task MeasureAsync(Product product, BenchPostgres server, int count, Lengths length, Action<Measure> reached)
    {
        await server.SqlAsync("postgres", $"create database {Database} template {Product.Empty}");
        await using (var app = await BenchHost.StartAsync(server.Connection(Database), background: false))
        {
            var watch = Stopwatch.StartNew();
            await SeedItems.RunAsync(app, count, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {count} items in {watch.Elapsed.TotalMinutes:0.0} min"));
            await server.SqlAsync(Database, "vacuum analyze");
            reached(new Measure("p95 of publishing one item", await PublishAsync(app, await CodesAsync(app, "BENCH-5", Published)), 100, " ms", AtMost: true));
        }

        await InspectAsync(product, count, reached);
        await server.SqlAsync(Database, "vacuum analyze");
        await using (var app = await BenchHost.StartAsync(server.Connection(Database), background: true))
        {
            await SettleAsync(app);
            await HandDownAsync(app, reached);
        }

        await using (var app = await BenchHost.StartAsync(server.Connection(Database), background: false))
        {
            reached(await ImportAsync(app));
        }

        await using (var app = await BenchHost.StartAsync(server.Connection(Database), background: true))
        {
            await SettleAsync(app);
        }

        await LetTimePassAsync(server);
        await server.SqlAsync(Database, "vacuum analyze");
        await PagesAsync(product, server, length, reached);
    }

    /// <summary>Lets the node do what is due from before: every job once (the nightly ones have never run on this catalogue), and all messages.</summary>
    private static async Task SettleAsync(WebApplication app)
    {
        var watch = Stopwatch.StartNew();
        var messages = await WaitingAsync();
        for (var (left, idle) = (messages, 0); idle < 3; left = await WaitingAsync())
        {
            idle = left == 0 && await app.InDatabaseAsync(db => db.Set<JobLease>().AllAsync(j => j.LastRunAt != null)) ? idle + 1 : 0;
            await Task.Delay(1000);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  jobs and {messages} messages in {watch.Elapsed.TotalMinutes:0.0} min"));

        Task<int> WaitingAsync() => app.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync(e => e.DoneAt == null));
    }

    /// <summary>Items that may be published as they stand: the real data lacks the source of many a material, and to add it would deviate from the entry above.</summary>
    private static Task<List<string>> CodesAsync(WebApplication app, string prefix, int count) => app.InDatabaseAsync(db =>
        db.Set<Item>().AsNoTracking().Where(i => i.Code.StartsWith(prefix)).OrderBy(i => i.Code)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { i.Code, v.Content }).AsAsyncEnumerable()
            .Where(x => ItemContent.FromJson(x.Content).Materials.All(m => m.SourceCode.Length > 0)).Select(x => x.Code).Take(count).ToListAsync().AsTask());

    /// <summary>The 95th percentile in milliseconds.</summary>
    private static async Task<double> PublishAsync(WebApplication app, IEnumerable<string> codes)
    {
        var times = new List<double>();
        foreach (var code in codes)
        {
            times.Add(await PublishAsync(app, code, c => c with { ConsultPhone = "0826-2345678" }));
        }

        return Measure.Percentile(times, 0.95);
    }

    /// <returns>Milliseconds.</returns>
    private static async Task<double> PublishAsync(WebApplication app, string code, Func<ItemContent, ItemContent> change)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var (item, json) = await db.Set<Item>().AsNoTracking().Where(i => i.Code == code).Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => ValueTuple.Create(i, v.Content)).SingleAsync();
        var content = change(ItemContent.FromJson(json));
        var request = new PublishRequest(item.Code, item.Name, item.OrganisationId, item.OrganisationName, item.RegionCode, item.RegionName, content, "bench") { Kind = item.Kind };
        var from = Stopwatch.GetTimestamp();
        var published = await scope.ServiceProvider.GetRequiredService<PublishItemVersion>().PublishAsync(request, Act.BySystem("bench", TimeProvider.System.GetUtcNow().UtcDateTime), CancellationToken.None);
        return published.Ok ? Stopwatch.GetElapsedTime(from).TotalMilliseconds : throw new InvalidOperationException($"{code}: {published.Problems[0].Message}");
    }

    /// <summary>The first inspection of all: every finding is new, so this is the longest it can take.</summary>
    private static async Task InspectAsync(Product product, int count, Action<Measure> reached)
    {
        foreach (var what in (string[])[$"first inspection of {count} items", $"inspection of {count} items whose findings are known"])
        {
            var run = await product.TimedAsync(Database, "inspect");
            reached(new Measure(what, run.Minutes, 10, " min", AtMost: true));
            reached(new Measure("memory of it at most", run.Megabytes, 500, " MB", AtMost: true));
        }
    }

    /// <summary>A changed entry of the nation, from the moment it is published until every item bound to it has its task, while others go on publishing.</summary>
    private static async Task HandDownAsync(WebApplication app, Action<Measure> reached)
    {
        var entry = (await CodesAsync(app, "0001990", 1))[0];
        var upper = await app.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == entry));
        var bound = await app.InDatabaseAsync(db => db.Set<Item>().CountAsync(i => i.ParentId == upper.Id));
        var others = await CodesAsync(app, "BENCH-4", 2000);
        await PublishAsync(app, others.Take(50));
        await PublishAsync(app, upper.Code, c => c with { Conditions = ["有固定的经营场所"] });
        var watch = Stopwatch.StartNew();
        var meanwhile = new List<double>();
        foreach (var code in others.Skip(50))
        {
            meanwhile.Add(await PublishAsync(app, code, c => c with { ConsultPhone = "0826-2345679" }));
            if (meanwhile.Count % 10 == 0 && await MadeAsync() >= bound)
            {
                break;
            }
        }

        var took = await MadeAsync() >= bound ? watch.Elapsed.TotalSeconds : double.NaN;
        reached(new Measure(
            $"tasks for {bound} items bound to a changed entry", took * Children / bound, 10, $" s per {Children}", AtMost: true, string.Create(CultureInfo.InvariantCulture, $"{took:0.0} s in all, with the outbox and the wait for the job")));
        reached(new Measure("p95 of publishing other items meanwhile", Measure.Percentile(meanwhile, 0.95), 100, " ms", AtMost: true));

        Task<int> MadeAsync() => app.InDatabaseAsync(db => db.Set<AdoptionTask>().CountAsync(t => t.UpperId == upper.Id));
    }

    private static async Task<Measure> ImportAsync(WebApplication app)
    {
        var file = Path.GetTempFileName();
        await app.InScopeAsync(async services =>
        {
            var export = services.GetRequiredService<ItemsExport>();
            var actor = Act.BySystem("bench", default).Actor;
            var heads = ItemsExport.Heads(national: false);
            var phone = heads.ToList().FindIndex(h => h == SheetColumns.All.Single(c => c.Key == "consult").Name);
            var (rows, after) = (new List<Dictionary<string, object>>(Imported), (string?)null);
            string? from;
            do
            {
                from = after;
                await foreach (var cells in export.RowsAsync(actor, new ItemsExport.Filter("", "", "", after), nationalHeads: false, CancellationToken.None))
                {
                    if (ReferenceEquals(cells, ItemsExport.SecondHeads))
                    {
                        continue;
                    }

                    rows.Add(heads.Select((head, at) => (head, Text: at == phone ? "0851-1234567" : cells[at])).ToDictionary(x => x.head, object (x) => x.Text));
                    after = cells[0];
                }
            }
            while (rows.Count < Imported && after != from);

            File.Delete(file);
            file += ".xlsx";
            await MiniExcel.SaveAsAsync(file, rows.Take(Imported));
        });
        var told = 0;
        var watch = Stopwatch.StartNew();
        await app.InScopeAsync(async services =>
        {
            await using var content = File.OpenRead(file);
            var outcome = await services.GetRequiredService<ImportSheet>().RunAsync(content, "bench.xlsx", dryRun: false, Act.BySystem("bench", TimeProvider.System.GetUtcNow().UtcDateTime), (_, _) => Task.FromResult(told++), CancellationToken.None);
            if (!outcome.TryGet(out var result) || result.Changed != Imported)
            {
                throw new InvalidOperationException(outcome.Ok ? $"{outcome.Value.Changed} of {Imported} rows: {string.Join("; ", outcome.Value.Faults.Take(3))}" : outcome.Problems[0].Message);
            }
        });
        File.Delete(file);
        return new Measure($"import of {Imported} rows, checked and written", watch.Elapsed.TotalSeconds, 60, " s", AtMost: true, $"told {told} times how far it is");
    }

    /// <summary>Findings as a year leaves them, in the province whose lists are measured: some late, some somebody's, some explained, some at rest, some mended. As found, none is any of that.</summary>
    private static async Task LetTimePassAsync(BenchPostgres server)
    {
        foreach (var (set, share) in ((string, string)[])
        [
            ("due_on = due_on - 60", "& 7 = 0"),
            ("closed_at = found_at, closed_on = due_on, closed_as = 1", "& 7 = 1"),
            ("responsible_id = (select staff_id from identity_account where login = 'editor1'), responsible_name = 'editor1'", "& 7 = 2"),
            ("explained_at = found_at, explained_by_id = organisation_id, explanation = 'bench'", "& 63 = 3"),
            ("rests_since = found_at, rests_on = due_on", "& 63 = 4"),
        ])
        {
            await server.SqlAsync(Database, $"update catalogue_finding set {set} where closed_at is null and region_code >= '51' and region_code < '52' and hashtext(id::text) {share}");
        }
    }

    private static async Task PagesAsync(Product product, BenchPostgres server, Lengths length, Action<Measure> reached)
    {
        await using var web = await product.StartAsync(Database);
        await using var app = await BenchHost.StartAsync(server.Connection(Database), background: false);
        var province = await Pages.TokensAsync(app.Services, ["province1"]);
        var county = await Pages.TokensAsync(app.Services, ["manager1", "editor1"]);
        var editor = await Pages.TokensAsync(app.Services, ["editor1"]);
        var office = await app.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().Where(f => f.ClosedAt == null && f.RegionCode.StartsWith("51") && f.RegionCode != "511602")
            .OrderBy(f => f.DueOn).ThenBy(f => f.Id).Select(f => new { f.RegionCode, f.OrganisationId }).FirstAsync());
        var place = $"region={office.RegionCode}&organisation={office.OrganisationId}";
        var words = Uri.EscapeDataString("许可");
        foreach (var (name, path, tokens) in (IEnumerable<(string, string, IReadOnlyList<string>)>)
        [
            ("the item list of a province", "/office/items", province),
            ("the item list of a province, by type and words", "/office/items?type=01&words=" + words, province),
            ("the item list of a county", "/office/items", county),
            ("the item list of a province, of one organisation", $"/office/items?org={office.OrganisationId}", province),
            ("the item list of a province, paused", "/office/items?status=Paused", province),
            ("the item list of a province, unbound", "/office/items?unbound=true", province),
            ("the findings of a province", "/office/inspection", province),
            ("the findings of a province, of one department in one region", "/office/inspection?" + place, province),
            ("the findings of a province, by a common rule", "/office/inspection?rule=phones", province),
            ("the findings of a province, by a rare rule", "/office/inspection?rule=promise-over-law", province),
            ("the findings of a province, by where they come from", "/office/inspection?origin=3", province),
            ("the findings of a province, overdue", "/office/inspection?show=late", province),
            ("the findings of a province, to be judged", "/office/inspection?show=judge", province),
            ("the findings of a province, at rest", "/office/inspection?show=resting", province),
            ("the findings of a province, ended", "/office/inspection?show=closed", province),
            ("the findings of a county, ended", "/office/inspection?show=closed", county),
            ("the findings of a province, of nobody", "/office/inspection?who=nobody", province),
            ("the findings of one editor", "/office/inspection?who=mine", editor),
            ("the board of findings of a province", "/office/inspection/board", province),
            ("the adoption tasks of a province", "/office/adoptions", province),
            ("the adoption tasks of a province, overdue, in one region", $"/office/adoptions?show=overdue&region={office.RegionCode}", province),
            ("the agreement of a province", "/office/agreement", province),
            ("the differences of a province", "/office/agreement/items", province),
            ("the differences of a province, in one element", "/office/agreement/items?element=conditions", province),
            ("the differences of a province, of one department in one region", "/office/agreement/items?" + place, province),
            ("the performance of a province's items", "/office/performance", province),
            ("the performance of a county's items", "/office/performance", county),
            ("the performance of one organisation's items", $"/office/performance?organisation={office.OrganisationId}", province),
            ("the changes of a province", "/office/changes?show=all", province),
            ("the deviations of ends of a province", "/office/ends/deviations", province),
            ("the public item list", "/items?region=511602", county),
            ("the public search", "/search?region=511602&q=" + words, county),
        ])
        {
            reached(new Measure($"p95 of {name}, 16 users at once", await Pages.ListAsync(web.Address, path, tokens, length.Pages), 100, " ms", AtMost: true));
        }
    }
}
