using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>Limits go by the address a request came from, so not everybody may say what it is.</summary>
public sealed class NearProxiesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("203.0.113.9", null, HttpStatusCode.TooManyRequests)]
    [InlineData("203.0.113.9", "203.0.113.10", HttpStatusCode.TooManyRequests)]
    [InlineData("203.0.113.9", "203.0.113.10, 203.0.113.9", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", null, HttpStatusCode.OK)]
    public async Task Only_a_known_proxy_is_believed_about_where_a_request_came_from(string peer, string? known, HttpStatusCode third)
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b =>
        {
            b.Configuration["Verify:PerMinute"] = "2";
            b.Configuration["Proxy:Addresses"] = known;
            b.Services.AddSingleton<IStartupFilter>(new Peer(IPAddress.Parse(peer)));
        });
        using var browser = host.Browser();
        List<HttpStatusCode> said = [];
        for (var i = 1; i <= 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/verify/ABCD", UriKind.Relative));
            request.Headers.Add("X-Forwarded-For", $"198.51.100.{i}");
            using var answer = await browser.SendAsync(request, Ct);
            said.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, third], said);
    }

    /// <summary>Requests of a test come from nowhere: these come from there.</summary>
    private sealed class Peer(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(inner => context =>
            {
                context.Connection.RemoteIpAddress = address;
                return inner(context);
            });
            next(app);
        };
    }
}
