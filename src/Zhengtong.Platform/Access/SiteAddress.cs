using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Zhengtong.Platform.Access;

/// <summary>Under which address people reach the site, for links and codes that leave it.</summary>
public static class SiteAddress
{
    public const string Setting = "Site:Address";

    /// <summary>That of this request.</summary>
    public static string Site(this HttpRequest request) => $"{request.Scheme}://{request.Host}";

    /// <summary>The one that the settings name, else that of this request; without a slash at its end.</summary>
    public static string Site(this HttpRequest request, IConfiguration configuration) => configuration[Setting]?.TrimEnd('/') ?? request.Site();
}
