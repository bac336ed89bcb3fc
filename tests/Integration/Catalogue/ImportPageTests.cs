using System.Net;
using System.Security.Claims;
using System.Text;
using AngleSharp;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Import;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue;

public sealed class ImportPageTests
{
    private const string List = "item_code,name,main_item,department,item_type,task_type_code,area_code,dept_code,guide_url\n"
        + "511A0005200001-511602000000-000-115113016823646795-1-00,食品经营许可变更,,区行政审批局,行政许可,1,511602000000,115113016823646795,\n"
        + "511A0005200002-511602000000-000-115113016823646795-1-00,某项许可,,区行政审批局,行政许可,1,999999000000,115113016823646795,\n";

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task An_administrator_uploads_a_list_and_reads_what_became_of_each_row(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine, b => b.Services.AddSingleton<IStartupFilter>(new As(Roles.Administrator)));
        await host.InDatabaseAsync(async db =>
        {
            await db.BulkInsertAsync(RegionFile.Read(new StringReader("code,name\n51,四川省\n5116,广安市\n511602,广安区\n"), []).Regions, ct);
            return true;
        });
        var browser = host.Browser();
        var form = await PageAsync(browser, "/office/import", ct);
        var token = ((IHtmlInputElement)form.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var upload = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent(List), "Source", "list.csv" } };

        var answer = await browser.PostAsync(new Uri("/office/import", UriKind.Relative), upload, ct);
        var to = answer.Headers.Location!.OriginalString;
        await host.Services.GetRequiredService<RunningImports>().Work(Guid.Parse(to[(to.LastIndexOf('/') + 1)..]));
        var result = await PageAsync(browser, to, ct);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("新增 1", result.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("区划代码“999999000000”不存在", result.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("list.csv", (await PageAsync(browser, "/office/import", ct)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task Every_node_says_how_an_import_stands_and_that_it_broke_off_when_its_node_stopped(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine, b => b.Services.AddSingleton<IStartupFilter>(new As(Roles.Administrator)));
        var (browser, imports) = (host.Browser(), host.Services.GetRequiredService<RunningImports>());
        async Task<string> StandsAsync(Guid id) => (await PageAsync(browser, $"/office/import/{id}", ct)).QuerySelector("main")!.TextContent;

        // What this node does not run is another's.
        var elsewhere = ImportUpload.Begin("list.csv", Encoding.UTF8.GetBytes(List), false, host.Act());
        await host.InDatabaseAsync(db =>
        {
            db.Add(elsewhere);
            return db.SaveChangesAsync(ct);
        });
        Assert.Contains("正在导入", await StandsAsync(elsewhere.Id), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("导入中断", await StandsAsync(elsewhere.Id), StringComparison.Ordinal);

        // What is refused as a whole is told from the store, when the node has long forgotten it.
        var refused = (await imports.StartAsync("hello.txt", "hello"u8.ToArray(), false, host.Act(), ct)).Value;
        await imports.Work(refused);
        Assert.Contains("认不出这个文件", await StandsAsync(refused), StringComparison.Ordinal);
        var answer = await browser.GetAsync(new Uri($"/office/import/{Guid.CreateVersion7()}", UriKind.Relative), ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(Roles.WindowClerk)]
    [InlineData(Roles.CatalogueManager)]
    public async Task Nobody_but_an_administrator_sees_the_page(string role)
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b => b.Services.AddSingleton<IStartupFilter>(new As(role)));

        var answer = await host.Browser().GetAsync(new Uri("/office/import", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<AngleSharp.Dom.IDocument> PageAsync(HttpClient browser, string path, CancellationToken ct)
    {
        var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        Assert.True(answer.IsSuccessStatusCode, text);
        return await BrowsingContext.New().OpenAsync(r => r.Content(text), ct);
    }

    /// <summary>Somebody signed in with a role, before the pipeline looks.</summary>
    private sealed class As(string role) : IStartupFilter
    {
        private readonly string _id = Guid.CreateVersion7().ToString();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity(
                    [
                        new(SignedIn.IdClaim, _id), new(SignedIn.NameClaim, "管理员"), new(SignedIn.KindClaim, "staff"), new(SignedIn.RoleClaim, role),
                        new(SignedIn.PostClaim, _id), new(SignedIn.OrganisationClaim, _id), new(SignedIn.RegionClaim, ""),
                    ], "test"));
                return go();
            });
            next(app);
        };
    }
}
