using System.Net;
using Microsoft.Extensions.Logging;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <param name="Endpoint">Of any S3-compatible store, for example <c>https://s3.example.gov.cn</c>; the bucket goes into the path.</param>
internal sealed record S3Settings(Uri Endpoint, string Bucket, string Region, string AccessKey, string SecretKey);

/// <summary>Keeps contents in an S3-compatible object store. An object appears whole or not at all, since its length and hash are sent before it.</summary>
internal sealed class S3FileStore(S3Settings settings, IHttpClientFactory clients, TimeProvider clock, ILogger<S3FileStore> log) : IContentStore
{
    public const string Client = "files-s3";
    private readonly S3Signature _signature = new(settings.AccessKey, settings.SecretKey, settings.Region);

    public async Task<Outcome<string>> PutAsync(Func<Stream, Task<string>> write, bool again, CancellationToken ct)
    {
        var key = "";
        var made = await Spool.MakeAsync(async to => key = await write(to), ct);
        if (!made.TryGet(out var spool))
        {
            return Outcome<string>.Because(made.Problems);
        }

        await using (spool)
        {
            try
            {
                return !again && await ExistsAsync(key, ct) ? key : await SendAsync(key, spool, ct);
            }
            catch (HttpRequestException e)
            {
                log.LogError(e, "The object store refused {Key} or is away", key);
                return FileProblems.StoreAway;
            }
        }
    }

    public async Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, key);
        var response = await AskAsync(request, S3Signature.EmptyHash, ct);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            response.Dispose();
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStreamAsync(ct);
    }

    public async Task<bool> ExistsAsync(string key, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Head, key);
        using var response = await AskAsync(request, S3Signature.EmptyHash, ct);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    public async Task DeleteAsync(string key, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Delete, key);
        using var response = await AskAsync(request, S3Signature.EmptyHash, ct);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    private async Task<Outcome<string>> SendAsync(string key, Spool spool, CancellationToken ct)
    {
        spool.Content.Position = 0;
        using var request = Request(HttpMethod.Put, key);
        request.Content = new StreamContent(spool.Content);
        request.Content.Headers.ContentLength = spool.Length;
        using var response = await AskAsync(request, spool.Sha256, ct);
        if (response.StatusCode == HttpStatusCode.InsufficientStorage)
        {
            return FileProblems.StoreFull;
        }

        response.EnsureSuccessStatusCode();
        return key;
    }

    private HttpRequestMessage Request(HttpMethod method, string key) =>
        new(method, new Uri(settings.Endpoint, $"/{settings.Bucket}/{StoreKey.PathOf(key)}"));

    private Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, string contentSha256, CancellationToken ct)
    {
        _signature.Sign(request, contentSha256, clock.GetUtcNow().UtcDateTime);
        return clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }
}
