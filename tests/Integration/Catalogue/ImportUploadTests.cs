using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue;

public sealed class ImportUploadTests
{
    private const string Good = "511A0005200001-511602000000-000-115113016823646795-1-00,食品经营许可变更,,区行政审批局,行政许可,1,511602000000,115113016823646795,http://example.cn/1";
    private const string Head = "item_code,name,main_item,department,item_type,task_type_code,area_code,dept_code,guide_url\n";
    private const string List = Head + Good + "\n"
        + "511A0005200002-511602000000-000-115113016823646795-1-00,某项许可,,区行政审批局,行政许可,1,999999000000,115113016823646795,\n"
        + "511A0005200003-511602000000-000-115113016823646795-1-00,某项审批,,区行政审批局,行政审批,1,511602000000,115113016823646795,\n"
        + Good + "\n";

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task Good_rows_are_taken_and_the_others_are_listed_with_their_lines(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(engine, ct);

        var tried = (await UploadAsync(host, List, true, ct)).Value;
        var before = await host.InDatabaseAsync(db => db.Set<Item>().CountAsync(ct));
        var run = (await UploadAsync(host, List, false, ct)).Value;
        var again = (await UploadAsync(host, List, false, ct)).Value;

        Assert.Equal((1, 3, true), (tried.Added, tried.Failed, tried.DryRun));
        Assert.Equal(0, before);
        Assert.Equal((4, 1, 3), (run.Rows, run.Added, run.Failed));
        Assert.Equal((0, 0, 1), (again.Added, again.Changed, again.Unchanged));
        var errors = await host.InDatabaseAsync(db => db.Set<ImportRowError>().Where(e => e.RunId == run.Id).OrderBy(e => e.Row).ToListAsync(ct));
        Assert.Equal([(3, "import-region"), (4, "import-type"), (5, "import-twice")], errors.Select(e => (e.Row, e.Problem)));
    }

    [Theory, EachDatabase]
    public async Task A_list_that_comes_again_keeps_what_guides_gave_and_a_renamed_item_gets_a_new_version(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        await host.ImportAllAsync(ct);
        var list = await File.ReadAllTextAsync(Path.Combine(host.Data().Path, DataFolder.Items), ct);

        var same = (await UploadAsync(host, list, false, ct)).Value;
        var renamed = (await UploadAsync(host, list.Replace("食品(含保健食品)经营许可核发", "食品经营许可核发", StringComparison.Ordinal), false, ct)).Value;

        Assert.Equal((0, 0, 1135), (same.Added, same.Changed, same.Unchanged));
        Assert.Equal((0, 1, 1134), (renamed.Added, renamed.Changed, renamed.Unchanged));
        var versions = await host.InDatabaseAsync(db => db.Set<Item>().Where(i => i.Code == CatalogueStage.FoodLicence)
            .Join(db.Set<ItemVersion>(), i => i.Id, v => v.ItemId, (_, v) => v).OrderBy(v => v.Number).ToListAsync(ct));
        Assert.Equal(["食品(含保健食品)经营许可核发", "食品经营许可核发"], versions.Select(v => v.Name));
        Assert.Equal(versions[0].Content, versions[1].Content);
    }

    [Theory, EachDatabase]
    public async Task A_file_that_is_nothing_known_is_refused(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(engine, ct);

        Assert.Equal("catalogue.import-unknown", (await UploadAsync(host, "hello", false, ct)).Problems[0].Code);
        Assert.Equal("catalogue.import-json", (await UploadAsync(host, "[{", false, ct)).Problems[0].Code);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<ImportRun>().CountAsync(r => r.EndedAt != null, ct)));
    }

    [Theory, EachDatabase]
    public async Task An_upload_reads_the_items_that_it_names_and_no_others(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(engine, ct);
        Assert.Equal(2, (await UploadAsync(host, Head + Good + "\n" + Good.Replace("A0005200001", "A0005200009", StringComparison.Ordinal) + "\n", false, ct)).Value.Added);

        var (changed, held) = await host.InScopeAsync(async s =>
        {
            var run = (await UploadAsync(host, s, Head + Good.Replace("变更", "延续", StringComparison.Ordinal) + "\n", false, ct)).Value;
            return (run.Changed, s.GetRequiredService<Database>().ChangeTracker.Entries<Item>().Count());
        });

        Assert.Equal((1, 1), (changed, held));
    }

    [Theory, EachDatabase]
    public async Task Divisions_that_are_read_while_they_are_renamed_are_known_by_their_new_name_once_they_are_saved(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        var meanwhile = new Meanwhile();
        await using var host = await StartAsync(engine, ct, meanwhile.Attach);
        var regions = host.Services.GetRequiredService<Zhengtong.Platform.Regions.Regions>();
        var seen = "";
        meanwhile.After("UPDATE \"?platform_region", async () => seen = (await regions.FindAsync("511602", ct))!.Name);

        var run = (await UploadAsync(host, "code,name\n51,四川省\n5116,广安市\n511602,新名区\n", false, ct)).Value;

        Assert.Equal((1, "广安区", "新名区"), (run.Changed, seen, (await regions.FindAsync("511602", ct))!.Name));
    }

    private static async Task<TestHost> StartAsync(Engine engine, CancellationToken ct, Action<WebApplicationBuilder>? adjust = null)
    {
        var host = await TestHost.StartAsync(engine, adjust);
        await host.InDatabaseAsync(async db =>
        {
            await db.BulkInsertAsync(RegionFile.Read(new StringReader("code,name\n51,四川省\n5116,广安市\n511602,广安区\n"), []).Regions, ct);
            return true;
        });
        return host;
    }

    private static Task<Outcome<ImportRun>> UploadAsync(TestHost host, string text, bool dryRun, CancellationToken ct) => host.InScopeAsync(s => UploadAsync(host, s, text, dryRun, ct));

    private static async Task<Outcome<ImportRun>> UploadAsync(TestHost host, IServiceProvider scope, string text, bool dryRun, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var begun = ImportUpload.Begin("divisions.csv", bytes, dryRun, host.Act());
        await host.InDatabaseAsync(db =>
        {
            db.Add(begun);
            return db.SaveChangesAsync(ct);
        });
        return await scope.GetRequiredService<ImportUpload>().RunAsync(begun, bytes, host.Act(), null, ct);
    }
}
