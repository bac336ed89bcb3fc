using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Puts an item on the lists it belongs to as soon as a version of it takes effect, and takes it off the others (05.02, 05.03: 实时更新). What is kept off the platform is on none (01.08).</summary>
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
            if (version is not null && ItemContent.FromJson(version.Content) is { KeptOff: false } content)
            {
                Stage(new ListedContent(row.Item, content), version, [.. known[row.Item.Id]]);
            }
            else
            {
                db.RemoveRange(known[row.Item.Id]);
            }
        }
    }

    public static IReadOnlyList<string> CellsOf(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];

    private void Stage(ListedContent listed, ItemVersion version, List<ListItem> known)
    {
        foreach (var list in DerivedLists.All)
        {
            var row = known.Find(x => x.List == list.Key);
            var cells = listed.Item.Status == ItemStatus.GuideOnly ? null : list.Cells(listed);
            if (cells is null)
            {
                if (row is not null)
                {
                    db.Remove(row);
                }

                continue;
            }

            if (row is null)
            {
                row = new ListItem { List = list.Key, ItemId = listed.Item.Id };
                db.Add(row);
            }

            var item = listed.Item;
            (row.Code, row.RegionCode, row.RegionName, row.Name, row.TypeCode) = (item.Code, item.RegionCode, item.RegionName, version.Name, listed.Content.TypeCode);
            (row.OrganisationId, row.OrganisationName) = (version.OrganisationId, version.OrganisationName);
            (row.Cells, row.SearchText) = (JsonSerializer.Serialize(cells, Json), SearchText.OfItem(version.Name, item.Code, version.OrganisationName));
        }
    }
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
