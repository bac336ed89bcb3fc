using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>What is looked for among the changes; bound from the address.</summary>
internal sealed record ChangeFilter
{
    public const string Mine = "mine";
    public const string Check = "check";
    public const string Approve = "approve";

    /// <summary>待出具意见: asked of the actor's organisation.</summary>
    public const string Opinion = "opinion";

    /// <summary>已办: answered by the managers of the actor's region.</summary>
    public const string Done = "done";

    /// <summary>All that the actor sees, wherever it stands.</summary>
    public const string All = "all";

    public string? Show { get; set; }

    public ChangeKind? Kind { get; set; }

    /// <summary>Of an item or its code, or of the organisation that asks.</summary>
    public string? Words { get; set; }

    /// <summary>Waits for an answer longer than the limit.</summary>
    public bool? Overdue { get; set; }

    /// <summary>One of the lists; without a choice the one that waits for the actor.</summary>
    public string Known(Actor actor) => Show is Mine or All or Opinion || (Show is Check or Approve or Done && actor.Has(Roles.CatalogueManager)) ? Show
        : actor.Has(Roles.CatalogueManager) ? Check : Mine;

    public string Href(string path, string? show = null, string? after = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])[("show", show ?? Show), ("kind", Kind?.ToString()), ("words", Words), ("overdue", Overdue == true ? "true" : null), ("after", after)])
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }
}

/// <summary>The work list of changes: due first for those who answer, newest first for those who asked and for what is done. Paged by key.</summary>
internal sealed class ChangeList(Database db, TimeProvider clock)
{
    public const int PageSize = 30;

    public async Task<(IReadOnlyList<ItemChange> Rows, string? Next)> PageAsync(ChangeFilter filter, string? after, Actor actor, CancellationToken ct)
    {
        var (query, dueFirst) = (Matching(filter, actor), filter.Known(actor) is ChangeFilter.Check or ChangeFilter.Approve);
        if (DayCursor.Parse(after) is { } at)
        {
            query = dueFirst ? query.Where(c => c.DueOn > at.Day || (c.DueOn == at.Day && c.Id.CompareTo(at.Id) > 0)) : query.Where(c => c.Id.CompareTo(at.Id) < 0);
        }

        var rows = await (dueFirst ? query.OrderBy(c => c.DueOn).ThenBy(c => c.Id) : query.OrderByDescending(c => c.Id)).Take(PageSize + 1).ToListAsync(ct);
        var more = rows.Count > PageSize;
        if (more)
        {
            rows.RemoveAt(PageSize);
        }

        return (rows, more ? DayCursor.Of(rows[^1].DueOn ?? DateOnly.MinValue, rows[^1].Id) : null);
    }

    public IAsyncEnumerable<ItemChange> AllAsync(ChangeFilter filter, Actor actor) => Matching(filter, actor).OrderBy(c => c.DueOn).ThenBy(c => c.Id).AsAsyncEnumerable();

    private IQueryable<ItemChange> Matching(ChangeFilter filter, Actor actor)
    {
        var changes = Of(filter.Known(actor), actor);
        changes = filter.Kind is { } kind ? changes.Where(c => c.Kind == kind) : changes;
        if (filter.Overdue == true)
        {
            var today = LegalDay.Today(clock);
            changes = changes.Waiting().Where(c => c.DueOn < today);
        }

        return filter.Words?.Trim() is { Length: > 0 } words ? changes.Where(c => c.Name.Contains(words) || c.Code == words || c.RequesterOrganisationName.Contains(words)) : changes;
    }

    private IQueryable<ItemChange> Of(string show, Actor actor)
    {
        var visible = db.Set<ItemChange>().AsNoTracking().VisibleTo(actor);
        var region = actor.Post?.RegionCode ?? "";
        var organisation = actor.Post?.OrganisationId ?? Guid.Empty;
        var me = actor.Id.ToString("N");
        return show switch
        {
            ChangeFilter.Check => visible.Waiting().Where(c => c.HandlerRegion == region && c.CheckedAt == null && !c.WriterIds.Contains(me)),
            ChangeFilter.Approve => visible.Waiting().Where(c => c.HandlerRegion == region && c.CheckedAt != null && !c.WriterIds.Contains(me) && c.CheckedById != actor.Id),
            ChangeFilter.Done => visible.Where(c => c.HandlerRegion == region && (c.ApprovedAt != null || c.ReturnedAt != null)),
            ChangeFilter.Opinion => visible.Waiting().Where(c => db.Set<ChangeOpinion>().Any(o => o.ChangeId == c.Id && o.OrganisationId == organisation && o.GivenAt == null && o.DroppedAt == null
                && db.Set<ChangeRound>().Any(r => r.Id == o.RoundId && r.EndedOn == null))),
            ChangeFilter.All => visible,
            _ => visible.Where(c => c.RequesterOrganisationId == organisation),
        };
    }
}
