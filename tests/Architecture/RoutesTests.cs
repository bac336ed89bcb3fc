using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Architecture;

public sealed class RoutesTests
{
    [Fact]
    [Requirement("18.08")]
    public async Task Every_route_has_a_policy_or_says_that_anybody_may()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var routes = host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText != "{**path:file}") // The file server's "no such file": the fall-back policy denies it.
            .ToList();

        var open = routes
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null
                && e.Metadata.GetMetadata<AuthorizationPolicy>() is null
                && !e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is not null))
            .Select(e => $"{string.Join(',', e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])} {e.RoutePattern.RawText}");

        Assert.True(routes.Count > 40, "The product has far more routes than that.");
        Assert.True(!open.Any(), string.Join("\n", open));
    }
}
