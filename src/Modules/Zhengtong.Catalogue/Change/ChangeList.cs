using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>The work list of changes: due first for those who answer, newest first for those who asked. Paged by key.</summary>
internal sealed class ChangeList(Database db)
{
    public const int PageSize = 30;
    public const string Mine = "mine";
    public const string Check = "check";
    public const string Approve = "approve";

    /// <summary>One of the three lists; without a choice the one that waits for the actor.</summary>
    public static string Known(string? show, Actor actor) => show is Check or Approve or Mine ? show : actor.Has(Roles.CatalogueManager) ? Check : Mine;

    public async Task<(IReadOnlyList<ItemChange> Rows, string? Next)> PageAsync(string show, string? after, Actor actor, CancellationToken ct)
    {
        var query = Of(show, actor);
        if (DayCursor.Parse(after) is { } at)
        {
            query = show == Mine
                ? query.Where(c => c.Id.CompareTo(at.Id) < 0)
                : query.Where(c => c.DueOn > at.Day || (c.DueOn == at.Day && c.Id.CompareTo(at.Id) > 0));
        }

        var rows = await (show == Mine ? query.OrderByDescending(c => c.Id) : query.OrderBy(c => c.DueOn).ThenBy(c => c.Id)).Take(PageSize + 1).ToListAsync(ct);
        var more = rows.Count > PageSize;
        if (more)
        {
            rows.RemoveAt(PageSize);
        }

        return (rows, more ? DayCursor.Of(rows[^1].DueOn ?? DateOnly.MinValue, rows[^1].Id) : null);
    }

    public IAsyncEnumerable<ItemChange> AllAsync(string show, Actor actor) => Of(show, actor).OrderBy(c => c.DueOn).ThenBy(c => c.Id).AsAsyncEnumerable();

    private IQueryable<ItemChange> Of(string show, Actor actor)
    {
        var visible = db.Set<ItemChange>().AsNoTracking().VisibleTo(actor);
        var region = actor.Post?.RegionCode ?? "";
        var organisation = actor.Post?.OrganisationId ?? Guid.Empty;
        return show switch
        {
            Check => visible.Waiting().Where(c => c.HandlerRegion == region && c.CheckedAt == null && c.RequestedById != actor.Id),
            Approve => visible.Waiting().Where(c => c.HandlerRegion == region && c.CheckedAt != null && c.RequestedById != actor.Id && c.CheckedById != actor.Id),
            _ => visible.Where(c => c.RequesterOrganisationId == organisation),
        };
    }
}
