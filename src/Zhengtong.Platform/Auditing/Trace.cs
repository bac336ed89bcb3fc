using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Auditing;

/// <summary>Writes and checks the chain of acts on a thing.</summary>
public static class Trace
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Appends an act to the thing's history; it is saved with the thing.</summary>
    public static TraceEntry Record(this Database db, ITraced subject, Act act, string what, object? data = null)
    {
        var entry = Next(subject, act, what, data is null ? "{}" : JsonSerializer.Serialize(data, Json));
        db.Add(entry);
        return entry;
    }

    /// <summary>Makes the next entry and moves the thing's head to it, without a database: the bulk path uses the same code.</summary>
    public static TraceEntry Next(ITraced subject, Act act, string what, string data)
    {
        var entry = new TraceEntry
        {
            SubjectId = subject.Id,
            Sequence = subject.TraceCount + 1,
            At = act.At,
            ActorId = act.Actor.Id,
            ActorName = act.Actor.Name,
            ActingForId = act.ActingFor?.Id,
            ActingForName = act.ActingFor?.Name,
            End = (int)act.End,
            What = what,
            Reason = act.Reason,
            Data = data,
        };
        entry.Hash = HashOf(entry, subject.TraceHead);
        subject.TraceCount = entry.Sequence;
        subject.TraceHead = entry.Hash;
        return entry;
    }

    /// <summary>SHA-256 over the former hash and every field, each field led by its length so that no two contents share their bytes.</summary>
    public static byte[] HashOf(TraceEntry e, byte[] former)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(former);
        foreach (var field in (ReadOnlySpan<string>)
        [
            e.SubjectId.ToString("N"), e.Sequence.ToString(CultureInfo.InvariantCulture), e.At.Ticks.ToString(CultureInfo.InvariantCulture),
            e.ActorId.ToString("N"), e.ActorName, e.ActingForId?.ToString("N") ?? "", e.ActingForName ?? "",
            e.End.ToString(CultureInfo.InvariantCulture), e.What, e.Reason, e.Data,
        ])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The first entry whose content, order or hash is not what was written; null when the chain is whole.</summary>
    public static TraceFault? Check(ITraced subject, IReadOnlyList<TraceEntry> entriesInOrder)
    {
        byte[] head = [];
        for (var i = 0; i < entriesInOrder.Count; i++)
        {
            var entry = entriesInOrder[i];
            if (entry.Sequence != i + 1)
            {
                return new TraceFault(subject.Id, i + 1, "缺少一条记录");
            }

            var expected = HashOf(entry, head);
            if (!expected.AsSpan().SequenceEqual(entry.Hash))
            {
                return new TraceFault(subject.Id, entry.Sequence, "记录内容被改动");
            }

            head = expected;
        }

        return entriesInOrder.Count == subject.TraceCount && head.AsSpan().SequenceEqual(subject.TraceHead)
            ? null
            : new TraceFault(subject.Id, entriesInOrder.Count, "末尾记录被删除或改动");
    }

    public static Task<List<TraceEntry>> TraceOfAsync(this Database db, Guid subjectId, CancellationToken ct) =>
        db.Set<TraceEntry>().AsNoTracking().Where(x => x.SubjectId == subjectId).OrderBy(x => x.Sequence).ToListAsync(ct);
}

public sealed record TraceFault(Guid SubjectId, int Sequence, string What);
