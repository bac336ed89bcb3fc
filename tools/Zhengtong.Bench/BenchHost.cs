using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Cases.Seed;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Web;

namespace Zhengtong.Bench;

/// <summary>The product's services in this process, to drive the acts without a browser between.</summary>
internal static class BenchHost
{
    public static async Task<WebApplication> StartAsync(string connection, bool background, Action<WebApplicationBuilder>? adjust = null)
    {
        var app = ZhengtongHost.Build([], b =>
        {
            b.Configuration["Database:Connection"] = connection;
            b.Configuration["Data:ImportOnStart"] = "false";
            b.Configuration["Background:Enabled"] = background ? "true" : "false";
            b.Configuration["Urls"] = "http://127.0.0.1:0";
            // Its people are who signs in here.
            b.Configuration["Demo:Enabled"] = "true";
            b.Logging.ClearProviders();
            adjust?.Invoke(b);
        });
        await app.StartAsync();
        return app;
    }

    public static async Task<SeedPlan> PlanAsync(this WebApplication app, int openPercent = 0) =>
        (await app.Services.GetRequiredService<SeedCases>().PlanAsync(new(10_000, openPercent), CancellationToken.None)).Value;

    public static Act Now(this Act act) => act with { At = Act.Micro(TimeProvider.System.GetUtcNow().UtcDateTime) };

    public static async Task<T> InDatabaseAsync<T>(this WebApplication app, Func<Database, Task<T>> run)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<Database>());
    }

    public static async Task InScopeAsync(this WebApplication app, Func<IServiceProvider, Task> run)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await run(scope.ServiceProvider);
    }
}
