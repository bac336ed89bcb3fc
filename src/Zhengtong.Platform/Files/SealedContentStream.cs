using System.Security.Cryptography;

namespace Zhengtong.Platform.Files;

/// <summary>
/// Reads a sealed content as it was: portion by portion, nothing of a portion before it is proved whole. Where the store's stream can be read from anywhere, so can this.
/// Always a portion ahead, since the last one is opened as the last.
/// </summary>
/// <param name="kept">Stands behind the head.</param>
internal sealed class SealedContentStream(Stream kept, byte[] key, string address, int headLength) : Stream
{
    private const int Whole = SealedContent.TagLength + SealedContent.Portion;
    private readonly byte[] _key = key;
    private readonly AesGcm _aes = new(key, SealedContent.TagLength);
    private readonly byte[] _plain = new byte[SealedContent.Portion];
    private byte[] _hidden = new byte[Whole];
    private byte[] _ahead = new byte[Whole];
    private int _hiddenLength;

    /// <summary>Bytes of the portion that comes after the one in hand; -1 before anything was read.</summary>
    private int _aheadLength = -1;
    private long _number = -1;
    private int _at;
    private int _length;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => kept.CanSeek;

    public override bool CanWrite => false;

    public override long Length
    {
        get
        {
            var body = kept.Length - headLength;
            return body - ((body + Whole - 1) / Whole * SealedContent.TagLength);
        }
    }

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_at == _length)
        {
            if (_aheadLength < 0)
            {
                _aheadLength = kept.ReadAtLeast(_ahead, Whole, throwOnEndOfStream: false);
            }

            if (!Advance())
            {
                return 0;
            }

            _aheadLength = kept.ReadAtLeast(_ahead, Whole, throwOnEndOfStream: false);
            OpenPortion();
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_at == _length)
        {
            if (_aheadLength < 0)
            {
                _aheadLength = await kept.ReadAtLeastAsync(_ahead, Whole, throwOnEndOfStream: false, cancellationToken);
            }

            if (!Advance())
            {
                return 0;
            }

            _aheadLength = await kept.ReadAtLeastAsync(_ahead, Whole, throwOnEndOfStream: false, cancellationToken);
            OpenPortion();
        }

        return Give(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };
        ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(offset));
        to = Math.Min(to, Length);

        // The end of the last portion is read like any other place: from the beginning of its portion.
        var number = Math.Min(to / SealedContent.Portion, Math.Max(0, (Length - 1) / SealedContent.Portion));
        kept.Position = headLength + (number * Whole);
        (_number, _aheadLength, _at, _length, _position) = (number - 1, -1, 0, 0, number * SealedContent.Portion);
        Span<byte> passed = stackalloc byte[4096];
        while (_position < to && Read(passed[..(int)Math.Min(passed.Length, to - _position)]) > 0)
        {
        }

        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            CryptographicOperations.ZeroMemory(_key);
            CryptographicOperations.ZeroMemory(_plain);
            kept.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes in hand what was read ahead.</summary>
    private bool Advance()
    {
        if (_aheadLength == 0)
        {
            return false;
        }

        (_hidden, _ahead, _hiddenLength) = (_ahead, _hidden, _aheadLength);
        _number++;
        return true;
    }

    private void OpenPortion()
    {
        if (_hiddenLength < SealedContent.TagLength)
        {
            throw Altered(null);
        }

        try
        {
            SealedContent.Open(_aes, _number, _aheadLength == 0 ? address : "", _hidden.AsSpan(0, _hiddenLength), _plain.AsSpan(0, _hiddenLength - SealedContent.TagLength));
        }
        catch (CryptographicException e)
        {
            throw Altered(e);
        }

        (_at, _length) = (0, _hiddenLength - SealedContent.TagLength);
    }

    private int Give(Span<byte> buffer)
    {
        var given = Math.Min(buffer.Length, _length - _at);
        _plain.AsSpan(_at, given).CopyTo(buffer);
        _at += given;
        _position += given;
        return given;
    }

    private InvalidDataException Altered(Exception? cause) => new($"The content {address} in the file store was altered or cut off.", cause);
}
