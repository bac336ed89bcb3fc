using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Platform.Files;

/// <summary>AWS Signature Version 4 for S3, as its published examples have it.</summary>
internal sealed record S3Signature(string AccessKey, string SecretKey, string Region)
{
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Adds the date, the content's hash and the authorization. Every header set before is signed; the host comes from the address.</summary>
    public void Sign(HttpRequestMessage request, string contentSha256, DateTime utcNow)
    {
        var stamp = utcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("x-amz-date", stamp);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", contentSha256);
        var address = request.RequestUri!;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = address.IsDefaultPort ? address.Host : $"{address.Host}:{address.Port}" };
        foreach (var (name, values) in request.Headers)
        {
            headers[name.ToLowerInvariant()] = string.Join(',', values.Select(v => v.Trim()));
        }

        var names = string.Join(';', headers.Keys);
        var canonical = string.Join('\n', request.Method.Method, CanonicalPath(address), CanonicalQuery(address),
            string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n")), names, contentSha256);
        var scope = $"{stamp[..8]}/{Region}/s3/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + SecretKey), stamp[..8]), Region), "s3"), "aws4_request");
        var signature = Convert.ToHexStringLower(Hmac(key, toSign));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope},SignedHeaders={names},Signature={signature}");
    }

    /// <summary>Each segment decoded and encoded anew, so that characters such as $ are encoded as S3 expects them.</summary>
    private static string CanonicalPath(Uri address) =>
        string.Join('/', address.AbsolutePath.Split('/').Select(s => Uri.EscapeDataString(Uri.UnescapeDataString(s))));

    private static string CanonicalQuery(Uri address) => string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2))
        .Select(p => $"{Encode(p[0])}={(p.Length > 1 ? Encode(p[1]) : "")}")
        .Order(StringComparer.Ordinal));

    private static string Encode(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
