using System.Buffers.Binary;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <summary>Finds what a content really is from its bytes, and refuses contents that are two things at once.</summary>
internal static class FileSniffing
{
    private const int HeadLength = 64 * 1024;

    public static async Task<Outcome<FileKind>> KindOfAsync(Stream content, UploadRules rules, CancellationToken ct)
    {
        content.Position = 0;
        var head = new byte[Math.Min(HeadLength, content.Length)];
        await content.ReadExactlyAsync(head, ct);
        if (IsZip(head))
        {
            return await ZipInspection.KindOfAsync(content, rules, ct);
        }

        var kind = Of(head);
        if (kind is null || !rules.Kinds.Contains(kind))
        {
            return FileProblems.TypeNotAllowed(rules);
        }

        if (await EndsAsZipAsync(content, ct))
        {
            return FileProblems.Mixed;
        }

        if (!kind.IsImage)
        {
            return kind;
        }

        var pixels = await ImageSize.PixelsAsync(kind, content, head, ct);
        return pixels is null ? FileProblems.Broken : pixels > rules.MaxPixels ? FileProblems.TooManyPixels : kind;
    }

    private static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8);

    /// <summary>Marks must stand at the very first byte: what comes before them would be read by another program as something else.</summary>
    private static FileKind? Of(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("%PDF-"u8) => FileKind.Pdf,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => FileKind.Jpeg,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => FileKind.Png,
        _ when head.Length >= 16 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBPVP8"u8) => FileKind.Webp,
        _ when head.Length >= 16 && head[4..].StartsWith("ftyp"u8) && IsHeicBrand(head[8..12]) => FileKind.Heic,
        _ => null,
    };

    private static bool IsHeicBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8);

    /// <summary>A zip is read from its end: an end record there makes any file a zip as well.</summary>
    private static async Task<bool> EndsAsZipAsync(Stream content, CancellationToken ct)
    {
        const int Record = 22;
        var tail = new byte[Math.Min(content.Length, Record + ushort.MaxValue)];
        content.Position = content.Length - tail.Length;
        await content.ReadExactlyAsync(tail, ct);
        for (var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8); at >= 0; at = tail.AsSpan(0, at).LastIndexOf("PK\x05\x06"u8))
        {
            if (at + Record <= tail.Length && at + Record + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) <= tail.Length)
            {
                return true;
            }
        }

        return false;
    }
}
