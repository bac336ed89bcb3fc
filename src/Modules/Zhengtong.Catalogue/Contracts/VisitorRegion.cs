using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.Ui;

namespace Zhengtong.Catalogue.Contracts;

/// <summary>The region a visitor looks at the portal from: the one chosen, else the installation's own. Requirement 12.03.</summary>
public sealed class VisitorRegion(IServiceScopeFactory scopes, IMemoryCache cache, Brand brand)
{
    public const string Cookie = "zt-region";

    /// <summary>In the cookie: the visitor chose the whole country.</summary>
    public const string Everywhere = "all";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private static readonly int[] Lengths = [2, 4, 6, 9, 12];

    public Task<RegionView> ChosenAsync(HttpContext http, CancellationToken ct) =>
        FindAsync(http.Request.Cookies[Cookie] ?? brand.Regions.FirstOrDefault()?.Code, ct);

    /// <summary>The region of that code with those above it; the whole country when there is no such region.</summary>
    public async Task<RegionView> FindAsync(string? code, CancellationToken ct)
    {
        if (!IsCode(code))
        {
            return RegionView.Nation;
        }

        return (await cache.GetOrCreateAsync($"region:{code}", async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Kept;
            entry.Size = 1;
            string[] path = [.. Lengths.Where(l => l <= code!.Length).Select(l => code![..l])];
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Database>();
            var rows = await db.Set<Region>().AsNoTracking().Where(r => path.Contains(r.Code)).OrderBy(r => r.Level).ToListAsync(ct);
            return rows.Count > 0 && rows[^1].Code == code
                ? new RegionView(code, rows[^1].Name, rows[^1].FullName, rows[^1].Level, [.. rows.Select(r => new RegionStep(r.Code, r.Name))])
                : RegionView.Nation;
        }))!;
    }

    public static bool IsCode(string? code) => code is not null && Array.IndexOf(Lengths, code.Length) >= 0 && code.All(char.IsAsciiDigit);
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
