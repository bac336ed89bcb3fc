using Microsoft.Extensions.Configuration;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Guide;

/// <summary>
/// Which items have a short guide (简版办事指南): those whose code, or whose region's code, begins with an entry of <c>Guide:BriefFor</c>;
/// all while the setting is empty. Requirement 02.11.
/// </summary>
internal sealed class BriefGuides(IConfiguration configuration)
{
    private readonly string[] _pilots = configuration.GetSection("Guide:BriefFor").Get<string[]>() ?? [];

    public bool IsOffered(PublishedItem item) => _pilots.Length == 0 || _pilots.Any(p =>
        item.Code.StartsWith(p, StringComparison.Ordinal) || item.RegionCode.StartsWith(p, StringComparison.Ordinal));
}
