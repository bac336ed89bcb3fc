using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Files;

/// <summary>Scans what could not be scanned at upload, and, once a scanner is configured, what came in before there was one.</summary>
internal sealed class ScanPendingFiles(IServiceScopeFactory scopes, IFileStore store, IVirusScanner scanner, TimeProvider clock) : IRecurringJob
{
    private const int AtATime = 50;

    /// <summary>So many failures running mean that the scanner is down; files that were tried least come first, so one bad file blocks no other.</summary>
    private const int GivesUpAfter = 3;

    public string Name => "files.scan-pending";

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!scanner.Works)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var waiting = await db.Set<StoredFile>().AsNoTracking()
            .Where(x => x.ScanState == ScanState.Pending || x.ScanState == ScanState.Failed || x.ScanState == ScanState.NotScanned)
            .OrderBy(x => x.ScanAttempts).ThenBy(x => x.Id).Select(x => x.Id).Take(AtATime).ToListAsync(ct);
        var failures = 0;
        foreach (var id in waiting)
        {
            failures = await ScanAsync(db, id, ct) == ScanState.Failed ? failures + 1 : 0;
            if (failures == GivesUpAfter)
            {
                return;
            }
        }
    }

    private async Task<ScanState> ScanAsync(Database db, Guid id, CancellationToken ct)
    {
        var file = await db.Set<StoredFile>().SingleAsync(x => x.Id == id, ct);
        await using var content = await store.OpenAsync(file.StoreKey, ct);
        var verdict = content is null ? new ScanVerdict(ScanState.Failed, "the content is missing from the store") : await scanner.ScanAsync(content, ct);
        file.Scanned(verdict, clock.GetUtcNow().UtcDateTime);

        // Another writer's newer verdict stands; the next run sees it.
        await db.SaveAsync(ct);
        return verdict.State;
    }
}
