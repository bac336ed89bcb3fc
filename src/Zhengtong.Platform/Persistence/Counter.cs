using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Persistence;

/// <summary>The next unused value of a named series.</summary>
public sealed class Counter
{
    public required string Name { get; init; }

    public long Next { get; set; }
}

/// <summary>
/// Gives out numbers of named series without a hot row: a node takes a block in a transaction of its own and hands it out from memory.
/// Numbers are unique for ever; a killed node leaves a gap.
/// </summary>
public sealed class Counters(IServiceScopeFactory scopes)
{
    private const int Block = 100;
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);

    /// <returns>1 for the first value of the series.</returns>
    public async Task<long> NextAsync(string name, CancellationToken ct)
    {
        var series = _series.GetOrAdd(name, _ => new Series());
        await series.Gate.WaitAsync(ct);
        try
        {
            if (series.Next == series.End)
            {
                series.Next = await TakeBlockAsync(name, ct);
                series.End = series.Next + Block;
            }

            return series.Next++;
        }
        finally
        {
            series.Gate.Release();
        }
    }

    private async Task<long> TakeBlockAsync(string name, CancellationToken ct)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Database>();
            var counter = await db.Set<Counter>().SingleOrDefaultAsync(x => x.Name == name, ct);
            if (counter is null)
            {
                counter = new Counter { Name = name, Next = 1 };
                db.Add(counter);
            }

            var first = counter.Next;
            counter.Next += Block;
            if ((await db.SaveAsync(ct)).Ok)
            {
                return first;
            }
        }
    }

    private sealed class Series
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public long Next { get; set; }

        public long End { get; set; }
    }
}
