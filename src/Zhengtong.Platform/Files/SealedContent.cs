using System.Buffers.Binary;
using System.Security.Cryptography;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Files;

/// <summary>
/// How a content lies in the store: a mark, its own random key sealed with the keys of the installation, then portions of 64 KiB, each under AES-256-GCM with its number and whether it is the last.
/// No portion can be changed, moved or cut off; the last one carries the address, so that contents cannot be exchanged.
/// </summary>
internal static class SealedContent
{
    public const string Purpose = "platform_file.content";
    public const int Portion = 65536;
    public const int TagLength = 16;
    private const int NonceLength = 12;

    private static ReadOnlySpan<byte> Mark => "ZTFILE\u0001\n"u8;

    /// <returns>The address: SHA-256 of the plain content.</returns>
    public static async Task<string> WriteAsync(Stream plain, Stream to, Sealing sealing, CancellationToken ct)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        await WriteHeadAsync(to, sealing.Seal(Purpose, key), ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var aes = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        var (one, next, hidden) = (new byte[Portion], new byte[Portion], new byte[TagLength + Portion]);
        var length = await plain.ReadAtLeastAsync(one, Portion, throwOnEndOfStream: false, ct);
        for (var number = 0L; ; number++)
        {
            hash.AppendData(one, 0, length);
            var ahead = await plain.ReadAtLeastAsync(next, Portion, throwOnEndOfStream: false, ct);
            var address = ahead == 0 ? Convert.ToHexStringLower(hash.GetHashAndReset()) : "";
            Seal(aes, number, address, one.AsSpan(0, length), hidden);
            await to.WriteAsync(hidden.AsMemory(0, TagLength + length), ct);
            if (ahead == 0)
            {
                return address;
            }

            (one, next, length) = (next, one, ahead);
        }
    }

    public static async Task WriteHeadAsync(Stream to, byte[] sealedKey, CancellationToken ct)
    {
        var head = new byte[Mark.Length + sizeof(ushort) + sealedKey.Length];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(Mark.Length), checked((ushort)sealedKey.Length));
        sealedKey.CopyTo(head, Mark.Length + sizeof(ushort));
        await to.WriteAsync(head, ct);
    }

    /// <returns>The sealed key, the stream behind it; null when the content is not sealed, the stream anywhere.</returns>
    public static async Task<byte[]?> ReadHeadAsync(Stream from, CancellationToken ct)
    {
        var start = new byte[Mark.Length + sizeof(ushort)];
        if (await from.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct) < start.Length || !start.AsSpan(0, Mark.Length).SequenceEqual(Mark))
        {
            return null;
        }

        var sealedKey = new byte[BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(Mark.Length))];
        await from.ReadExactlyAsync(sealedKey, ct);
        return sealedKey;
    }

    public static int HeadLength(byte[] sealedKey) => Mark.Length + sizeof(ushort) + sealedKey.Length;

    /// <param name="address">Of the content with its last portion, empty with the others.</param>
    public static void Open(AesGcm aes, long number, string address, ReadOnlySpan<byte> hidden, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        aes.Decrypt(Nonce(nonce, number, address), hidden[TagLength..], hidden[..TagLength], plain, System.Text.Encoding.ASCII.GetBytes(address));
    }

    private static void Seal(AesGcm aes, long number, string address, ReadOnlySpan<byte> plain, Span<byte> hidden)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        aes.Encrypt(Nonce(nonce, number, address), plain, hidden.Slice(TagLength, plain.Length), hidden[..TagLength], System.Text.Encoding.ASCII.GetBytes(address));
    }

    /// <summary>Never twice under one key: a key is one content's, and each portion has its number.</summary>
    private static Span<byte> Nonce(Span<byte> nonce, long number, string address)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        nonce[^1] = address.Length > 0 ? (byte)1 : (byte)0;
        return nonce;
    }
}
