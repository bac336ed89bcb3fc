using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>What the finance view shows; bound from the address.</summary>
internal sealed record FeeFilter
{
    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    /// <summary>unpaid, paid, waived, refund, trouble; else all.</summary>
    public string? State { get; set; }

    public bool Any => From is not null || To is not null || State is not null;

    public string Href(string path, string? after = null, string? state = "")
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])
            [("from", From?.ToString("yyyy-MM-dd", null)), ("to", To?.ToString("yyyy-MM-dd", null)), ("state", state == "" ? State : state), ("after", after)])
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }
}

/// <summary>The fee orders of an organisation, or of a region for its supervisor, the newest first; by key, one statement a page.</summary>
internal sealed class FeeOrders(Database db)
{
    public const int PageSize = 30;
    public const int ExportRows = 5000;
    public const string Unpaid = "unpaid";
    public const string Paid = "paid";
    public const string Waived = "waived";
    public const string Refund = "refund";
    public const string Trouble = "trouble";

    internal sealed record Page(IReadOnlyList<FeeOrder> Rows, string? Next);

    public Task<Page> PageAsync(Post post, FeeFilter filter, Guid? before, CancellationToken ct) => ReadAsync(post, filter, before, PageSize, ct);

    public Task<Page> ExportAsync(Post post, FeeFilter filter, CancellationToken ct) => ReadAsync(post, filter, null, ExportRows, ct);

    private async Task<Page> ReadAsync(Post post, FeeFilter filter, Guid? before, int take, CancellationToken ct)
    {
        var (organisation, region) = (post.OrganisationId, post.RegionCode);
        var orders = db.Set<FeeOrder>().AsNoTracking();
        orders = Roles.IsRegional(post.Role) ? orders.Where(o => o.RegionCode.StartsWith(region)) : orders.Where(o => o.OrganisationId == organisation);
        orders = filter.State switch
        {
            Unpaid => orders.Where(o => o.PaidAt == null && o.CancelledAt == null && o.TotalFen > o.WaivedFen),
            Paid => orders.Where(o => o.PaidAt != null && o.RefundAskedAt == null),
            Waived => orders.Where(o => o.WaivedAt != null),
            Refund => orders.Where(o => o.RefundAskedAt != null),
            Trouble => orders.Where(o => o.TroubleAt != null),
            _ => orders,
        };
        orders = filter.From is { } from ? orders.Where(o => o.RaisedOn >= from) : orders;
        orders = filter.To is { } to ? orders.Where(o => o.RaisedOn <= to) : orders;
        orders = before is { } id ? orders.Where(o => o.Id < id) : orders;
        var read = await orders.OrderByDescending(o => o.Id).Take(take + 1).ToListAsync(ct);
        var rows = read.Take(take).ToList();
        return new Page(rows, read.Count > take ? rows[^1].Id.ToString() : null);
    }
}
