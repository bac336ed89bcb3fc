using System.Buffers.Binary;

namespace Zhengtong.Platform.Files;

/// <summary>Reads how many pixels a picture claims from its header, without decoding it.</summary>
internal static class ImageSize
{
    /// <returns>Null when the header is not whole.</returns>
    public static async Task<long?> PixelsAsync(FileKind kind, Stream content, byte[] head, CancellationToken ct)
    {
        if (kind == FileKind.Jpeg)
        {
            return await JpegAsync(content, ct);
        }

        return kind == FileKind.Png ? Png(head) : kind == FileKind.Webp ? Webp(head) : Heic(head);
    }

    private static long? Png(ReadOnlySpan<byte> head) => head.Length >= 24 && head[12..].StartsWith("IHDR"u8)
        ? Area(BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..]))
        : null;

    private static long? Webp(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30)
        {
            return null;
        }

        return head[15] switch
        {
            (byte)' ' => Area(BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFFu),
            (byte)'L' when BinaryPrimitives.ReadUInt32LittleEndian(head[21..]) is var bits => Area((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1),
            (byte)'X' => Area(Three(head[24..]) + 1, Three(head[27..]) + 1),
            _ => null,
        };
    }

    /// <summary>The largest picture of the file: thumbnails and tiles have sizes of their own.</summary>
    private static long? Heic(ReadOnlySpan<byte> head)
    {
        long? largest = null;
        for (var rest = head; rest.IndexOf("ispe"u8) is var at and >= 0 && at + 16 <= rest.Length; rest = rest[(at + 4)..])
        {
            var area = Area(BinaryPrimitives.ReadUInt32BigEndian(rest[(at + 8)..]), BinaryPrimitives.ReadUInt32BigEndian(rest[(at + 12)..]));
            largest = Math.Max(largest ?? 0, area ?? 0);
        }

        return largest > 0 ? largest : null;
    }

    /// <summary>Walks the segments to the frame header: a photo's embedded preview may come before it.</summary>
    private static async Task<long?> JpegAsync(Stream content, CancellationToken ct)
    {
        var buffer = new byte[9];
        content.Position = 2;
        for (var segments = 0; segments < 2000; segments++)
        {
            if (await content.ReadAtLeastAsync(buffer.AsMemory(0, 4), 4, false, ct) < 4 || buffer[0] != 0xFF)
            {
                return null;
            }

            var marker = buffer[1];
            if (marker == 0xFF)
            {
                content.Position -= 3;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return await content.ReadAtLeastAsync(buffer.AsMemory(0, 5), 5, false, ct) < 5
                    ? null
                    : Area(BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(3)), BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(1)));
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2));
            if (length < 2 || marker is 0xD9 or 0xDA)
            {
                return null;
            }

            content.Position += length - 2;
        }

        return null;
    }

    private static uint Three(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    private static long? Area(uint width, uint height) => width == 0 || height == 0 ? null : Math.BigMul(width, height) is var area && area > long.MaxValue ? long.MaxValue : (long)area;
}
