using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Import;

/// <summary>Imports that run on this node after their upload was answered. That they run and how they ended stands in the store, for every node to read; how far each is, this node knows.</summary>
internal sealed partial class RunningImports(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RunningImports> log) : IProgress<ImportStep>
{
    private readonly ConcurrentDictionary<Guid, Running> _running = new();

    public async Task<Outcome<Guid>> StartAsync(string fileName, byte[] bytes, bool dryRun, Act act, CancellationToken ct)
    {
        var run = ImportUpload.Begin(fileName, bytes, dryRun, act);
        var begun = await InDatabaseAsync(db =>
        {
            db.Add(run);
            return db.SaveAsync(ct);
        });
        if (!begun.Ok)
        {
            return Outcome<Guid>.Because(begun.Problems);
        }

        var running = _running[run.Id] = new Running();
        running.Work = Task.Run(() => RunAsync(run, bytes, act), CancellationToken.None);
        return run.Id;
    }

    /// <summary>The work of this node, for whoever must wait for it.</summary>
    public Task Work(Guid id) => _running.GetValueOrDefault(id)?.Work ?? Task.CompletedTask;

    /// <summary>null when this node does not know.</summary>
    public ImportStep? StepOf(Guid id) => _running.GetValueOrDefault(id)?.Step;

    public void Report(ImportStep value)
    {
        if (_running.TryGetValue(value.RunId, out var running))
        {
            running.Step = value;
        }
    }

    private async Task RunAsync(ImportRun run, byte[] bytes, Act act)
    {
        Outcome outcome;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            outcome = await scope.ServiceProvider.GetRequiredService<ImportUpload>().RunAsync(run, bytes, act, this, CancellationToken.None);
        }
#pragma warning disable CA1031 // Nobody awaits the work: the failure is logged and shown on the run's page.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, run.Id);
            outcome = Problem.Conflict("catalogue.import-failed", "导入中断，没有写入任何数据。请联系系统管理员查看日志后重试。");
        }

        try
        {
            if (!outcome.Ok)
            {
                await RefuseAsync(run.Id, outcome.Problems[0]);
            }
        }
        finally
        {
            _running.TryRemove(run.Id, out _);
        }
    }

    private Task<Outcome> RefuseAsync(Guid id, Problem problem) => InDatabaseAsync(async db =>
    {
        var run = await db.Set<ImportRun>().SingleAsync(r => r.Id == id);
        if (run.EndedAt is not null)
        {
            // It was saved all the same: what failed came after the commit.
            return Outcome.Done();
        }

        (run.EndedAt, run.Failed) = (Act.Micro(clock.GetUtcNow().UtcDateTime), 1);
        db.Add(new ImportRowError { Id = Guid.CreateVersion7(), RunId = id, Row = 0, Key = "", Problem = problem.Code, Message = problem.Message });
        return await db.SaveAsync(CancellationToken.None);
    });

    private async Task<Outcome> InDatabaseAsync(Func<Database, Task<Outcome>> run)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<Database>());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {Id} failed")]
    private static partial void Failed(ILogger log, Exception e, Guid id);

    private sealed class Running
    {
        public Task Work { get; set; } = Task.CompletedTask;

        public ImportStep? Step { get; set; }
    }
}
