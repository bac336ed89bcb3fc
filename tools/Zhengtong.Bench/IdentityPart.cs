using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Entering;
using Zhengtong.Web;

namespace Zhengtong.Bench;

/// <summary>Tokens, sign-ins and a company with many agents, on both databases, over HTTP to a server in this process: server and callers share the machine.</summary>
internal static class IdentityPart
{
    /// <param name="reached">Is told each figure at once.</param>
    public static async Task MeasureAsync(BenchPostgres server, Lengths length, Action<Measure> reached)
    {
        var folder = Directory.CreateTempSubdirectory("zt-bench-sqlite-").FullName;
        try
        {
            await OnAsync("PostgreSQL", server.Connection(Product.Empty), length, reached);
            await OnAsync("SQLite", $"Data Source={Path.Combine(folder, "bench.db")}", length, reached);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task OnAsync(string store, string connection, Lengths length, Action<Measure> reached)
    {
        // One round of hashing in place of 220,000: what a password costs on purpose is not measured.
        await using var app = await BenchHost.StartAsync(connection, background: false, b => b.Services.AddSingleton(new Passwords(1)));
        await ZhengtongHost.PrepareDatabaseAsync(app.Services, CancellationToken.None);
        await app.InScopeAsync(s => s.GetRequiredService<SeedDemoPeople>().RunAsync(CancellationToken.None));
        var root = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        reached(await Tokens.MeasureAsync(app, root, store, length));
        var company = await Agents.SeedAsync(app);
        reached(await SignIns.MeasureAsync(root, company.Logins, store, length));
        await Agents.MeasureAsync(app, root, company, store, length, reached);
    }
}
