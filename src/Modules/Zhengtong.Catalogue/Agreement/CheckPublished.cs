using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>
/// Whoever publishes sees at once what deviates: the item is compared, its organisation counted (01.20). The items below an entry are compared when the change is handed down, and once more on its
/// day where it waits.
/// </summary>
internal sealed class CheckPublished(Database db, Pairs pairs, FindDifferences find, CountAgreement count, TimeProvider clock) : ISubscriber<ItemPublished>
{
    public async Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        if (await db.Set<Item>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == happened.ItemId, ct) is not { } item)
        {
            return;
        }

        var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var pair = item.ParentId is null ? null : await pairs.OfAsync(item.Id, ct);
        var found = await find.OfAsync([item.Id], pair is null ? [] : [pair], at, ct);
        await count.OfPlaceAsync(item, [.. found[item.Id]], at, ct);
    }
}

/// <summary>Compares all bound items, or those below one entry, by pages of key.</summary>
internal sealed class CheckItems(Database db, Pairs pairs, FindDifferences find, CountAgreement count, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>What is bound to one entry, and how its organisations stand after that.</summary>
    public async Task BelowAsync(Guid parent, CancellationToken ct) =>
        await count.OfOrganisationsAsync(await RunAsync(parent, ct), Act.Micro(clock.GetUtcNow().UtcDateTime), ct);

    /// <summary>Certain items at once: bound, unbound, or allowed to deviate. What was staged before is not saved with it.</summary>
    public async Task TheseAsync(IReadOnlyCollection<Guid> items, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        pairs.Forget();
        var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var page = await pairs.ReadAsync(db.Set<Item>().Where(i => items.Contains(i.Id)).OrderBy(i => i.Id), items.Count, ct);
        await db.SavePageAsync(() => find.OfAsync(items, page, at, ct), ct);
        await count.OfOrganisationsAsync(await db.Set<Item>().Where(i => items.Contains(i.Id)).Select(i => i.OrganisationId).Distinct().ToListAsync(ct), at, ct);
    }

    /// <summary>复检 of one item by who keeps it.</summary>
    public async Task<Outcome> AgainAsync(Guid item, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Item>().KeptBy(actor).Where(i => i.Id == item).Select(i => (ItemStatus?)i.Status).SingleOrDefaultAsync(ct) is not { } status)
        {
            return Problem.NotFound("catalogue.item-unknown", "没有找到这个事项，或不由您的单位负责。");
        }

        if (status == ItemStatus.Paused)
        {
            return RestFindings.ItemPaused;
        }

        await TheseAsync([item], ct);
        return Outcome.Done();
    }

    public async Task AllAsync(CancellationToken ct)
    {
        await RunAsync(null, ct);

        // An item that was unbound without being published has nothing to deviate from.
        await db.DeleteAsync(db.Set<ItemDifference>().Where(d => !db.Set<Item>().Any(i => i.Id == d.ItemId && i.ParentId != null)), ct);
        await count.AllAsync(Act.Micro(clock.GetUtcNow().UtcDateTime), ct);
    }

    /// <returns>The organisations of the items.</returns>
    private async Task<IReadOnlyCollection<Guid>> RunAsync(Guid? parent, CancellationToken ct)
    {
        pairs.Forget();
        var after = Guid.Empty;
        HashSet<Guid> organisations = [];
        while (true)
        {
            // Not every item makes a pair: what is not in force yet has nothing to deviate in.
            var items = db.Set<Item>().Where(i => i.ParentId != null && i.Id > after);
            items = parent is { } upper ? items.Where(i => i.ParentId == upper) : items;
            var ids = await items.OrderBy(i => i.Id).Take(PageSize).Select(i => i.Id).ToListAsync(ct);
            if (ids.Count == 0)
            {
                return organisations;
            }

            var page = await pairs.ReadAsync(db.Set<Item>().Where(i => ids.Contains(i.Id)).OrderBy(i => i.Id), PageSize, ct);
            organisations.UnionWith(page.Select(p => p.Item.OrganisationId));
            await db.SavePageAsync(() => find.OfAsync(ids, page, Act.Micro(clock.GetUtcNow().UtcDateTime), ct), ct);
            after = ids[^1];
        }
    }
}

/// <summary>Every night everything once: what no event told (a profile that came into effect, an exception that ended, rows written by an import) is found by the morning.</summary>
internal sealed class CheckEverything(CheckItems check) : IRecurringJob
{
    public const string JobName = "catalogue.agreement";

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromDays(1);

    public Task RunAsync(CancellationToken ct) => check.AllAsync(ct);
}
