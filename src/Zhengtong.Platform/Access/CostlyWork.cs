using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Access;

/// <summary>
/// What costs the machine much has a limit a minute by itself, told by the shape of its route, so that none is forgotten: sheets, papers, drafts that save themselves, and pages that take files
/// (they alone name a size of their own). What has another shape names its limit.
/// </summary>
public static class CostlyWork
{
    public const string Exports = "exports";
    public const string Papers = "papers";
    public const string Drafts = "drafts";
    public const string Uploads = "uploads";
    public const string Search = "search";

    /// <summary>Of all who are not signed in behind one address, in times of one account.</summary>
    private const int HallOf = 30;
    private const int UsualExports = 10;
    private const int UsualPapers = 60;
    private const int UsualDrafts = 120;
    private const int UsualUploads = 60;
    private const int UsualSearches = 120;

    public static IServiceCollection AddCostlyWork(this IServiceCollection services, IConfiguration configuration)
    {
        void Limit(string name, string setting, int usual, bool postsOnly = false, bool open = false)
        {
            var permits = configuration.GetValue("Limits:" + setting, usual);
            services.AddAddressLimit(new AddressLimit(name, permits, TimeSpan.FromMinutes(1), postsOnly, open ? int.MaxValue : permits * HallOf));
        }

        Limit(Exports, "ExportsPerMinute", UsualExports);
        Limit(Papers, "PapersPerMinute", UsualPapers);
        Limit(Drafts, "DraftsPerMinute", UsualDrafts, postsOnly: true);
        Limit(Uploads, "UploadsPerMinute", UsualUploads, postsOnly: true);
        // Searching is open to everybody; it is answered from memory.
        Limit(Search, "SearchesPerMinute", UsualSearches, open: true);
        return services;
    }

    internal static string? LimitOf(Endpoint? endpoint)
    {
        if (endpoint is not RouteEndpoint { RoutePattern.RawText: { } route })
        {
            return null;
        }

        return route.EndsWith("/export", StringComparison.Ordinal) ? Exports
            : route.EndsWith(".pdf", StringComparison.Ordinal) ? Papers
            : route.EndsWith("/autosave", StringComparison.Ordinal) ? Drafts
            : endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null ? Uploads
            : null;
    }
}
