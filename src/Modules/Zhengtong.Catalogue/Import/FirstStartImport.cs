using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Import;

/// <summary>Loads the data folder before the process answers its first request. When all is there already, this is three comparisons.</summary>
internal sealed class FirstStartImport(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var configuration = services.GetRequiredService<IConfiguration>();
        if (configuration.GetValue("Data:ImportOnStart", true) && DataFolder.Find(configuration, services.GetRequiredService<IHostEnvironment>()) is { } data)
        {
            await ImportCommand.ImportAsync(services, data, "首次启动导入", cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The verb <c>import [--data folder]</c>, and the lines that tell how far it is.</summary>
internal static class ImportCommand
{
    public static async Task<int> RunAsync(IServiceProvider root, string[] words, CancellationToken ct)
    {
        await using var scope = root.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var at = Array.IndexOf(words, "--data");
        var data = at >= 0 && at + 1 < words.Length
            ? new DataFolder(words[at + 1])
            : DataFolder.Find(services.GetRequiredService<IConfiguration>(), services.GetRequiredService<IHostEnvironment>());
        if (data is null)
        {
            await Console.Error.WriteLineAsync("No data folder found. Name it: import --data data/");
            return 2;
        }

        return await ImportAsync(services, data, "命令行导入", ct);
    }

    public static async Task<int> ImportAsync(IServiceProvider services, DataFolder data, string reason, CancellationToken ct)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        await services.GetRequiredService<SeedDictionary>().RunAsync(data, Act.BySystem(reason, clock.GetUtcNow().UtcDateTime), ct);
        var outcome = await services.GetRequiredService<ImportItems>().FolderAsync(data, Act.BySystem(reason, clock.GetUtcNow().UtcDateTime), new Lines(), ct);
        if (!outcome.TryGet(out var runs))
        {
            await Console.Error.WriteLineAsync(outcome.Problems[0].Message);
            return 1;
        }

        foreach (var run in runs)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"import {run.Kind}: {run.Added} added, {run.Changed} changed, {run.Unchanged} unchanged, {run.Failed} rows refused, {run.Warned} warnings"));
        }

        return 0;
    }

    private sealed class Lines : IProgress<ImportStep>
    {
        private string _last = "";

        public void Report(ImportStep value)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"import {value.Kind}: {value.Percent / 10 * 10,3}%  {value.Done} of {value.Total}");
            var mark = $"{value.Kind}{value.Percent / 10}";
            if (mark != _last)
            {
                _last = mark;
                Console.WriteLine(line);
            }
        }
    }
}
