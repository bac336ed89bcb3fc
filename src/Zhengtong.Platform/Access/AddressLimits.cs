using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Access;

/// <param name="Name">What endpoints and pages name with <see cref="EnableRateLimitingAttribute"/>.</param>
/// <param name="Permits">Requests of one account, or of one network address where nobody is signed in, within the window.</param>
/// <param name="PostsOnly">Reading is free.</param>
/// <param name="PerAddress">Of all who are not signed in behind one address, where those are let do more than one account: a hall or a company goes out by one.</param>
public sealed record AddressLimit(string Name, int Permits, TimeSpan Window, bool PostsOnly = false, int? PerAddress = null);

/// <summary>
/// How often one account may ask, and one network address for whoever is not signed in: beyond its limit the answer is 429. The framework's own middleware is not used because it never stops the
/// timer of its limits: a host that has ended would stay in memory for as long as the process.
/// </summary>
public sealed class AddressLimits(IEnumerable<AddressLimit> limits) : IDisposable
{
    private readonly Dictionary<string, (AddressLimit Limit, PartitionedRateLimiter<Caller> Callers)> _limits = limits.ToDictionary(l => l.Name, l => (l, Open(l)));

    /// <returns>How long to wait; null: not at all.</returns>
    public TimeSpan? Wait(string name, HttpContext http)
    {
        var (limit, callers) = _limits[name];
        if (limit.PostsOnly && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            return null;
        }

        var caller = http.User.Actor() is { } actor ? new Caller(actor.Id, "") : new Caller(null, http.Connection.RemoteIpAddress?.ToString() ?? "");
        using var lease = callers.AttemptAcquire(caller);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : limit.Window;
    }

    public void Dispose()
    {
        foreach (var (_, callers) in _limits.Values)
        {
            callers.Dispose();
        }
    }

    private static PartitionedRateLimiter<Caller> Open(AddressLimit limit) => PartitionedRateLimiter.Create<Caller, Caller>(caller => RateLimitPartition.GetFixedWindowLimiter(
        caller, c => new FixedWindowRateLimiterOptions { PermitLimit = c.Account is null ? limit.PerAddress ?? limit.Permits : limit.Permits, Window = limit.Window, QueueLimit = 0 }));

    private readonly record struct Caller(Guid? Account, string Address);
}

public static class AddressLimitsSetup
{
    public static IServiceCollection AddAddressLimit(this IServiceCollection services, AddressLimit limit) => services.AddSingleton(limit);

    /// <summary>Where the routing has chosen an endpoint and it is known who asks.</summary>
    public static void UseAddressLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (NameOf(http.GetEndpoint()) is not { } name || http.RequestServices.GetRequiredService<AddressLimits>().Wait(name, http) is not { } wait)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    });

    private static string? NameOf(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName ?? CostlyWork.LimitOf(endpoint);
}
