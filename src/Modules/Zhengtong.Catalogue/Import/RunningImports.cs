using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Import;

/// <summary>Imports that run on this node after their upload was answered, and how far each is.</summary>
internal sealed partial class RunningImports(IServiceScopeFactory scopes, ILogger<RunningImports> log) : IProgress<ImportStep>
{
    private readonly ConcurrentDictionary<Guid, Running> _running = new();

    public Guid Start(string fileName, byte[] bytes, bool dryRun, Act act)
    {
        var id = Guid.CreateVersion7();
        var running = _running[id] = new Running();
        running.Work = Task.Run(() => RunAsync(id, running, fileName, bytes, dryRun, act));
        return id;
    }

    /// <summary>null when no import of that id runs or ran on this node.</summary>
    public Running? Find(Guid id) => _running.GetValueOrDefault(id);

    public void Report(ImportStep value)
    {
        if (_running.TryGetValue(value.RunId, out var running))
        {
            running.Step = value;
        }
    }

    private async Task RunAsync(Guid id, Running running, string fileName, byte[] bytes, bool dryRun, Act act)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<ImportUpload>().RunAsync(id, fileName, bytes, dryRun, act, this, CancellationToken.None);
            running.Problem = outcome.Ok ? null : outcome.Problems[0];
        }
#pragma warning disable CA1031 // Nobody awaits the work: the failure is logged and shown on the run's page.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, id);
            running.Problem = Problem.Conflict("catalogue.import-failed", "导入中断，没有写入任何数据。请联系系统管理员查看日志后重试。");
        }
        finally
        {
            running.Ended = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Id} failed")]
    private static partial void Failed(ILogger log, Exception e, Guid id);

    internal sealed class Running
    {
        public Task Work { get; set; } = Task.CompletedTask;

        public ImportStep? Step { get; set; }

        public Problem? Problem { get; set; }

        public bool Ended { get; set; }
    }
}
