using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Zhengtong.Platform.Persistence;
using Zhengtong.Web;

namespace Zhengtong.TestKit;

/// <summary>The whole product in this process on a database of its own, at a time the test sets. Background services do not run: a test calls what it needs.</summary>
public sealed class TestHost : IAsyncDisposable
{
    /// <summary>Monday 2026-03-02, 10:00 in Beijing: a plain working day with no holiday near.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly TestDatabase _database;

    private TestHost(WebApplication app, TestDatabase database, FakeTimeProvider clock) => (_app, _database, Clock) = (app, database, clock);

    public FakeTimeProvider Clock { get; }

    public string Connection => _database.Connection;

    public IServiceProvider Services => _app.Services;

    /// <param name="adjust">Settings and services of this test, over the product's own.</param>
    /// <param name="withPeople">With the demo switched on and its people there.</param>
    public static async Task<TestHost> StartAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null, bool withPeople = false)
    {
        var database = await TestDatabase.CreateAsync(engine, withPeople);
        var clock = new FakeTimeProvider(Monday);
        clock.SetLocalTimeZone(TimeZoneInfo.Utc);
        var app = ZhengtongHost.Build([], b =>
        {
            b.Configuration["Database:Connection"] = database.Connection;
            b.Configuration["Files:Folder"] = Path.Combine(Path.GetTempPath(), "zt-files-" + Guid.NewGuid().ToString("N"));
            b.Configuration["Protection:KeyFile"] = Path.Combine(b.Configuration["Files:Folder"]!, "protection.key");
            b.Configuration["Background:Enabled"] = "false";
            // A test does in a second what nobody does in a minute; those of the limits set their own.
            foreach (var limit in (string[])["Exports", "Papers", "Drafts", "Uploads", "Searches"])
            {
                b.Configuration[$"Limits:{limit}PerMinute"] = "100000";
            }

            b.Environment.EnvironmentName = "Testing";
            b.WebHost.UseTestServer();
            b.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning);
            b.Services.AddSingleton<TimeProvider>(clock);
            if (withPeople)
            {
                b.Configuration["Demo:Enabled"] = "true";
            }

            adjust?.Invoke(b);
            TestDatabase.LayKey(b.Configuration["Protection:KeyFile"]!);
        });
        await app.StartAsync();
        return new TestHost(app, database, clock);
    }

    /// <summary>A browser-like client that keeps cookies and does not follow redirects by itself.</summary>
    /// <param name="cookies">What the browser holds already.</param>
    public HttpClient Browser(params IEnumerable<System.Net.Cookie> cookies)
    {
        var handler = new CookieHandler(cookies) { InnerHandler = _app.GetTestServer().CreateHandler() };
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
    }

    /// <summary>Runs code in a scope of its own.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    public Task InScopeAsync(Func<IServiceProvider, Task> run) => InScopeAsync(async s =>
    {
        await run(s);
        return true;
    });

    public Task<T> InDatabaseAsync<T>(Func<Database, Task<T>> run) => InScopeAsync(s => run(s.GetRequiredService<Database>()));

    public async ValueTask DisposeAsync()
    {
        var files = _app.Configuration["Files:Folder"];
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        if (files is not null && Directory.Exists(files))
        {
            Directory.Delete(files, true);
        }
    }
}
