using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Brings everything that is sealed under the newest key, so that the older ones open nothing any more. The columns are those that the mapping calls sealed. Goes beside a running site: a value is
/// replaced only where it still is what was read. Ended halfway it is begun again, and passes over what is under the newest key. Of files that people gave in, only the head is written anew.
/// </summary>
internal sealed class Reseal(Persistence.Database db, Sealing sealing, SealedFileStore files)
{
    public const string WithNewKey = "--new-key";
    private const int Page = 500;
    private const int Attempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly RawRows _rows = new(db);

    /// <param name="Renewed">Values that lay under an older key.</param>
    /// <param name="Closed">Values that do not open; each is told.</param>
    internal sealed record Report(long Rows, long Renewed, long Closed);

    public async Task<Report> RunAsync(Action<string> tell, CancellationToken ct)
    {
        var all = new Report(0, 0, 0);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            foreach (var table in RawRows.Tables(db.Model, p => p.SealedFor() is not null))
            {
                var one = await TableAsync(table, tell, ct);
                tell(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {one.Rows} rows, {one.Renewed} values sealed anew, {one.Closed} do not open"));
                all = new Report(all.Rows + one.Rows, all.Renewed + one.Renewed, all.Closed + one.Closed);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        var contents = await FilesAsync(tell, ct);
        tell(string.Create(CultureInfo.InvariantCulture, $"files: {contents.Rows}, {contents.Renewed} sealed anew, {contents.Closed} do not open"));
        return new Report(all.Rows + contents.Rows, all.Renewed + contents.Renewed, all.Closed + contents.Closed);
    }

    private async Task<Report> FilesAsync(Action<string> tell, CancellationToken ct)
    {
        var (report, after) = (new Report(0, 0, 0), "");
        while (await db.Set<StoredFile>().Where(f => string.Compare(f.StoreKey, after) > 0).Select(f => f.StoreKey).Distinct().OrderBy(k => k).Take(Page).ToListAsync(ct) is { Count: > 0 } keys)
        {
            foreach (var key in keys)
            {
                try
                {
                    report = await files.RenewAsync(key, ct) ? report with { Renewed = report.Renewed + 1 } : report;
                }
                catch (Exception e) when (e is CryptographicException or IOException or InvalidDataException)
                {
                    report = report with { Closed = report.Closed + 1 };
                    tell($"the content {key} does not open: {e.Message}");
                }
            }

            report = report with { Rows = report.Rows + keys.Count };
            after = keys[^1];
        }

        return report;
    }

    private async Task<Report> TableAsync(RawRows.Table table, Action<string> tell, CancellationToken ct)
    {
        var report = new Report(0, 0, 0);
        object[] after = [];
        while (await _rows.PageAsync(table, after, Page, ct) is { Count: > 0 } rows)
        {
            // One lock a page on the one file of SQLite; one a row on PostgreSQL, where a page would hold up whoever works on its rows.
            await db.WriteAsync(
                async () =>
                {
                    await using var page = db.IsSqlite ? await db.Database.BeginTransactionAsync(ct) : null;
                    foreach (var row in rows)
                    {
                        var (renewed, closed) = await RowAsync(table, row, tell, ct);
                        report = report with { Renewed = report.Renewed + renewed, Closed = report.Closed + closed };
                    }

                    if (page is not null)
                    {
                        await page.CommitAsync(ct);
                    }

                    return true;
                },
                ct);
            report = report with { Rows = report.Rows + rows.Count };
            after = rows[^1].Key;
        }

        return report;
    }

    private async Task<(int Renewed, int Closed)> RowAsync(RawRows.Table table, RawRows.Row row, Action<string> tell, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (changes, closed) = (new List<RawRows.Change>(), 0);
            foreach (var (column, hidden) in table.Columns.Zip(row.Values))
            {
                try
                {
                    if (hidden is not null && sealing.Renew(column.SealedFor()!, hidden) is { } renewed)
                    {
                        changes.Add(new(column, hidden, renewed));
                    }
                }
                catch (CryptographicException)
                {
                    closed++;
                    tell($"{table.Name}.{column.GetColumnName()} of {string.Join(", ", row.Key)} does not open");
                }
            }

            if (changes.Count == 0 || await _rows.ReplaceAsync(table, new RawRows.Replacement(row.Key, changes), ct))
            {
                return (changes.Count, closed);
            }

            if (attempt == Attempts || await _rows.OneAsync(table, row.Key, ct) is not { } now)
            {
                // Gone meanwhile; or it changes all the time, and what is written now is under the newest key.
                return (0, closed);
            }

            row = now;
        }
    }

    public static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken ct)
    {
        if (words is not ([] or [WithNewKey]))
        {
            await Console.Error.WriteLineAsync($"reseal [{WithNewKey}]");
            return 2;
        }

        if (words.Length > 0 && !await MakeKeyAsync(services, ct))
        {
            await Console.Error.WriteLineAsync("新密钥已生成，但没有成为现用密钥：可能有节点的系统时钟偏快。请校准时钟，几分钟后再执行 reseal。");
            return 1;
        }

        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<Reseal>().RunAsync(Console.WriteLine, ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reseal: {report.Rows} rows, {report.Renewed} values sealed anew, {report.Closed} do not open"));
        return report.Closed == 0 ? 0 : 1;
    }

    /// <summary>A new key, once this process seals with it: the ring of keys takes it up in the background and gives the former until then.</summary>
    private static async Task<bool> MakeKeyAsync(IServiceProvider services, CancellationToken ct)
    {
        const string probe = "Zhengtong.Reseal";
        var (sealing, clock) = (services.GetRequiredService<Sealing>(), TimeProvider.System);
        var former = sealing.Seal(probe, probe);

        // Data Protection goes by the clock of the machine.
        var now = clock.GetUtcNow();
        services.GetRequiredService<IKeyManager>().CreateNewKey(now, now + services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.NewKeyLifetime);
        while (sealing.Renew(probe, former) is null)
        {
            if (clock.GetUtcNow() - now > Patience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, ct);
        }

        return true;
    }
}
