using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Zhengtong.Web;

/// <summary>
/// Whose word counts on where a request came from and whether it came over https: that of a proxy on this machine, and of those that the setting <c>Proxy:Addresses</c> names (separated by
/// commas). What anybody else says of himself is not believed: limits go by the address.
/// </summary>
internal static class NearProxies
{
    public static void UseNearProxies(this WebApplication app)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var address in (app.Configuration["Proxy:Addresses"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            options.KnownProxies.Add(IPAddress.Parse(address));
        }

        app.UseForwardedHeaders(options);
    }
}
