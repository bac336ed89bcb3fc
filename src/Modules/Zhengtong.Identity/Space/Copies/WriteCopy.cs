using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Space.Copies;

/// <summary>
/// Writes the archive of a copy: a page to read (说明.html), a JSON file for each kind of thing, and the files. It is sealed on its way to the disk, and put into the store whole or not at all.
/// </summary>
internal sealed class WriteCopy(IEnumerable<ISpaceSource> sources, IFileStore store)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Indented = true };

    /// <param name="Secret">The key that opens it.</param>
    /// <param name="Size">Of the archive, opened.</param>
    internal sealed record Written(string FileKey, byte[] Secret, long Size);

    public IReadOnlyList<ISpaceSource> Sources { get; } = [.. sources.OrderBy(s => s.Order)];

    /// <param name="progress">Told of each part that is done.</param>
    public async Task<Outcome<Written>> HandleAsync(Party party, DateTime at, Func<int, Task> progress, CancellationToken ct)
    {
        var secret = RandomNumberGenerator.GetBytes(SealedFile.KeyLength);
        var path = Path.Combine(Path.GetTempPath(), "zt-copy-" + Guid.CreateVersion7().ToString("N"));
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        long size;
        await using (var sealing = new SealedFile(file, secret))
        {
            await ArchiveAsync(sealing, party, at, progress, ct);
            await sealing.CompleteAsync(ct);
            size = sealing.Taken;
        }

        file.Position = 0;
        var kept = await store.PutAsync(file, ct);
        return kept.TryGet(out var key) ? new Written(key, secret, size) : Outcome<Written>.Because(kept.Problems);
    }

    private async Task ArchiveAsync(SealedFile to, Party party, DateTime at, Func<int, Task> progress, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        var page = Head(party, at);
        var files = 0;
        foreach (var (source, number) in Sources.Select((s, i) => (s, i + 1)))
        {
            List<(string Name, StoredFile File)> belonging = [];
            await PartAsync(zip, source, party, page, file =>
            {
                var name = $"files/{++files:0000}-{file.Name}";
                belonging.Add((name, file));
                return name;
            }, ct);
            foreach (var (name, file) in belonging)
            {
                await FileAsync(zip, name, file, ct);
            }

            await progress(number);
        }

        await using var entry = await zip.CreateEntry("说明.html").OpenAsync(ct);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(page.Append("</body></html>").ToString()), ct);
    }

    private async Task PartAsync(ZipArchive zip, ISpaceSource source, Party party, StringBuilder page, Func<StoredFile, string> place, CancellationToken ct)
    {
        page.Append("<h2>").Append(Text(source.Name)).Append("</h2>");
        await using var entry = await zip.CreateEntry($"data/{source.Key}.json").OpenAsync(ct);
        await using var json = new Utf8JsonWriter(entry, Json);
        json.WriteStartArray();
        var count = 0;
        await foreach (var record in source.EverythingAsync(party, ct).WithCancellation(ct))
        {
            count++;
            List<Placed> files = [];
            foreach (var file in record.Files)
            {
                files.Add(await WhyNotAsync(file, ct) is { } why ? new Placed(file.Name, "", why) : new Placed(file.Name, place(file), ""));
            }

            Write(json, record, files);
            Read(page, record, files);
            await json.FlushAsync(ct);
        }

        json.WriteEndArray();
        if (count == 0)
        {
            page.Append("<p>没有。</p>");
        }
    }

    private static void Write(Utf8JsonWriter json, SpaceRecord record, List<Placed> files)
    {
        json.WriteStartObject();
        json.WriteString("title", record.Title);
        json.WriteString("at", record.At);
        json.WriteStartArray("facts");
        foreach (var fact in record.Facts)
        {
            json.WriteStartObject();
            json.WriteString("name", fact.Name);
            json.WriteString("value", fact.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("path", file.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Read(StringBuilder page, SpaceRecord record, List<Placed> files)
    {
        page.Append("<h3>").Append(Text(record.Title)).Append("</h3><p>").Append(LegalDay.Moment(record.At)).Append("</p><dl>");
        foreach (var fact in record.Facts.Where(f => f.Value.Length > 0))
        {
            page.Append("<dt>").Append(Text(fact.Name)).Append("</dt><dd>").Append(Text(fact.Value)).Append("</dd>");
        }

        foreach (var file in files)
        {
            page.Append("<dt>文件</dt><dd>").Append(Text(file.Name)).Append('（').Append(Text(file.Place.Length > 0 ? file.Place : file.Why)).Append("）</dd>");
        }

        page.Append("</dl>");
    }

    /// <summary>Why a file is not in the archive, for people to read; null when it is.</summary>
    private async Task<string?> WhyNotAsync(StoredFile file, CancellationToken ct) =>
        file.ScanState == ScanState.Infected ? "发现病毒，没有收入" : await store.ExistsAsync(file.StoreKey, ct) ? null : "文件不在存储中，没有收入，请联系工作人员核查";

    /// <exception cref="InvalidOperationException">It went while the copy was being made: the copy is made again.</exception>
    private async Task FileAsync(ZipArchive zip, string name, StoredFile file, CancellationToken ct)
    {
        await using var content = await store.OpenAsync(file.StoreKey, ct) ?? throw new InvalidOperationException($"The content of file {file.Id} is not in the store.");
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        await content.CopyToAsync(entry, ct);
    }

    private static StringBuilder Head(Party party, DateTime at) => new StringBuilder()
        .Append("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>").Append(party.Kind == PartyKind.Company ? "单位信息副本" : "个人信息副本")
        .Append("</title><style>body{font-family:sans-serif;max-width:52em;margin:2em auto;padding:0 1em;line-height:1.7}")
        .Append("dt{color:#555}dd{margin:0 0 .4em 1em;white-space:pre-wrap}</style></head><body><h1>")
        .Append(party.Kind == PartyKind.Company ? "单位信息副本" : "个人信息副本").Append("</h1><p>").Append(Text(party.Name)).Append('，').Append(LegalDay.Moment(at))
        .Append("制作。</p><p>这里是平台在这一时刻保存的全部信息。data 文件夹中是同样的内容，供其他程序读取；files 文件夹中是提交过的材料。里面有完整的个人信息，请妥善保管。</p>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <param name="Place">In the archive; empty when it is not there.</param>
    private sealed record Placed(string Name, string Place, string Why);
}
