using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>One thing that can be asked of the product: a method on a pattern, on a page by the name of its handler, and the policies it declares.</summary>
internal sealed partial record AccessRoute(string Method, string Pattern, string? Handler, bool Open, IReadOnlyList<string> Policies)
{
    public bool HasParameters => Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>It answers without any value too.</summary>
    public bool Bare => Pattern.Split('/').All(p => !p.Contains('{', StringComparison.Ordinal) || p.EndsWith("?}", StringComparison.Ordinal));

    /// <summary>Every endpoint of the host that is not a file of the site.</summary>
    public static async Task<List<AccessRoute>> AllAsync(TestHost host)
    {
        var loader = host.Services.GetRequiredService<PageLoader>();
        List<AccessRoute> all = [];
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var pattern = endpoint.RoutePattern.RawText!.TrimStart('/');
            if (pattern.Contains("**", StringComparison.Ordinal) || endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor"))
            {
                continue;
            }

            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToList();
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await loader.LoadAsync(page, endpoint.Metadata);
                // A page's own attributes are known once it is loaded.
                open |= compiled.Endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
                policies = [.. policies.Concat(compiled.Endpoint?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>() ?? []).Distinct()];
                all.AddRange(compiled.HandlerMethods.Select(h => new AccessRoute(h.HttpMethod.ToUpperInvariant(), pattern, h.Name, open, policies)));
            }
            else
            {
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
                all.AddRange(methods.Where(m => m != "HEAD").Select(m => new AccessRoute(m, pattern, null, open, policies)));
            }
        }

        return [.. all.DistinctBy(r => (r.Method, r.Pattern, r.Handler)).OrderBy(r => r.Pattern, StringComparer.Ordinal)];
    }

    /// <summary>The address with these values; an optional parameter without a value is left out.</summary>
    public string Address(IReadOnlyDictionary<string, string> values, string query)
    {
        var path = "/" + Parameter().Replace(Pattern, m => values.TryGetValue(m.Groups["name"].Value, out var v) ? v
            : m.Value.EndsWith("?}", StringComparison.Ordinal) ? "" : throw new InvalidOperationException($"{this}: no value for {m.Value}"));
        var said = Parameter().Replace(query, m => values[m.Groups["name"].Value]);
        return path.TrimEnd('/') is { Length: > 0 } p ? Join(p, said) : Join("/", said);
    }

    public override string ToString() => $"{Method} /{Pattern}{(Handler is null ? "" : "?handler=" + Handler)}";

    private string Join(string path, string query)
    {
        string[] parts = [.. Handler is null ? [] : (string[])["handler=" + Handler], .. query.Length == 0 ? [] : (string[])[query]];
        return parts.Length == 0 ? path : path + "?" + string.Join('&', parts);
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
