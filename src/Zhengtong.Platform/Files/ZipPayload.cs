using System.Buffers.Binary;
using System.IO.Compression;

namespace Zhengtong.Platform.Files;

/// <summary>
/// Unpacks a zip's entries to their real ends. The archive reader of .NET stops at the size an entry declares, so a lying entry would look
/// small here and explode in another program.
/// </summary>
internal static class ZipPayload
{
    private const int EndRecord = 22;
    private const int CentralHeader = 46;
    private const int LocalHeader = 30;

    /// <exception cref="InvalidDataException">The directory does not fit the file.</exception>
    public static async Task<bool> ExceedsAsync(Stream content, long cap, byte[] buffer, CancellationToken ct)
    {
        var total = 0L;
        foreach (var (offset, method) in await EntriesAsync(content, ct))
        {
            var local = await ReadAsync(content, offset, LocalHeader, ct);
            content.Position = offset + LocalHeader + U16(local, 26) + U16(local, 28);
            if (method != 8)
            {
                // Stored entries cannot be larger than the file; other methods are refused below.
                continue;
            }

            await using var unpacked = new DeflateStream(content, CompressionMode.Decompress, leaveOpen: true);
            int read;
            while ((read = await unpacked.ReadAsync(buffer, ct)) > 0)
            {
                total += read;
                if (total > cap)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static async Task<List<(long Offset, int Method)>> EntriesAsync(Stream content, CancellationToken ct)
    {
        var length = (int)Math.Min(content.Length, EndRecord + ushort.MaxValue);
        var tail = await ReadAsync(content, content.Length - length, length, ct);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndRecord > tail.Length)
        {
            throw new InvalidDataException("No end record.");
        }

        // 0xFFFFFFFF, the sign of a zip64, fails the bounds: no document of our sizes needs one.
        var directory = await ReadAsync(content, U32(tail, end + 16), U32(tail, end + 12), ct);
        var entries = new List<(long, int)>();
        for (var at = 0; at + CentralHeader <= directory.Length; at += CentralHeader + U16(directory, at + 28) + U16(directory, at + 30) + U16(directory, at + 32))
        {
            var method = U16(directory, at + 10);
            if (method is not (0 or 8))
            {
                throw new InvalidDataException("Neither stored nor deflated.");
            }

            entries.Add((U32(directory, at + 42), method));
        }

        return entries;
    }

    private static async Task<byte[]> ReadAsync(Stream content, long offset, long length, CancellationToken ct)
    {
        if (offset < 0 || offset + length > content.Length)
        {
            throw new InvalidDataException("Beyond the end of the file.");
        }

        var bytes = new byte[length];
        content.Position = offset;
        await content.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static long U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
