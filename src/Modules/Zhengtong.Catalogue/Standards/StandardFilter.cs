using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;

namespace Zhengtong.Catalogue.Standards;

/// <summary>How the library is narrowed; the same for the public, the office and the sheets.</summary>
/// <param name="Year">立项年份 (17.01: those set up in 2022 are reviewed).</param>
internal sealed record StandardFilter(
    string? Words = null, StandardDomain? Domain = null, StandardLevel? Level = null, StandardStatus? Status = null, string? Region = null, bool ReviewDue = false, int? Year = null)
{
    public bool IsNarrowed => Words is { Length: > 0 } || Domain is not null || Level is not null || Status is not null || Region is { Length: > 0 } || ReviewDue || Year is not null;

    public IQueryable<Standard> Of(IQueryable<Standard> standards, DateOnly today, int reviewYears)
    {
        foreach (var word in (Words ?? "").Split((char[])[' ', '　'], StringSplitOptions.RemoveEmptyEntries).Take(5))
        {
            var pattern = SearchText.Anywhere(SearchText.Normalise(word));
            standards = standards.Where(s => EF.Functions.Like(s.SearchText, pattern, "\\"));
        }

        if (Domain is { } domain)
        {
            standards = standards.Where(s => s.Domain == domain);
        }

        if (Level is { } level)
        {
            standards = standards.Where(s => s.Level == level);
        }

        if (Status is { } status)
        {
            standards = standards.Where(StandardStatuses.Is(status, today));
        }

        if (Region is { Length: > 0 } region)
        {
            standards = standards.Where(s => s.RegionCode.StartsWith(region));
        }

        if (Year is { } year)
        {
            standards = standards.Where(s => s.Year == year);
        }

        if (ReviewDue)
        {
            var oldest = today.AddYears(-reviewYears);
            standards = standards.Where(StandardStatuses.Is(StandardStatus.InForce, today)).Where(s => s.RegionCode != "" && (s.LastReviewedOn ?? s.IssuedOn) <= oldest);
        }

        return standards;
    }

    public string Link(string path, string? after = null)
    {
        (string Key, string? Value)[] parts =
        [
            ("q", Words), ("domain", Domain?.ToString()), ("level", Level?.ToString()), ("status", Status?.ToString()), ("region", Region),
            ("reviewDue", ReviewDue ? "true" : null), ("year", Year?.ToString(CultureInfo.InvariantCulture)), ("after", after),
        ];
        var query = string.Join('&', parts.Where(p => p.Value is { Length: > 0 }).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
