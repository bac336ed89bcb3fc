using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>Sheets that are checked and imported on this node after their upload was answered. How far each is stands in its run, for every node to read.</summary>
internal sealed partial class RunningSheets(IServiceScopeFactory scopes, IFileStore files, TimeProvider clock, ILogger<RunningSheets> log)
{
    public const string Kind = "sheet";
    private static readonly RowAt Whole = new("", 0, "");
    private readonly ConcurrentDictionary<Guid, Task> _running = new();

    /// <summary>The work of this node, for whoever must wait for it.</summary>
    public Task Work(Guid id) => _running.GetValueOrDefault(id, Task.CompletedTask);

    /// <summary>Checks a sheet and keeps it under its hash: what is approved later is what was checked.</summary>
    public async Task<Outcome<Guid>> CheckAsync(string fileName, byte[] bytes, Act act, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes);
        var kept = await files.PutAsync(content, ct);
        if (!kept.TryGet(out var fingerprint))
        {
            return Outcome<Guid>.Because(kept.Problems);
        }

        var run = new ImportRun
        {
            Id = Guid.CreateVersion7(), Kind = Kind, FileName = fileName, Fingerprint = fingerprint, StartedAt = act.At, ByName = act.Actor.Name, ById = act.Actor.Id, DryRun = true,
            RegionCode = act.Actor.Post?.RegionCode ?? "",
        };
        await InDatabaseAsync(async db =>
        {
            db.Add(run);
            await db.SaveAsync(ct);
        });
        _running[run.Id] = Task.Run(() => RunAsync(run.Id, fileName, bytes, true, act, null), CancellationToken.None);
        return run.Id;
    }

    /// <summary>Imports a sheet that was approved, and waits for it.</summary>
    /// <param name="finish">Stages what is to be committed with it; whether it may be committed.</param>
    public async Task<Outcome> CarryOutAsync(Guid runId, string fileName, byte[] bytes, Act act, Func<Database, Task<bool>> finish)
    {
        var outcome = await RunAsync(runId, fileName, bytes, false, act, finish);
        return !outcome.TryGet(out var result) ? Outcome.Refused(outcome.Problems)
            : result.Faults.Count == 0 ? Outcome.Done()
            : Outcome.Refused([.. result.Faults.Take(3).Select(f => Problem.Invalid(f.Problem, $"第 {f.At.Row} 行：{f.Message}"))]);
    }

    private async Task<Outcome<SheetResult>> RunAsync(Guid id, string fileName, byte[] bytes, bool dryRun, Act act, Func<Database, Task<bool>>? finish)
    {
        Outcome<SheetResult> outcome;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            using var content = new MemoryStream(bytes);
            outcome = await scope.ServiceProvider.GetRequiredService<ImportSheet>().RunAsync(
                content, fileName, dryRun, act, (done, all) => TellAsync(id, done, all), CancellationToken.None, finish is null ? null : (db, result) => FinishAsync(db, id, result, finish));
        }
#pragma warning disable CA1031 // Nobody awaits the work: the failure is logged and shown on the run's page.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, id);
            outcome = Problem.Conflict("catalogue.import-failed", "导入中断，没有写入任何数据。请联系系统管理员查看日志后重试。");
        }

        await InDatabaseAsync(async db =>
        {
            await EndAsync(db, id, outcome);
            await db.SaveAsync(CancellationToken.None);
        });
        _running.TryRemove(id, out _);
        return outcome;
    }

    /// <summary>What was imported is committed with its end: a node that dies right after it leaves no run that seems to go on.</summary>
    private async Task<bool> FinishAsync(Database db, Guid id, SheetResult result, Func<Database, Task<bool>> finish)
    {
        await EndAsync(db, id, result);
        return await finish(db);
    }

    /// <summary>While rows are written the other writers of SQLite wait, so only the check tells how far it is.</summary>
    private Task TellAsync(Guid id, int done, int all) => InDatabaseAsync(async db =>
    {
        if (!db.IsSqlite || done <= all / 2)
        {
            await db.UpdateAsync(db.Set<ImportRun>().Where(r => r.Id == id), s => s.SetProperty(r => r.Done, done).SetProperty(r => r.Rows, all), CancellationToken.None);
        }
    });

    private async Task EndAsync(Database db, Guid id, Outcome<SheetResult> outcome)
    {
        var run = await db.Set<ImportRun>().SingleAsync(r => r.Id == id);
        if (run.EndedAt is not null)
        {
            return;
        }

        var faults = outcome.TryGet(out var result) ? result.Faults : [.. outcome.Problems.Select(p => new RowFault(Whole, p.Code, p.Message))];
        var nothing = result is null || (faults.Count > 0 && !run.DryRun);
        (run.Rows, run.Done) = (result?.Total ?? 0, result?.Total ?? 0);
        (run.Added, run.Changed, run.Unchanged, run.Failed) = nothing ? (0, 0, 0, faults.Count) : (result!.Added, result.Changed, result.Unchanged, faults.Count);
        run.EndedAt = Act.Micro(clock.GetUtcNow().UtcDateTime);
        db.AddRange(faults.Select(f => new ImportRowError
        {
            Id = Guid.CreateVersion7(), RunId = id, Row = f.At.Row, Key = f.At.Key.Length > 200 ? f.At.Key[..200] : f.At.Key,
            Problem = f.Problem, Message = f.Message.Length > 500 ? f.Message[..500] : f.Message,
        }));
    }

    private async Task InDatabaseAsync(Func<Database, Task> run)
    {
        await using var scope = scopes.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<Database>());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sheet {Id} failed")]
    private static partial void Failed(ILogger log, Exception e, Guid id);
}
