using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Identity.Demo;

/// <summary>With the demo switched on, its people are there from the first start, and who they are is told.</summary>
internal sealed partial class DemoStart(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<DemoStart> log) : IHostedService
{
    public static readonly CommandVerb Verb = new("demo", "makes the people of the demo (needs Demo:Enabled)", async (services, _, ct) =>
    {
        await using var scope = services.CreateAsyncScope();
        var seeded = await scope.ServiceProvider.GetRequiredService<SeedDemoPeople>().RunAsync(ct);
        if (!seeded.Ok)
        {
            await Console.Error.WriteLineAsync(seeded.Problems[0].Message);
            return 1;
        }

        Console.Write(DemoPeople.Table());
        return 0;
    });

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!configuration.GetValue("Demo:Enabled", false))
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedDemoPeople>().RunAsync(cancellationToken);
        Told(log, DemoPeople.Table());
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Table}")]
    private static partial void Told(ILogger log, string table);
}
