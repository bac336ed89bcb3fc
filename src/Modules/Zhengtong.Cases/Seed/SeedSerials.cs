using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Seed;

/// <summary>Serial numbers for a bulk load, taken from the series of the applications beforehand, so that no later one gets the same.</summary>
internal sealed class SeedSerials
{
    private readonly ConcurrentDictionary<(string Region, DateOnly Day), Series> _series = new();

    public long NextFor(PlannedCase planned) => Interlocked.Increment(ref _series[KeyOf(planned)].Last);

    public static async Task<SeedSerials> ReserveAsync(Database db, IEnumerable<PlannedCase> planned, CancellationToken ct)
    {
        var wanted = new Dictionary<(string Region, DateOnly Day), long>();
        foreach (var one in planned)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(wanted, KeyOf(one), out _)++;
        }

        var names = wanted.Keys.Select(NameOf).ToList();
        var known = await db.Set<Counter>().Where(c => names.Contains(c.Name)).ToDictionaryAsync(c => c.Name, ct);
        var serials = new SeedSerials();
        foreach (var (key, count) in wanted)
        {
            if (!known.TryGetValue(NameOf(key), out var counter))
            {
                db.Add(counter = new Counter { Name = NameOf(key), Next = 1 });
            }

            serials._series[key] = new Series { Last = counter.Next - 1 };
            counter.Next += count;
        }

        await db.SaveChangesAsync(ct);
        return serials;
    }

    private static (string Region, DateOnly Day) KeyOf(PlannedCase planned) => (planned.Item.Item.RegionCode, LegalDay.Of(planned.Received.At));

    private static string NameOf((string Region, DateOnly Day) key) => string.Create(CultureInfo.InvariantCulture, $"case-{key.Region}-{key.Day:yyyyMMdd}");

    private sealed class Series
    {
        public long Last;
    }
}
