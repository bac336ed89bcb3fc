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

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// Sheets of lists that are checked and written on this node after their upload was answered. What a sheet would change, and which entries it does not name, is shown first;
/// what is written then is what was checked, and only while nobody changed the list meanwhile.
/// </summary>
internal sealed partial class ListSheets(IServiceScopeFactory scopes, IFileStore files, TimeProvider clock, ILogger<ListSheets> log)
{
    /// <summary>Of the rows of a run that name an entry which the sheet lacks.</summary>
    public const string Missing = "catalogue.list-not-in-sheet";

    /// <summary>What the kinds of such runs begin with.</summary>
    public const string Kinds = "list-";
    private const int MostKept = 1000;
    private static readonly RowAt Whole = new("", 0, "");
    private static readonly Problem NotWritable = Problem.Conflict("catalogue.list-import-past", "这个文件没有检查通过，或已经写入过。请重新上传。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.list-import-meanwhile", "检查之后清单有了改动，没有写入任何一行。请重新上传，核对后再写入。");
    private static readonly Problem Gone = Problem.Conflict("catalogue.list-import-file", "没有找到检查时保存的文件。请重新上传。");
    private readonly ConcurrentDictionary<Guid, Task> _running = new();

    /// <summary>Runs of a list, for who started them.</summary>
    public static string KindOf(RegisterList list) => Kinds + list.Key;

    /// <summary>The work of this node, for whoever must wait for it.</summary>
    public Task Work(Guid id) => _running.GetValueOrDefault(id, Task.CompletedTask);

