using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Bench;

/// <summary>The published server over HTTP: guide pages over its own health answer, work lists of signed-in staff, and memory.</summary>
internal static class Pages
{
    private const int Users = 16;

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Product product, BenchPostgres server, Lengths length)
    {
        await using var web = await product.StartAsync(Product.Full);
        await Task.Delay(TimeSpan.FromSeconds(30));
        var results = new List<Measure> { new("memory of the idle process after 30 s", web.ResidentMegabytes(), 350, " MB", AtMost: true) };

        await using var app = await BenchHost.StartAsync(server.Connection(Product.Full), background: false);
        var item = (await app.Services.GetRequiredService<ICatalogue>().SearchAsync("", "511602", 1, CancellationToken.None))[0];
        var guide = "/items/" + Uri.EscapeDataString(item.Code);
        results.Add(await GuideAsync(web, guide, length.Pages));
        string[] clerks = ["clerk1", "clerk2"];
        string[] approvers = ["approver1"];
        var (clerkTokens, approverTokens) = (await TokensAsync(app.Services, clerks), await TokensAsync(app.Services, approvers));
        results.Add(new Measure("p95 of a clerk's work list, 16 users at once", await ListAsync(web.Address, "/desk", clerkTokens, length.Pages), 80, " ms", AtMost: true));
        results.Add(new Measure("p95 of an approver's work list, 16 users at once", await ListAsync(web.Address, "/office", approverTokens, length.Pages), 80, " ms", AtMost: true));

        var plan = await app.PlanAsync();
        await Task.WhenAll(
            LifeCycles.RunAsync(app, plan, length.Load, 9),
            WrkAsync(web, guide, length.Load, 2),
            ListAsync(web.Address, "/desk", clerkTokens, length.Load),
            ListAsync(web.Address, "/office", approverTokens, length.Load));
        results.Add(new Measure(string.Create(CultureInfo.InvariantCulture, $"memory after {length.Load} s of load"), web.ResidentMegabytes(), 700, " MB", AtMost: true, "pages and events of life cycles"));
        return results;
    }

    private static async Task<Measure> GuideAsync(WebServer web, string guide, int seconds)
    {
        var (pages, health) = (new List<double>(), new List<double>());
        await WrkAsync(web, guide, seconds, 16);
        for (var round = 0; round < Lengths.Rounds; round++)
        {
            pages.Add(await WrkAsync(web, guide, seconds, 16));
            health.Add(await WrkAsync(web, "/health", seconds, 16));
        }

        return new Measure("guide page over /health of the same process", Measure.Median(pages.Zip(health, (p, h) => p / h)), 0.50, Note: string.Create(CultureInfo.InvariantCulture, $"{Measure.Median(pages):0} and {Measure.Median(health):0} requests per second"));
    }

    private static async Task<double> WrkAsync(WebServer web, string path, int seconds, int connections)
    {
        var said = await Shell.RunAsync("wrk", "-t1", $"-c{connections}", $"-d{seconds}s", "-H", "Accept-Encoding: gzip, deflate, br, zstd", "-H", "Accept: text/html", new Uri(web.Address, path).AbsoluteUri);
        if (said.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path}: {said}");
        }

        return double.Parse(said.Split('\n').First(l => l.StartsWith("Requests/sec:", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);
    }

    /// <returns>The 95th percentile in milliseconds.</returns>
    public static async Task<double> ListAsync(Uri root, string path, IReadOnlyList<string> tokens, int seconds)
    {
        await Warm.UntilSteadyAsync(async duration => (await AskAsync(duration)).PerSecond);
        return (await AskAsync(seconds)).P95;

        Task<Callers.Reached> AskAsync(int duration) =>
            Callers.RunAsync(root, "GET", path, (int)HttpStatusCode.OK, [.. Enumerable.Range(0, Users).Select(user => new Callers.Caller("zt-session=" + tokens[user % tokens.Count]))], duration);
    }

    public static async Task<IReadOnlyList<string>> TokensAsync(IServiceProvider services, string[] logins)
    {
        var tokens = new List<string>();
        for (var user = 0; user < Users; user++)
        {
            await using var scope = services.CreateAsyncScope();
            var login = logins[user % logins.Length];
            var account = await scope.ServiceProvider.GetRequiredService<Database>().Set<Account>().AsNoTracking().SingleAsync(a => a.Login == login);
            tokens.Add((await scope.ServiceProvider.GetRequiredService<SignIn>().OpenAsync(new Proof(account.Id, "bench"), End.Pc, "", "bench", CancellationToken.None)).Value.Token);
        }

        return tokens;
    }
}
