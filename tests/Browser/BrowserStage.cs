using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Zhengtong.Catalogue.Import;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Web;

namespace Zhengtong.Tests.Browser;

/// <summary>The product on a real socket with its real catalogue and the people of the demo, and a real Chromium in front of it. One for the whole run.</summary>
public sealed class BrowserStage : IAsyncLifetime
{
    private readonly string _files = Directory.CreateTempSubdirectory("zt-browser-").FullName;
    private WebApplication _app = null!;
    private TestDatabase _database = null!;
    private IPlaywright _playwright = null!;

    public IBrowser Chromium { get; private set; } = null!;

    public FakeTimeProvider Clock { get; } = new(TestHost.Monday);

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(Engine.Sqlite);
        Address = $"http://127.0.0.1:{FreePort()}";
        _app = ZhengtongHost.Build([], b =>
        {
            b.Configuration["Database:Connection"] = _database.Connection;
            b.Configuration["Files:Folder"] = _files;
            b.Configuration["Protection:KeyFile"] = Path.Combine(_files, "protection.key");
            TestDatabase.LayKey(b.Configuration["Protection:KeyFile"]!);
            b.Configuration["Background:Enabled"] = "false";
            b.Configuration["Demo:Enabled"] = "true";
            b.Configuration["Urls"] = Address;
            b.Environment.EnvironmentName = "Testing";
            b.Logging.ClearProviders();
            b.Services.AddSingleton<TimeProvider>(Clock);
        });
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            var services = scope.ServiceProvider;
            var data = DataFolder.Find(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>())!;
            await services.GetRequiredService<ImportItems>().FolderAsync(data, Act.BySystem("浏览器测试", Clock.GetUtcNow().UtcDateTime), null, CancellationToken.None);
            await services.GetRequiredService<SeedDemoPeople>().RunAsync(CancellationToken.None);
            await services.GetRequiredService<Templates>().EnsureSeededAsync(CancellationToken.None);
        }

        await _app.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Delivers what the acts left in the outbox, as the running product does by itself.</summary>
    public async Task DeliverEventsAsync()
    {
        while (await _app.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>A session of that demo login, opened by the product's own sign-in.</summary>
    public async Task<string> SessionOfAsync(string login)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<Database>().Set<Account>().Where(x => x.Login == login).Select(x => x.Id).SingleAsync();
        var opened = await scope.ServiceProvider.GetRequiredService<SignIn>().OpenAsync(new Proof(account, "test"), End.Pc, "", "浏览器测试", CancellationToken.None);
        return opened.Value.Token;
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public Task<T> InDatabaseAsync<T>(Func<Database, Task<T>> read) => InScopeAsync(s => read(s.GetRequiredService<Database>()));

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _playwright.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_files, true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserRun : ICollectionFixture<BrowserStage>
{
    public const string Name = "browser";
}
