using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Files;

namespace Zhengtong.TestKit.StandIns;

/// <summary>An S3-compatible store of one bucket over real HTTP; refuses wrong signatures and contents that are not what their hash says.</summary>
public sealed class S3StandIn : StandIn
{
    public const string Bucket = "zhengtong";
    public const string AccessKey = "stand-in";
    public const string SecretKey = "stand-in-secret";
    public const string Region = "cn-test";
    private readonly ConcurrentDictionary<string, byte[]> _objects = new();

    public Uri Endpoint => new(Root);

    public ICollection<string> Keys => _objects.Keys;

    /// <summary>Answer every request with this status.</summary>
    public int? Broken { get; set; }

    public static Task<S3StandIn> StartAsync() => ListenAsync(new S3StandIn());

    protected override void Map(WebApplication app) => app.Run(AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        http.Response.StatusCode = Broken ?? (IsSigned(http.Request, body.ToArray()) ? 0 : 403);
        if (http.Response.StatusCode != 0)
        {
            return;
        }

        var key = http.Request.Path.Value!;
        http.Response.StatusCode = http.Request.Method == "PUT" || _objects.ContainsKey(key) ? 200 : 404;
        if (http.Request.Method == "PUT")
        {
            _objects[key] = body.ToArray();
        }
        else if (http.Request.Method == "DELETE")
        {
            http.Response.StatusCode = 204;
            _objects.TryRemove(key, out _);
        }
        else if (http.Request.Method == "GET" && _objects.TryGetValue(key, out var content))
        {
            await http.Response.Body.WriteAsync(content);
        }
    }

    private static bool IsSigned(HttpRequest request, byte[] body)
    {
        string given = request.Headers["x-amz-content-sha256"]!;
        var at = DateTime.ParseExact(request.Headers["x-amz-date"]!, "yyyyMMdd'T'HHmmss'Z'", null, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal);
        using var again = new HttpRequestMessage(new HttpMethod(request.Method), $"http://{request.Host}{request.Path}{request.QueryString}");
        new S3Signature(AccessKey, SecretKey, Region).Sign(again, given, at);
        return given == Convert.ToHexStringLower(SHA256.HashData(body)) && again.Headers.GetValues("Authorization").Single() == request.Headers.Authorization;
    }
}
