using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Zhengtong.Identity.Space.Copies;

/// <summary>
/// Writes what flows through it encrypted (AES-256-GCM, a piece at a time), so that at no moment the plain text lies on a disk. Each piece is sealed with its number and with whether it is the last:
/// pieces cannot be left out, exchanged or cut off unseen. The key is for this one file. <see cref="CompleteAsync"/> ends it; without it the file opens as cut off.
/// </summary>
internal sealed class SealedFile(Stream to, byte[] key) : Stream
{
    public const int KeyLength = 32;
    private const int Piece = 64 * 1024;
    private const int Tag = 16;
    private readonly AesGcm _aes = new(key, Tag);
    private readonly byte[] _plain = new byte[Piece];
    private readonly byte[] _sealed = new byte[Piece + Tag];
    private int _filled;
    private long _number;

    /// <summary>How much went in.</summary>
    public long Taken { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens what was written and passes it on, piece by piece as each was found untouched.</summary>
    /// <exception cref="CryptographicException">Another key, or not what was written.</exception>
    public static async Task OpenAsync(Stream from, byte[] key, Stream to, CancellationToken ct)
    {
        using var aes = new AesGcm(key, Tag);
        var (now, next, plain) = (new byte[Piece + Tag], new byte[Piece + Tag], new byte[Piece]);
        var length = await from.ReadAtLeastAsync(now, now.Length, throwOnEndOfStream: false, ct);
        for (var number = 0L; ; number++)
        {
            var following = length < now.Length ? 0 : await from.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, ct);
            if (length < Tag)
            {
                throw new CryptographicException("The file is cut off.");
            }

            var size = length - Tag;
            aes.Decrypt(Nonce(number, following == 0), now.AsSpan(0, size), now.AsSpan(size, Tag), plain.AsSpan(0, size));
            await to.WriteAsync(plain.AsMemory(0, size), ct);
            if (following == 0)
            {
                return;
            }

            (now, next, length) = (next, now, following);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_filled == Piece)
            {
                to.Write(_sealed, 0, Seal(last: false));
            }

            buffer = buffer[Fill(buffer)..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_filled == Piece)
            {
                await to.WriteAsync(_sealed.AsMemory(0, Seal(last: false)), cancellationToken);
            }

            buffer = buffer[Fill(buffer.Span)..];
        }
    }

    public async Task CompleteAsync(CancellationToken ct)
    {
        await to.WriteAsync(_sealed.AsMemory(0, Seal(last: true)), ct);
        await to.FlushAsync(ct);
    }

    public override void Flush()
    {
        // A piece is written when it is full: half of one cannot be sealed.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        base.Dispose(disposing);
    }

    private int Fill(ReadOnlySpan<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, Piece - _filled);
        buffer[..taken].CopyTo(_plain.AsSpan(_filled));
        _filled += taken;
        Taken += taken;
        return taken;
    }

    /// <returns>The length of the sealed piece.</returns>
    private int Seal(bool last)
    {
        _aes.Encrypt(Nonce(_number++, last), _plain.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, Tag));
        var length = _filled + Tag;
        _filled = 0;
        return length;
    }

    /// <summary>Never twice under a key: the key is of one file, and each piece has its number.</summary>
    private static byte[] Nonce(long number, bool last)
    {
        var nonce = new byte[12];
        nonce[0] = last ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }
}
