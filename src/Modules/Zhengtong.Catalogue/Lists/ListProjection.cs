using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// Puts an item on the lists it belongs to as soon as a version of it takes effect, and takes it off the others (05.02, 05.03: 实时更新). What a list said till then stays as its state of
/// the days before. What is kept off the platform is on none (01.08).
/// </summary>
internal sealed class ListProjection(Database db, TimeProvider clock) : ISubscriber<ItemPublished>
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct) => StageAsync([happened.ItemId], ct);

    /// <summary>Stages the rows of some items; saves nothing.</summary>
    public async Task StageAsync(IReadOnlyList<Guid> items, CancellationToken ct)
    {
        var known = (await db.Set<ListItem>().Where(x => items.Contains(x.ItemId)).ToListAsync(ct)).ToLookup(x => x.ItemId);
        var current = await db.Set<Item>().AsNoTracking().Where(i => items.Contains(i.Id))
            .Join(db.Set<ItemVersion>().AsNoTracking(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, Version = v }).ToListAsync(ct);
        var today = LegalDay.Today(clock);
        var inForce = await VersionsInForce.WaitingAsync(db, current.Select(r => r.Item), today, ct);
        foreach (var row in current)
        {
            var version = row.Item.Waits(today) ? inForce.GetValueOrDefault(row.Item.Id) : row.Version;
            var content = version is null ? null : ItemContent.FromJson(version.Content);
            if (content is null or { KeptOff: true })
            {
                TakeOff([.. known[row.Item.Id]]);
            }
            else
            {
                Stage(new ListedContent(row.Item, content), version!, [.. known[row.Item.Id]]);
            }
        }
    }

    public static IReadOnlyList<string> CellsOf(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];

    private void Stage(ListedContent listed, ItemVersion version, List<ListItem> known)
    {
        foreach (var list in DerivedLists.All)
        {
            var row = known.Find(x => x.List == list.Key);
            if (listed.Item.Status == ItemStatus.GuideOnly || list.Cells(listed) is not { } cells)
            {
                TakeOff(row is null ? [] : [row]);
                continue;
            }

            var next = Row(list, listed, version, cells);
            if (row is null)
            {
                next.Since = Now;
                db.Add(next);
            }
            else if (!row.Says(next) || row.Shown != next.Shown)
            {
                db.AddRange(row.Become(next, Now) is { } former ? [former] : []);
            }
        }
    }

    private void TakeOff(IReadOnlyList<ListItem> rows)
    {
        db.AddRange(rows.Where(r => r.Shown).Select(r => FormerListItem.Of(r, Now)));
        db.RemoveRange(rows);
    }

    private static ListItem Row(DerivedList list, ListedContent listed, ItemVersion version, IReadOnlyList<string> cells)
    {
        var item = listed.Item;
        return new ListItem
        {
            List = list.Key,
            ItemId = item.Id,
            Code = item.Code,
            RegionCode = item.RegionCode,
            RegionName = item.RegionName,
            Name = version.Name,
            TypeCode = listed.Content.TypeCode,
            OrganisationId = version.OrganisationId,
            OrganisationName = version.OrganisationName,
            Cells = JsonSerializer.Serialize(cells, Json),
            SearchText = SearchText.OfItem(version.Name, item.Code, version.OrganisationName),
            Shown = item.Status == ItemStatus.InUse,
        };
    }

    private DateTime Now => Act.Micro(clock.GetUtcNow().UtcDateTime);
}

/// <summary>Writes every item's rows anew, page by page, so that a changed definition of a list or a lost event mends itself within a day.</summary>
internal sealed class RebuildLists(Database db, ListProjection projection) : IRecurringJob
{
    private const int PageSize = 500;

    public string Name => "catalogue.lists";

    public TimeSpan Period => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var after = Guid.Empty;
        while (true)
        {
            var last = after;
            var ids = await db.Set<Item>().AsNoTracking().Where(i => i.Id > last).OrderBy(i => i.Id).Take(PageSize).Select(i => i.Id).ToListAsync(ct);
            if (ids.Count == 0)
            {
                return;
            }

            await db.SavePageAsync(() => projection.StageAsync(ids, ct), ct);
            after = ids[^1];
        }
    }
}
