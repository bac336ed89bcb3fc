using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Supervise;

/// <summary>
/// Checks the whole history of everything that has one (审批追溯, 03.32): every chain against its entries and the head on its subject, and that no entry is
/// left of a subject that is gone; and all entries against the seals of the days, which find a chain rewritten together with its head. Streams in batches, so that it runs on a store of any size.
/// </summary>
internal sealed class VerifyTrace(Database db, TraceSeals seals)
{
    private const int Batch = 500;
    private static readonly MethodInfo CheckOne = typeof(VerifyTrace).GetMethod(nameof(CheckKindAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static readonly CommandVerb Verb = new("verify-trace", "checks the hash chain of every traced thing; exit code 1 at the first fault", RunAsync);

    /// <param name="Kind">The table of the subject; empty for an entry without one.</param>
    internal sealed record Fault(string Kind, TraceFault What);

    /// <param name="Subjects">How many things were checked.</param>
    /// <param name="Sealed">The last day whose traces are sealed.</param>
    internal sealed record Report(long Subjects, long Entries, Fault? Fault, DateOnly? Sealed = null);

    public async Task<Report> CheckAsync(CancellationToken ct)
    {
        var (subjects, entries) = (0L, 0L);
        var days = await seals.BeginCheckAsync(ct);
        foreach (var kind in Kinds())
        {
            var report = await (Task<Report>)CheckOne.MakeGenericMethod(kind).Invoke(this, [days, ct])!;
            (subjects, entries) = (subjects + report.Subjects, entries + report.Entries);
            if (report.Fault is not null)
            {
                return new Report(subjects, entries, report.Fault);
            }
        }

        var fault = await OrphanAsync(ct) ?? (days.Fault() is { } day ? new Fault("platform_trace_seal", day) : null);
        return new Report(subjects, entries, fault, days.Through);
    }

    private List<Type> Kinds() =>
        [.. db.Model.GetEntityTypes().Where(t => typeof(ITraced).IsAssignableFrom(t.ClrType)).OrderBy(t => t.GetTableName(), StringComparer.Ordinal).Select(t => t.ClrType)];

    private async Task<Report> CheckKindAsync<T>(TraceSeals.Check days, CancellationToken ct)
        where T : class, ITraced
    {
        var (subjects, entries, after) = (0L, 0L, Guid.Empty);
        while (await HeadsAsync(db.Set<T>().Where(x => EF.Property<Guid>(x, "Id") > after).OrderBy(x => EF.Property<Guid>(x, "Id")).Take(Batch), ct) is { Count: > 0 } heads)
        {
            var chains = await ChainsAsync([.. heads.Select(h => h.Id)], ct);
            foreach (var head in heads)
            {
                if (Trace.Check(head, [.. chains[head.Id]]) is not null && await CheckAgainAsync<T>(head.Id, ct) is { } fault)
                {
                    return new Report(subjects, entries, new Fault(db.Model.FindEntityType(typeof(T))!.GetTableName()!, fault));
                }

                chains[head.Id].ToList().ForEach(days.Add);
                entries += head.TraceCount;
            }

            subjects += heads.Count;
            after = heads[^1].Id;
        }

        return new Report(subjects, entries, null);
    }

    /// <summary>An act between the reading of head and chain looks like a fault; a fault stays one when read in one snapshot.</summary>
    private async Task<TraceFault?> CheckAgainAsync<T>(Guid id, CancellationToken ct)
        where T : class, ITraced
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var heads = await HeadsAsync(db.Set<T>().Where(x => EF.Property<Guid>(x, "Id") == id), ct);
        return heads is [var head] ? Trace.Check(head, [.. (await ChainsAsync([id], ct))[id]]) : null;
    }

    private static Task<List<Head>> HeadsAsync<T>(IQueryable<T> subjects, CancellationToken ct)
        where T : class => subjects.AsNoTracking()
            .Select(x => new Head { Id = EF.Property<Guid>(x, "Id"), TraceCount = EF.Property<int>(x, "TraceCount"), TraceHead = EF.Property<byte[]>(x, "TraceHead") })
            .ToListAsync(ct);

    private async Task<ILookup<Guid, TraceEntry>> ChainsAsync(Guid[] ids, CancellationToken ct) =>
        (await db.Set<TraceEntry>().AsNoTracking().Where(x => ids.Contains(x.SubjectId)).OrderBy(x => x.SubjectId).ThenBy(x => x.Sequence).ToListAsync(ct)).ToLookup(x => x.SubjectId);

    /// <summary>The first entry whose subject is in no table any more.</summary>
    private async Task<Fault?> OrphanAsync(CancellationToken ct)
    {
        var after = Guid.Empty;
        while (await db.Set<TraceEntry>().AsNoTracking().Where(x => x.SubjectId > after).Select(x => x.SubjectId).Distinct().OrderBy(x => x).Take(Batch).ToListAsync(ct) is { Count: > 0 } ids)
        {
            after = ids[^1];
            var left = ids.ToHashSet();
            foreach (var kind in Kinds())
            {
                left.ExceptWith(await ThereAsync(kind, [.. left], ct));
            }

            if (left.Count > 0)
            {
                return new Fault("", new TraceFault(left.First(), 1, "留痕所属的对象已不存在"));
            }
        }

        return null;
    }

    private Task<List<Guid>> ThereAsync(Type kind, Guid[] ids, CancellationToken ct) =>
        (Task<List<Guid>>)typeof(VerifyTrace).GetMethod(nameof(IdsAsync), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(kind).Invoke(this, [ids, ct])!;

    private Task<List<Guid>> IdsAsync<T>(Guid[] ids, CancellationToken ct)
        where T : class => ids.Length == 0
            ? Task.FromResult(new List<Guid>())
            : db.Set<T>().AsNoTracking().Where(x => ids.Contains(EF.Property<Guid>(x, "Id"))).Select(x => EF.Property<Guid>(x, "Id")).ToListAsync(ct);

    private static async Task<int> RunAsync(IServiceProvider root, string[] words, CancellationToken ct)
    {
        await using var scope = root.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<VerifyTrace>().CheckAsync(ct);
        if (report.Fault is { } fault)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"verify-trace: {fault.Kind} {fault.What.SubjectId} entry {fault.What.Sequence}: {fault.What.What}"));
            return 1;
        }

        var through = report.Sealed?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no day";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verify-trace: 留痕完整, {report.Subjects} subjects, {report.Entries} entries, sealed through {through}"));
        return 0;
    }

    private sealed class Head : ITraced
    {
        public required Guid Id { get; init; }

        public int TraceCount { get; set; }

        public byte[] TraceHead { get; set; } = [];
    }
}
