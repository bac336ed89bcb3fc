using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Deviations;

/// <summary>What the list shows; bound from the address.</summary>
internal sealed record DeviationFilter
{
    /// <summary>A region below one's own.</summary>
    public string? Region { get; set; }

    public Guid? Organisation { get; set; }

    public DeviationKind? Kind { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    public bool Any => Region is not null || Organisation is not null || Kind is not null || From is not null || To is not null;

    public string Href(string path, string? after = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])
            [("region", Region), ("organisation", Organisation?.ToString()), ("kind", Kind?.ToString("D")),
                ("from", From?.ToString("yyyy-MM-dd", null)), ("to", To?.ToString("yyyy-MM-dd", null)), ("after", after)])
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }
}

/// <summary>Deviations of cases in the region of who watches, the newest first; by key, one statement a page.</summary>
internal sealed class DeviationList(Database db)
{
    public const int PageSize = 30;

    internal sealed record Page(IReadOnlyList<CaseDeviation> Rows, string? Next);

    public async Task<Page> PageAsync(Post post, DeviationFilter filter, Guid? before, CancellationToken ct)
    {
        var deviations = Of(post, filter);
        deviations = before is { } id ? deviations.Where(d => d.Id < id) : deviations;
        var read = await deviations.OrderByDescending(d => d.Id).Take(PageSize + 1).ToListAsync(ct);
        var rows = read.Take(PageSize).ToList();
        return new Page(rows, read.Count > PageSize ? rows[^1].Id.ToString() : null);
    }

    public IAsyncEnumerable<CaseDeviation> AllAsync(Post post, DeviationFilter filter, int most) => Of(post, filter).OrderByDescending(d => d.Id).Take(most).AsAsyncEnumerable();

    private IQueryable<CaseDeviation> Of(Post post, DeviationFilter filter)
    {
        var region = post.RegionCode;
        var deviations = db.Set<CaseDeviation>().AsNoTracking().Where(d => d.RegionCode.StartsWith(region));
        if (post.Role is not (Roles.Supervisor or Roles.CatalogueManager))
        {
            return deviations.Where(_ => false);
        }

        deviations = filter.Region is { Length: > 0 } below ? deviations.Where(d => d.RegionCode.StartsWith(below)) : deviations;
        deviations = filter.Organisation is { } organisation ? deviations.Where(d => d.OrganisationId == organisation) : deviations;
        deviations = filter.Kind is { } kind ? deviations.Where(d => d.Kind == kind) : deviations;
        deviations = filter.From is { } from ? deviations.Where(d => d.On >= from) : deviations;
        return filter.To is { } to ? deviations.Where(d => d.On <= to) : deviations;
    }
}
