using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Caching.Memory;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;
using Zhengtong.Ui.Preferences;

namespace Zhengtong.Catalogue.Guide;

/// <summary>
/// Answers guide pages to anonymous visitors from memory, ahead of routing, sign-in and Razor. A copy is dropped when its item is published on this node,
/// and after <see cref="Freshness"/> in any case, since another node may have published. Requirements 02.01, 12.03.
/// </summary>
internal sealed class GuideCache(TimeProvider clock) : IStartupFilter, IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private const long MemoryLimit = 96L * 1024 * 1024;
    private const int LargestPage = 2 * 1024 * 1024;
    private static readonly PathString Items = "/items";

    /// <summary>Cookies that change the page; visitors with any other cookie may be signed in and get a page of their own.</summary>
    private static readonly string[] Distinguishing = [.. HouseCookies.NamesOf(RegionChoice.Cookie), .. HouseCookies.NamesOf(PreferenceEndpoints.ElderCookie)];
    private static readonly string[] Forms = [.. HouseCookies.NamesOf(HouseCookies.Form)];

    private readonly MemoryCache _copies = new(new MemoryCacheOptions { SizeLimit = MemoryLimit, CompactionPercentage = 0.2 });
    private readonly ConcurrentDictionary<string, DateTimeOffset> _publishedAt = new(StringComparer.Ordinal);

    private DateTimeOffset _allBefore = DateTimeOffset.MinValue;

    /// <summary>No copy rendered before now is given out any more: something changed that many guides show.</summary>
    public void EvictAll() => _allBefore = clock.GetUtcNow();

    /// <summary>Copies rendered before now are not given out any more.</summary>
    public void Evict(string code) => _publishedAt[code] = clock.GetUtcNow();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    public void Dispose() => _copies.Dispose();

    private Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (!request.Path.StartsWithSegments(Items, StringComparison.Ordinal, out var rest) || rest.Value is not { Length: > 1 } path
            || path.EndsWith(GuideQr.End, StringComparison.Ordinal)
            || request.QueryString.HasValue || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || KeyOf(request, path) is not { } key)
        {
            return next(http);
        }

        return _copies.TryGetValue(key, out GuideCopy? copy) && IsFresh(copy!, path)
            ? copy!.SendAsync(http)
            : RenderAsync(http, key, next);
    }

    private async Task RenderAsync(HttpContext http, string key, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        var began = clock.GetUtcNow();
        var wire = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var buffer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
        try
        {
            await next(http);
        }
        finally
        {
            http.Features.Set(wire);
        }

        var response = http.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.ContainsKey("Set-Cookie") || buffer.Length is 0 or > LargestPage)
        {
            buffer.Position = 0;
            await buffer.CopyToAsync(response.Body, http.RequestAborted);
            return;
        }

        var copy = new GuideCopy(response.Headers, buffer.ToArray(), began);
        _copies.Set(key, copy, new MemoryCacheEntryOptions { Size = copy.Size });
        await copy.SendAsync(http);
    }

    private bool IsFresh(GuideCopy copy, string path) =>
        clock.GetUtcNow() - copy.MadeAt < Freshness
        && copy.MadeAt > _allBefore
        && (_publishedAt.IsEmpty || !_publishedAt.TryGetValue(CodeOf(path), out var published) || published < copy.MadeAt);

    private static string CodeOf(string path) => path.IndexOf('/', 1) is > 0 and var end ? path[1..end] : path[1..];

    /// <summary>Path and the cookies that change the page; null when the visitor must be served afresh.</summary>
    private static string? KeyOf(HttpRequest request, string path)
    {
        if (request.Headers.Authorization.Count > 0)
        {
            return null;
        }

        if (request.Headers.Cookie.Count == 0)
        {
            return path;
        }

        var key = path;
        foreach (var cookie in request.Cookies)
        {
            if (Array.IndexOf(Forms, cookie.Key) < 0 && (cookie.Value.Length > 12 || Array.IndexOf(Distinguishing, cookie.Key) < 0))
            {
                return null;
            }
        }

        foreach (var name in Distinguishing)
        {
            key += "\n" + request.Cookies[name];
        }

        return key.Length == path.Length + Distinguishing.Length ? path : key;
    }
}
