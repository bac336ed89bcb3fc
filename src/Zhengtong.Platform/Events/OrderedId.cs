using System.Security.Cryptography;

namespace Zhengtong.Platform.Events;

/// <summary>
/// A version 7 id whose order is the order of making also within a millisecond, where <see cref="Guid.CreateVersion7()"/> is random: behind the time
/// stands a counter of this process, as RFC 9562 section 6.2 allows. So events of one save are delivered as they were published.
/// </summary>
internal static class OrderedId
{
    private static int _count;

    public static Guid At(DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        var count = (uint)Interlocked.Increment(ref _count);
        var milliseconds = new DateTimeOffset(at).ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        }

        // The 32 bits of the counter run around the version and the variant; 42 random bits tell nodes apart.
        RandomNumberGenerator.Fill(bytes[10..]);
        bytes[6] = (byte)(0x70 | (count >> 28));
        bytes[7] = (byte)(count >> 20);
        bytes[8] = (byte)(0x80 | ((count >> 14) & 0x3F));
        bytes[9] = (byte)(count >> 6);
        bytes[10] = (byte)((count << 2) | (uint)(bytes[10] & 0x03));
        return new Guid(bytes, bigEndian: true);
    }
}
