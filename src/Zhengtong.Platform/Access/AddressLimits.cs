using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Access;

/// <param name="Name">What endpoints and pages name with <see cref="EnableRateLimitingAttribute"/>.</param>
/// <param name="Permits">Requests of one network address within the window.</param>
/// <param name="PostsOnly">Opening the page is free.</param>
public sealed record AddressLimit(string Name, int Permits, TimeSpan Window, bool PostsOnly = false);

/// <summary>
/// How often one network address may ask: beyond its limit the answer is 429. The framework's own middleware is not used because it never stops the timer of its limits: a host that has ended
/// would stay in memory for as long as the process.
/// </summary>
public sealed class AddressLimits(IEnumerable<AddressLimit> limits) : IDisposable
{
    private readonly Dictionary<string, (AddressLimit Limit, PartitionedRateLimiter<string> Addresses)> _limits = limits.ToDictionary(l => l.Name, l => (l, Open(l)));

    public bool Admits(string name, HttpContext http)
    {
        var (limit, addresses) = _limits[name];
        if (limit.PostsOnly && !HttpMethods.IsPost(http.Request.Method))
        {
            return true;
        }

        using var lease = addresses.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "");
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        foreach (var (_, addresses) in _limits.Values)
        {
            addresses.Dispose();
        }
    }

    private static PartitionedRateLimiter<string> Open(AddressLimit limit) => PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new FixedWindowRateLimiterOptions { PermitLimit = limit.Permits, Window = limit.Window, QueueLimit = 0 }));
}

public static class AddressLimitsSetup
{
    public static IServiceCollection AddAddressLimit(this IServiceCollection services, AddressLimit limit) => services.AddSingleton(limit);

    /// <summary>Where the routing has chosen an endpoint.</summary>
    public static void UseAddressLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is not { } name || http.RequestServices.GetRequiredService<AddressLimits>().Admits(name, http))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    });
}
