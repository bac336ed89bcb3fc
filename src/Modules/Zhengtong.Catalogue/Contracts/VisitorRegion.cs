using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Contracts;

/// <summary>The region a visitor looks at the portal from, with those above it. Requirement 12.03.</summary>
public sealed class VisitorRegion(Regions regions)
{
    /// <summary>In a link: the whole country.</summary>
    public const string Everywhere = "all";

    public Task<RegionView> ChosenAsync(HttpContext http, CancellationToken ct) => FindAsync(http.RegionCode(), ct);

    /// <summary>The region of that code; the whole country when there is none.</summary>
    public async Task<RegionView> FindAsync(string? code, CancellationToken ct)
    {
        var path = await regions.PathAsync(code ?? "", ct);
        return path.Count == 0
            ? RegionView.Nation
            : new RegionView(path[^1].Code, path[^1].Name, path[^1].FullName, path[^1].Level, [.. path.Select(r => new RegionStep(r.Code, r.Name))]);
    }
}

/// <param name="Path">From the province down to the region itself.</param>
public sealed record RegionView(string Code, string Name, string FullName, int Level, IReadOnlyList<RegionStep> Path)
{
    public static readonly RegionView Nation = new("", "全国", "全国", 0, []);

    /// <summary>The code that items are looked for under: towns and villages are served by their county.</summary>
    public string ServingCode => Code.Length > 6 ? Code[..6] : Code;

    public string ServingName => Code.Length > 6 ? Path.FirstOrDefault(p => p.Code == ServingCode)?.Name ?? Name : Name;

    /// <summary>Codes of the regions above the serving one.</summary>
    public IReadOnlyList<string> Above => [.. Path.Select(p => p.Code).Where(c => c.Length < ServingCode.Length)];
}

public sealed record RegionStep(string Code, string Name);
