using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Auditing;

/// <summary>
/// Seals the traces of each day once it is over: a row, and a line in the log for whoever collects it away from the machine. Reads the day's entries once, in no order; nothing is added to the work
/// of an act.
/// </summary>
public sealed class TraceSeals(Database db, InstallationSecrets secrets, TimeProvider clock, ILogger<TraceSeals> log) : IRecurringJob
{
    public const string JobName = "platform.seal-trace";

    /// <summary>What was done before midnight may be saved after it, a long import hours later.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromHours(6);

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var through = LegalDay.Of(now - Settled).AddDays(-1);
        var last = await db.Set<TraceSeal>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        if (last?.Through >= through)
        {
            return;
        }

        var (from, until) = (last is null ? DateTime.UnixEpoch : LegalDay.EndUtc(last.Through), LegalDay.EndUtc(through));
        var tally = new Tally(Key);
        await foreach (var entry in db.Set<TraceEntry>().AsNoTracking().Where(x => x.At >= from && x.At < until)
            .Select(x => new { x.SubjectId, x.Sequence, x.Hash }).AsAsyncEnumerable().WithCancellation(ct))
        {
            tally.Add(entry.SubjectId, entry.Sequence, entry.Hash);
        }

        var made = new TraceSeal { Number = (last?.Number ?? 0) + 1, Through = through, Entries = tally.Entries, Mac = tally.Mac((last?.Number ?? 0) + 1, through, last?.Mac ?? []), At = now };
        db.Add(made);
        if ((await db.SaveAsync(ct)).Ok)
        {
            log.LogInformation("Trace seal {Number} through {Through}: {Entries} entries, {Mac}", made.Number, made.Through, made.Entries, Convert.ToHexStringLower(made.Mac));
        }
    }

    /// <summary>For a check of all entries: give it each of them, then ask <see cref="Check.Fault"/>.</summary>
    public async Task<Check> BeginCheckAsync(CancellationToken ct)
    {
        var seals = await db.Set<TraceSeal>().AsNoTracking().OrderBy(s => s.Number).ToListAsync(ct);
        return new Check(seals, seals.Count > 0 ? Key : []);
    }

    private byte[] Key => secrets.Of("trace");

    public sealed class Check(IReadOnlyList<TraceSeal> seals, byte[] key)
    {
        private readonly DateTime[] _ends = [.. seals.Select(s => LegalDay.EndUtc(s.Through))];
        private readonly Tally[] _tallies = [.. seals.Select(_ => new Tally(key))];

        public DateOnly? Through => seals is [.., var last] ? last.Through : null;

        public void Add(TraceEntry entry)
        {
            var at = Array.BinarySearch(_ends, entry.At);
            var span = at < 0 ? ~at : at + 1;
            if (span < _tallies.Length)
            {
                _tallies[span].Add(entry.SubjectId, entry.Sequence, entry.Hash);
            }
        }

        /// <summary>The first seal that does not hold.</summary>
        public TraceFault? Fault()
        {
            byte[] former = [];
            for (var i = 0; i < seals.Count; i++)
            {
                if (seals[i].Number != i + 1)
                {
                    return new TraceFault(Guid.Empty, i + 1, "缺少一个日封存");
                }

                if (seals[i].Entries != _tallies[i].Entries || !CryptographicOperations.FixedTimeEquals(_tallies[i].Mac(i + 1, seals[i].Through, former), seals[i].Mac))
                {
                    return new TraceFault(Guid.Empty, i + 1, string.Create(CultureInfo.InvariantCulture, $"截至 {seals[i].Through:yyyy-MM-dd} 的留痕与当日封存不符"));
                }

                former = seals[i].Mac;
            }

            return null;
        }
    }

    /// <summary>The keyed sum of a set of entries: the same in whatever order they come, and nobody without the key finds another set with the same sum.</summary>
    internal sealed class Tally(byte[] key)
    {
        private const int Length = 32;
        private readonly byte[] _sum = new byte[Length];

        public long Entries { get; private set; }

        public void Add(Guid subject, int sequence, byte[] hash)
        {
            Span<byte> entry = stackalloc byte[16 + sizeof(int) + Length];
            entry.Clear();
            subject.TryWriteBytes(entry);
            BinaryPrimitives.WriteInt32LittleEndian(entry[16..], sequence);
            hash.AsSpan(0, Math.Min(hash.Length, Length)).CopyTo(entry[20..]);
            Span<byte> term = stackalloc byte[Length];
            HMACSHA256.HashData(key, entry, term);
            var carry = 0;
            for (var i = 0; i < Length; i++)
            {
                carry += _sum[i] + term[i];
                _sum[i] = (byte)carry;
                carry >>= 8;
            }

            Entries++;
        }

        public byte[] Mac(int number, DateOnly through, byte[] former)
        {
            byte[] said = [.. "seal"u8, .. BitConverter.GetBytes(number), .. BitConverter.GetBytes(through.DayNumber), .. BitConverter.GetBytes(Entries), .. _sum, .. former];
            return HMACSHA256.HashData(key, said);
        }
    }
}
