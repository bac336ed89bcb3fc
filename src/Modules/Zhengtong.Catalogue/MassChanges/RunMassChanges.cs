using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>
/// Runs what was approved, one at a time. That it is done, its trace and the message are written in the transaction of the change itself: a node that dies leaves either nothing or all of it, and
/// another takes it up after the lease.
/// </summary>
internal sealed partial class RunMassChanges(
    Database db, IServiceScopeFactory scopes, RunningSheets sheets, IFileStore files, MassChangePosts posts, TellMassChange tell, TimeProvider clock, ILogger<RunMassChanges> log) : IRecurringJob
{
    public const string JobName = "catalogue.mass-changes";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromSeconds(2);

    private DateTime Now => Act.Micro(clock.GetUtcNow().UtcDateTime);

    public async Task RunAsync(CancellationToken ct)
    {
        while (await db.ClaimDueAsync<MassChange>(1, Now, Lease, ct) is [var change])
        {
            var act = new Act(change.Approver, null, End.Pc, change.Reason, Now);
            Outcome done;
            try
            {
                done = await posts.StillHeldAsync(change, ct);
                done = !done.Ok ? done : await CarryOutAsync(change, act, ct);
            }
#pragma warning disable CA1031 // Whatever stops one change must not stop the others: the failure is logged and told.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Failed(log, e, change.Id);
                done = Problem.Conflict("catalogue.mass-failed", "执行中断，没有写入任何数据。请联系系统管理员查看日志后重新提交。");
            }

            db.ChangeTracker.Clear();
            if (done.Ok)
            {
                continue;
            }

            // Or it was carried out all the same: by another node after the lease ran out, or here, and what failed came after the commit.
            var failed = await db.Set<MassChange>().SingleAsync(c => c.Id == change.Id, ct);
            if (failed.DoneAt is null)
            {
                StageEnd(db, failed, act, string.Join(' ', done.Problems.Take(3).Select(p => p.Message)).Shortened(1000));
                await db.SaveAsync(ct);
            }
        }
    }

    /// <summary>Stages the end, its trace and who hears of it in the unit of work of the change itself.</summary>
    private void StageEnd(Database inner, MassChange change, Act act, string failure = "")
    {
        change.End(failure, Now);
        inner.Record(change, act, failure.Length == 0 ? "mass-run" : "mass-failed", new { change.Failure });
        tell.Ended(inner, change);
    }

    private Task<Outcome> CarryOutAsync(MassChange change, Act act, CancellationToken ct) => change.Kind switch
    {
        MassChangeKind.Sheet => SheetAsync(change, act, ct),
        MassChangeKind.NationalList => ListAsync(change, act, ct),
        MassChangeKind.Import => ImportAsync(change, act, ct),
        _ => EntriesAsync(change, act, ct),
    };

    private async Task<Outcome> SheetAsync(MassChange change, Act act, CancellationToken ct)
    {
        var kept = await CheckedAsync(change, ct);
        return kept.TryGet(out var bytes)
            ? await sheets.CarryOutAsync(change.RunId!.Value, change.FileName, bytes, act, inner => DoneAsync(inner, change.Id, act))
            : Outcome.Refused(kept.Problems);
    }

    private async Task<Outcome> ImportAsync(MassChange change, Act act, CancellationToken ct)
    {
        var kept = await CheckedAsync(change, ct);
        return kept.TryGet(out var bytes)
            ? await InOneSaveAsync(change, act, (services, end) => services.GetRequiredService<ImportUpload>().CarryOutAsync(change, bytes, act, end, ct), ct)
            : Outcome.Refused(kept.Problems);
    }

    /// <summary>The file as it was checked.</summary>
    private async Task<Outcome<byte[]>> CheckedAsync(MassChange change, CancellationToken ct)
    {
        await using var stored = await files.OpenAsync(change.Fingerprint, ct);
        if (stored is null)
        {
            return Problem.Conflict("catalogue.mass-file", "没有找到检查时保存的文件。请重新上传检查后再提交。");
        }

        using var content = new MemoryStream();
        await stored.CopyToAsync(content, ct);
        var bytes = content.ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == change.Fingerprint
            ? bytes
            : Problem.Conflict("catalogue.mass-file-changed", "保存的文件与检查时的不一致。请重新上传检查后再提交。");
    }

    private Task<Outcome> ListAsync(MassChange change, Act act, CancellationToken ct) => InOneSaveAsync(
        change, act, (services, end) => services.GetRequiredService<TakeOverList>().TakeAsync(change.SubjectId, change.CancelOn, act, ct, end), ct);

    private async Task<Outcome> EntriesAsync(MassChange change, Act act, CancellationToken ct)
    {
        var choice = await db.Set<EntryChoice>().AsNoTracking().SingleAsync(c => c.Id == change.SubjectId, ct);
        return await InOneSaveAsync(change, act, (services, end) => services.GetRequiredService<TakeOverEntries>().CarryOutAsync(choice, act, end, ct), ct);
    }

    /// <summary>Carries out in a unit of work of its own, in which the end of the mass change is staged before it is saved.</summary>
    private async Task<Outcome> InOneSaveAsync(MassChange change, Act act, Func<IServiceProvider, Action, Task<Outcome>> carryOut, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var inner = scope.ServiceProvider.GetRequiredService<Database>();
        var row = await inner.Set<MassChange>().SingleAsync(c => c.Id == change.Id, ct);
        return await carryOut(scope.ServiceProvider, () => StageEnd(inner, row, act));
    }

    /// <returns>Whether nobody else has done it meanwhile.</returns>
    private async Task<bool> DoneAsync(Database inner, Guid id, Act act)
    {
        var row = await inner.Set<MassChange>().SingleAsync(c => c.Id == id);
        if (row.DoneAt is not null)
        {
            return false;
        }

        StageEnd(inner, row, act);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mass change {Id} failed")]
    private static partial void Failed(ILogger log, Exception e, Guid id);
}
