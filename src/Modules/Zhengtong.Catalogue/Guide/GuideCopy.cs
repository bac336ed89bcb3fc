using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Zhengtong.Catalogue.Guide;

/// <summary>One rendered page as anonymous visitors get it: headers, and the body in the three encodings that browsers ask for.</summary>
internal sealed class GuideCopy
{
    private const int BrotliQuality = 9;
    private const int BrotliWindow = 22;
    private readonly KeyValuePair<string, StringValues>[] _headers;
    private readonly Body _plain;
    private readonly Body _gzip;
    private readonly Body _brotli;

    public GuideCopy(IHeaderDictionary headers, byte[] plain, DateTimeOffset madeAt)
    {
        MadeAt = madeAt;
        var hash = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12));
        _plain = new Body(plain, "", hash);
        _gzip = new Body(Gzip(plain), "gzip", hash);
        _brotli = new Body(Brotli(plain), "br", hash);
        _headers =
        [
            .. headers.Where(h => !IsOurs(h.Key)),
            new("Cache-Control", "no-cache"),
            new("Vary", "Accept-Encoding, Cookie"),
        ];
    }

    /// <summary>When rendering began: anything published later is not in it.</summary>
    public DateTimeOffset MadeAt { get; }

    public long Size => _plain.Bytes.Length + _gzip.Bytes.Length + _brotli.Bytes.Length + 1024;

    public Task SendAsync(HttpContext http)
    {
        var body = Choose(http.Request.Headers.AcceptEncoding);
        var response = http.Response;
        foreach (var header in _headers)
        {
            response.Headers[header.Key] = header.Value;
        }

        response.Headers.ETag = body.ETag;
        if (http.Request.Headers.IfNoneMatch is { Count: > 0 } known && known.ToString().Contains(body.Tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.ContentType = default;
            return Task.CompletedTask;
        }

        if (body.Encoding.Length > 0)
        {
            response.Headers.ContentEncoding = body.Encoding;
        }

        response.ContentLength = body.Bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body.Bytes, 0, body.Bytes.Length);
    }

    private Body Choose(StringValues accepted)
    {
        var text = accepted.ToString();
        return Accepts(text, "br") ? _brotli : Accepts(text, "gzip") ? _gzip : _plain;
    }

    /// <summary>The coding is named and not refused by <c>;q=0</c>.</summary>
    private static bool Accepts(string accepted, string coding)
    {
        for (var at = accepted.IndexOf(coding, StringComparison.OrdinalIgnoreCase); at >= 0;)
        {
            var end = at + coding.Length;
            if ((at == 0 || accepted[at - 1] is ' ' or ',') && (end == accepted.Length || accepted[end] is ' ' or ',' or ';'))
            {
                var rest = accepted.AsSpan(end);
                var item = rest.IndexOf(',') is >= 0 and var comma ? rest[..comma] : rest;
                return !item.Contains("q=0", StringComparison.OrdinalIgnoreCase) || item.ContainsAnyInRange('1', '9');
            }

            at = accepted.IndexOf(coding, end, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private static bool IsOurs(string header) =>
        header is "Content-Length" or "Cache-Control" or "Pragma" or "Expires" or "Vary" or "ETag" or "Date" or "Server" or "Transfer-Encoding";

    private static byte[] Gzip(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.SmallestSize))
        {
            stream.Write(plain);
        }

        return target.ToArray();
    }

    private static byte[] Brotli(byte[] plain)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, target, out var written, BrotliQuality, BrotliWindow)
            ? target[..written]
            : throw new InvalidOperationException("The largest compressed length was too small.");
    }

    private sealed class Body(byte[] bytes, string encoding, string hash)
    {
        public byte[] Bytes { get; } = bytes;

        public string Encoding { get; } = encoding;

        /// <summary>Differs by encoding, as the bytes do (RFC 9110 8.8.3.3).</summary>
        public string Tag { get; } = encoding.Length == 0 ? hash : $"{hash}-{encoding}";

        public StringValues ETag { get; } = encoding.Length == 0 ? $"\"{hash}\"" : $"\"{hash}-{encoding}\"";
    }
}
