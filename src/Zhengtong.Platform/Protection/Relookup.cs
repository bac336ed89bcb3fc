using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Exchanges the key of <see cref="Lookups"/>: every hash in the store is hashed once more under a new key. No value is wanted for that, so those go along that are kept nowhere else: counted
/// attempts, places of failed sign-ins, codes, offers, linked accounts; no limit begins anew. Goes on a stopped product. Beside a running one a row under the old hash and a second one of the same
/// person under the new would not meet in the unique index, and a page would have to ask for both.
/// <para>
/// From its first row to its last the coming key lies in the store beside the others: as long as it does, no node starts and none looks anything up, and one that was left running stops
/// (<see cref="LookupWatch"/>). A page of rows is one transaction, and a hash says by itself which keys it went through: killed at any moment, the verb run again passes over what is done.
/// </para>
/// </summary>
internal sealed class Relookup(Database db, InstallationSecrets secrets, IEnumerable<IFollowsLookup> followers)
{
    public const string WithNewKey = "--new-key";
    private const int Page = 1000;

    /// <summary>A node left running notices within <see cref="LookupWatch.Pause"/>, and a host gives what it has begun 30 s to end.</summary>
    private static readonly TimeSpan Settled = LookupWatch.Pause + TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(2);
    private readonly RawRows _rows = new(db);

    /// <param name="Renewed">Hashes that were not under the newest key.</param>
    internal sealed record Report(long Rows, long Renewed);

    /// <summary>A new key is coming; the one that is, when an exchange was broken off.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        secrets.Of(LookupKeys.First);
        LookupKeys.AddComing(db);
        // Taken: an exchange is under way, and this run goes on with it.
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }

    public async Task<bool> IsHalfWayAsync(CancellationToken ct) => (await LookupKeys.CountAsync(db, ct)).HalfWay;

    /// <param name="tell">Told after each page how far it is.</param>
    public async Task<Report> RunAsync(Action<string> tell, CancellationToken ct, int page = Page)
    {
        var keys = await LookupKeys.ReadAsync(db, ct);
        IReadOnlyList<byte[]> all = keys.Coming is null ? keys.Keys : [.. keys.Keys, keys.Coming];
        var (former, next) = (new Lookups(() => [.. all.SkipLast(1)]), new Lookups(() => all));
        var report = new Report(0, 0);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var tables = new List<(RawRows.Table Table, long Count)>();
            foreach (var table in RawRows.Tables(db.Model, p => p.HoldsLookup()))
            {
                tables.Add((table, await _rows.CountAsync(table, ct)));
            }

            var total = tables.Sum(t => t.Count);
            foreach (var (table, count) in tables)
            {
                var (done, after) = (0L, Array.Empty<object>());
                while (await _rows.PageAsync(table, after, page, ct) is { Count: > 0 } rows)
                {
                    report = report with { Renewed = report.Renewed + await PageAsync(table, rows, former, next, ct) };
                    after = rows[^1].Key;
                    // A row whose key is a hash gets another place in the order of keys, and may be met once more.
                    done = Math.Min(done + rows.Count, count);
                    tell(string.Create(CultureInfo.InvariantCulture, $"{table.Name}：{done}/{count} 行；总计 {report.Rows + done}/{total} 行，{report.Renewed} 个查找值已更换"));
                }

                report = report with { Rows = report.Rows + done };
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        if (keys.Coming is not null)
        {
            keys.Promote(db);
            // Not there any more: another run of the verb has ended the exchange.
            await db.SaveAsync(ct);
        }

        return report;
    }

    private Task<long> PageAsync(RawRows.Table table, List<RawRows.Row> rows, Lookups former, Lookups next, CancellationToken ct)
    {
        var stale = rows.Select(r => new RawRows.Replacement(r.Key, ChangesOf(table, r, next))).Where(r => r.Changes.Count > 0).ToList();
        return stale.Count == 0 ? Task.FromResult(0L) : db.WriteAsync(
            async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                foreach (var follower in followers.Where(f => f.Table == table.Name))
                {
                    await follower.FollowAsync(db, [.. stale.Select(r => IdOf(r.Key))], former, next, ct);
                }

                var renewed = await _rows.ReplaceAsync(table, stale, ct);
                await transaction.CommitAsync(ct);
                return renewed;
            },
            ct);
    }

    private static List<RawRows.Change> ChangesOf(RawRows.Table table, RawRows.Row row, Lookups next) =>
        [.. table.Columns.Zip(row.Values, (column, hash) => hash is not null && next.Renew(hash) is { } renewed ? new RawRows.Change(column, hash, renewed) : null).OfType<RawRows.Change>()];

    /// <summary>SQLite gives an id as text.</summary>
    private static Guid IdOf(object[] key) => key is [Guid id] ? id : Guid.Parse((string)key[0]);

    public static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken ct)
    {
        if (words is not ([] or [WithNewKey]))
        {
            await Console.Error.WriteLineAsync($"relookup [{WithNewKey}]");
            return 2;
        }

        await using var scope = services.CreateAsyncScope();
        var (relookup, clock) = (scope.ServiceProvider.GetRequiredService<Relookup>(), scope.ServiceProvider.GetRequiredService<TimeProvider>());
        if (words.Length > 0)
        {
            await relookup.BeginAsync(ct);
        }

        var exchanging = await relookup.IsHalfWayAsync(ct);
        if (exchanging)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"正在更换查找密钥。还在运行的节点会自行停止，等待 {Settled.TotalSeconds} 秒……"));
            await Task.Delay(Settled, clock, ct);
        }

        var report = await relookup.RunAsync(NowAndThen(Console.WriteLine, clock), ct);
        Console.WriteLine(exchanging || report.Renewed > 0
            ? string.Create(CultureInfo.InvariantCulture, $"relookup: {report.Rows} 行，{report.Renewed} 个查找值已改用新的密钥。现在可以启动各节点。")
            : $"relookup: 查找值都已使用最新的密钥，没有未完成的更换。要更换密钥，请停止各节点后执行 relookup {WithNewKey}。");
        return 0;
    }

    /// <summary>Of a line a page nobody could read any.</summary>
    private static Action<string> NowAndThen(Action<string> tell, TimeProvider clock)
    {
        var last = clock.GetTimestamp();
        return line =>
        {
            if (clock.GetElapsedTime(last) >= Telling)
            {
                last = clock.GetTimestamp();
                tell(line);
            }
        };
    }
}
