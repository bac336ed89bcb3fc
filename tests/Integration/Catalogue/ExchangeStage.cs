using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue;

/// <summary>The demo's people, the divisions of one county, and what the tests of exchange do again and again.</summary>
internal sealed class ExchangeStage(TestHost host, SqlCounter sql) : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public TestHost Host => host;

    public SqlCounter Sql => sql;

    public static async Task<ExchangeStage> OpenAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null)
    {
        var sql = new SqlCounter();
        var host = await SignInKit.StartDemoAsync(engine, b =>
        {
            sql.Attach(b);
            b.Configuration["ItemsApi:PerMinute"] = "100000";
            adjust?.Invoke(b);
        });
        await host.InDatabaseAsync(async db =>
        {
            await db.BulkInsertAsync(RegionFile.Read(new StringReader("code,name\n51,四川省\n5116,广安市\n511602,广安区\n511603,前锋区\n"), []).Regions, Ct);
            return true;
        });
        return new ExchangeStage(host, sql);
    }

    /// <summary>The code of an implementation item of the county.</summary>
    public static string CodeOf(int n) => $"511A{n:00000000}-511602000000-000-115113010087783353-1-00";

    public async Task<Guid> PublishAsync(string code, string name, Func<ItemContent, ItemContent>? change = null, string organisation = DemoPeople.MarketOffice)
    {
        var request = await RequestAsync(code, name, change, organisation);
        var done = await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request, host.Act(), Ct));
        return done.Ok ? done.Value : throw new InvalidOperationException(done.Problems[0].Message);
    }

    /// <summary>An item that comes with an import, bound to nothing yet: what is made here would be refused as a licence outside the list.</summary>
    public async Task TakeOverAsync(string code, string name, string organisation = DemoPeople.MarketOffice)
    {
        var request = await RequestAsync(code, name, null, organisation);
        await host.InScopeAsync(async s =>
        {
            var staged = s.GetRequiredService<PublishItemVersion>().Stage(request, host.Act(), null, null, []);
            Assert.True(staged.Ok && (await s.GetRequiredService<Database>().SaveAsync(Ct)).Ok);
        });
    }

    private async Task<PublishRequest> RequestAsync(string code, string name, Func<ItemContent, ItemContent>? change, string organisation)
    {
        var content = CatalogueStage.Content();
        return new(code, name, await OrganisationAsync(organisation), organisation, "511602", "四川省广安市广安区", change is null ? content : change(content), "test");
    }

    public Task<Guid> OrganisationAsync(string name) => host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == name).Select(o => o.Id).SingleAsync(Ct));

    public async Task<Act> ActAsync(string login, string reason = "")
    {
        var actor = await host.InDatabaseAsync(async db =>
        {
            var staff = await db.Set<Account>().Where(a => a.Login == login).Select(a => a.StaffId!.Value).SingleAsync(Ct);
            var post = DemoPeople.Staff.Single(s => s.Login == login).Posts[0];
            var office = await db.Set<Organisation>().SingleAsync(o => o.Name == post.Organisation, Ct);
            return new Actor(staff, login, ActorKind.Staff, new Post(Guid.CreateVersion7(), post.Role, office.Id, office.Name, post.Region));
        });
        return new Act(actor, null, End.Pc, reason, Act.Micro(host.Clock.GetUtcNow().UtcDateTime));
    }

    public Task<T> DoAsync<TSlice, T>(Func<TSlice, Task<T>> run)
        where TSlice : notnull => host.InScopeAsync(s => run(s.GetRequiredService<TSlice>()));

    public Task<Item> ItemAsync(string code) => host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == code, Ct));

    public Task<ItemContent> ContentAsync(string code) => host.InDatabaseAsync(async db =>
        ItemContent.FromJson(await db.Set<Item>().Where(i => i.Code == code).Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => v.Content).SingleAsync(Ct)));

    public async Task DispatchAsync()
    {
        while (await host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }
    }

    /// <summary>Sends a file with the form of a page, as a browser does.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string address, string fileName, byte[] bytes, params (string Name, string Value)[] fields)
    {
        var page = await browser.PageAsync(address);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(bytes), "Source", fileName },
        };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return await browser.PostAsync(new Uri(address, UriKind.Relative), form, Ct);
    }

    public static string Code(Outcome outcome) => outcome.Ok ? "" : outcome.Problems[0].Code;

    public static string Path(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