    public async Task<Outcome<Guid>> CheckAsync(RegisterList list, string fileName, byte[] bytes, Act act, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes);
        var kept = await files.PutAsync(content, ct);
        return kept.TryGet(out var fingerprint)
            ? await StartAsync(NewRun(list, fileName, fingerprint, true, act), (services, run) => CheckAsync(services, list, run, bytes, act), ct)
            : Outcome<Guid>.Because(kept.Problems);
    }

    /// <param name="removeMissing">Also takes off the entries that the sheet does not name; the act says why.</param>
    public async Task<Outcome<Guid>> WriteAsync(RegisterList list, ImportRun check, bool removeMissing, Act act, CancellationToken ct)
    {
        if (check is not { DryRun: true, EndedAt: not null, Failed: 0 } || check.ById != act.Actor.Id || check.Kind != KindOf(list) || check.RegionCode != act.Actor.Post?.RegionCode)
        {
            return NotWritable;
        }

        if (removeMissing && act.Reason.Length is 0 or > 500)
        {
            return Problem.Invalid("catalogue.list-reason", "请写明移出清单的理由，不超过 500 个字。", "Reason");
        }

        await using var stored = await files.OpenAsync(check.Fingerprint, ct);
        if (stored is null)
        {
            return Gone;
        }

        using var content = new MemoryStream();
        await stored.CopyToAsync(content, ct);
        var bytes = content.ToArray();
        return await StartAsync(NewRun(list, check.FileName, check.Fingerprint, false, act), (services, run) => WriteAsync(services, list, check.StartedAt, run, bytes, removeMissing, act), ct);
    }

    private async Task<Outcome<Guid>> StartAsync(ImportRun run, Func<IServiceProvider, ImportRun, Task<Outcome<ImportEntries.Checked>>> work, CancellationToken ct)
    {
        var saved = Outcome.Done();
        await InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Database>();
            db.Add(run);
            saved = await db.SaveAsync(ct);
        });
        if (!saved.Ok)
        {
            return Outcome<Guid>.Because(saved.Problems);
        }

        _running[run.Id] = Task.Run(() => RunAsync(run, work), CancellationToken.None);
        return run.Id;
    }

    private async Task RunAsync(ImportRun run, Func<IServiceProvider, ImportRun, Task<Outcome<ImportEntries.Checked>>> work)
    {
        Outcome<ImportEntries.Checked> outcome = NotWritable;
        try
        {
            await InScopeAsync(async services => outcome = await work(services, run));
        }
#pragma warning disable CA1031 // Nobody awaits the work: the failure is logged and shown on the run's page.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, run.Id);
            outcome = Problem.Conflict("catalogue.import-failed", "导入中断，没有写入任何数据。请联系系统管理员查看日志后重试。");
        }

        await EndAsync(run.Id, outcome);
        _running.TryRemove(run.Id, out _);
    }

    private async Task<Outcome<ImportEntries.Checked>> CheckAsync(IServiceProvider services, RegisterList list, ImportRun run, byte[] bytes, Act act)
    {
        using var content = new MemoryStream(bytes);
        return await services.GetRequiredService<ImportEntries>()
            .CheckAsync(list, act.Actor.Post!.RegionCode, content, run.FileName, (done, all) => TellAsync(run.Id, done, all), CancellationToken.None);
    }

    private async Task<Outcome<ImportEntries.Checked>> WriteAsync(
        IServiceProvider services, RegisterList list, DateTime checkedAt, ImportRun run, byte[] bytes, bool removeMissing, Act act)
    {
        var (db, import, region) = (services.GetRequiredService<Database>(), services.GetRequiredService<ImportEntries>(), act.Actor.Post!.RegionCode);
        var done = await CheckAsync(services, list, run, bytes, act);
        if (!done.TryGet(out var read) || read.Faults.Count > 0)
        {
            return done;
        }

        if (await db.Set<RegisterEntry>().AnyAsync(e => e.List == list.Key && e.RegionCode == region && e.ChangedAt > checkedAt))
        {
            return Meanwhile;
        }

        await import.StageAsync(list, region, read.Facts, act with { Reason = "导入清单" }, CancellationToken.None);
        if (removeMissing)
        {
            await import.StageRemovalAsync(list, region, [.. read.Facts.Select(f => f.Number)], act, CancellationToken.None);
        }

        var saved = await db.SaveAsync(CancellationToken.None, Meanwhile);
        return saved.Ok ? read with { Missing = removeMissing ? read.Missing : [] } : Outcome<ImportEntries.Checked>.Because(saved.Problems);
    }

    private Task TellAsync(Guid id, int done, int all) => InScopeAsync(services =>
    {
        var db = services.GetRequiredService<Database>();
        return db.UpdateAsync(db.Set<ImportRun>().Where(r => r.Id == id), s => s.SetProperty(r => r.Done, done).SetProperty(r => r.Rows, all), CancellationToken.None);
    });

    private Task EndAsync(Guid id, Outcome<ImportEntries.Checked> outcome) => InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<Database>();
        var run = await db.Set<ImportRun>().SingleAsync(r => r.Id == id);
        var faults = outcome.TryGet(out var read) ? read.Faults : [.. outcome.Problems.Select(p => new RowFault(Whole, p.Code, p.Message))];
        var lines = read is null ? 0 : read.Facts.Count + read.Faults.Select(f => f.At.Row).Distinct().Count();
        (run.Rows, run.Done, run.Failed, run.Warned) = (lines, lines, faults.Count, read?.Missing.Count ?? 0);
        (run.Added, run.Changed, run.Unchanged) = read is null || faults.Count > 0 ? (0, 0, 0) : (read.Would.Added, read.Would.Changed, read.Would.Unchanged);
        run.EndedAt = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var missing = (read?.Missing ?? []).Take(MostKept).Select(e => new RowFault(new RowAt("", 0, e.Number), Missing, e.Name, Warning: true));
        db.AddRange(faults.Take(MostKept).Concat(missing).Select(f => new ImportRowError
        {
            Id = Guid.CreateVersion7(), RunId = id, Row = f.At.Row, Key = f.At.Key.Length > 200 ? f.At.Key[..200] : f.At.Key,
            Problem = f.Problem, Message = f.Message.Length > 500 ? f.Message[..500] : f.Message, Warning = f.Warning,
        }));
        await db.SaveAsync(CancellationToken.None);
    });

    private static ImportRun NewRun(RegisterList list, string fileName, string fingerprint, bool dryRun, Act act) => new()
    {
        Id = Guid.CreateVersion7(), Kind = KindOf(list), FileName = fileName, Fingerprint = fingerprint, StartedAt = act.At, ByName = act.Actor.Name, ById = act.Actor.Id, DryRun = dryRun,
        RegionCode = act.Actor.Post!.RegionCode,
    };

    private async Task InScopeAsync(Func<IServiceProvider, Task> run)
    {
        await using var scope = scopes.CreateAsyncScope();
        await run(scope.ServiceProvider);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sheet {Id} of a list failed")]
    private static partial void Failed(ILogger log, Exception e, Guid id);
}
