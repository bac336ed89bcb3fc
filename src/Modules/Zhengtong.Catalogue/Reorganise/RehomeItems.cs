using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// The items themselves: each gets a version under the new organisation, content unchanged but for steps that name the old one. The code stays, so that links, cases and
/// statistics go on; who had it before stands in the versions.
/// </summary>
internal sealed class RehomeItems(Database db, PublishItemVersion publish) : IRehomes
{
    /// <summary>What the versions say that only hand an item over; the way back begins with the same words.</summary>
    public const string Source = "机构改革：职能划转";

    public string Name => "政务服务事项";

    /// <summary>A new item whose change was under way, or whose sheet waited to be approved, is born under the old organisation.</summary>
    public bool ComesUpLater => true;

    public IReadOnlyList<RehomeRefusal> Refused { get; private set; } = [];

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var items = await Of(move).Where(i => i.Id > after).OrderBy(i => i.Id).Take(atMost).ToListAsync(ct);
        var versions = await StageAsync(items, _ => (move.ToId, move.ToName), Source, act, ct);
        return new RehomedPage(
            [.. items.Where(i => versions.ContainsKey(i.Id)).Select(i => new Rehomed(i.Id, versions[i.Id].Id, versions[i.Id].Name, i.CurrentVersionId.ToString("N")))],
            items.Count < atMost ? null : items[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var items = await db.Set<Item>().Where(i => ids.Contains(i.Id) && i.OrganisationId == move.ToId).ToListAsync(ct);
        var untouched = items.Where(i => i.CurrentVersionId.ToString("N") == from[i.Id].Stamp).ToList();
        return [.. (await StageAsync(untouched, i => (from[i.Id].FromId, from[i.Id].FromName), Source + "撤回", act, ct)).Keys];
    }

    /// <summary>What organisations hand over. What ended only because it was given away comes back with its recall: it is the successor's too.</summary>
    public static IQueryable<Item> Handed(Database db, IReadOnlyList<Guid> from) => db.Set<Item>().Where(i => from.Contains(i.OrganisationId)
        && (i.Status != ItemStatus.Cancelled || db.Set<ItemGrant>().Any(g => g.GiverItemId == i.Id && g.GiverEnded && g.RecalledAt == null)));

    private IQueryable<Item> Of(Rehoming move)
    {
        var items = Handed(db, move.From);
        items = move.Items is { } chosen ? items.Where(i => chosen.Contains(i.Id)) : items;
        return move.Ended ? items.Where(Late(move)) : items;
    }

    /// <summary>
    /// What was published by the old organisation since the reorganisation began, from a change drafted or a mass change asked for before. What the organisation makes anew, or is given by a later
    /// reorganisation, stays its own.
    /// </summary>
    private Expression<Func<Item, bool>> Late(Rehoming move) => i =>
        !db.Set<ReorganisationMove>().Any(m => m.ReorganisationId == move.Id && m.Part == Name && m.SubjectId == i.Id)
        && db.Set<ItemVersion>().Any(v => v.ItemId == i.Id && move.From.Contains(v.OrganisationId) && v.PublishedAt >= move.Before
            && (db.Set<ItemChange>().Any(c => c.Code == i.Code && c.DraftedAt < move.Before && c.ApprovedAt == v.PublishedAt)
                || db.Set<MassChange>().Any(m => m.AskedAt < move.Before && m.ApprovedAt <= v.PublishedAt && v.PublishedAt <= m.DoneAt)));

    /// <returns>The organisations before, by item.</returns>
    private async Task<Dictionary<Guid, (Guid Id, string Name)>> StageAsync(List<Item> items, Func<Item, (Guid Id, string Name)> to, string source, Act act, CancellationToken ct)
    {
        var ids = items.Select(i => i.Id).ToList();
        var current = items.Select(i => i.CurrentVersionId).ToList();
        var versions = await db.Set<ItemVersion>().AsNoTracking().Where(v => current.Contains(v.Id)).ToDictionaryAsync(v => v.ItemId, ct);
        var indexes = await db.Set<ItemIndex>().Where(x => ids.Contains(x.ItemId)).ToDictionaryAsync(x => x.ItemId, ct);
        var themes = (await db.Set<ItemTheme>().Where(x => ids.Contains(x.ItemId)).ToListAsync(ct)).ToLookup(x => x.ItemId);
        var before = new Dictionary<Guid, (Guid, string)>();
        var refused = new List<RehomeRefusal>();
        foreach (var item in items)
        {
            var (version, now, status) = (versions[item.Id], to(item), item.Status);
            var was = (Id: item.OrganisationId, Name: item.OrganisationName);
            var content = ItemContent.FromJson(version.Content);
            var request = new PublishRequest(
                item.Code, version.Name, now.Id, now.Name, item.RegionCode, item.RegionName,
                content with { Steps = [.. content.Steps.Select(s => s.OrganisationId == was.Id ? s with { OrganisationId = now.Id, OrganisationName = now.Name } : s)] }, source)
            {
                PlanEffective = item.CarriedOn(LegalDay.Of(act.At)),
                PlanCancel = version.PlanCancel,
                GuideOnly = status == ItemStatus.GuideOnly,
                Kind = item.Kind,
                Themes = [.. themes[item.Id].Select(t => t.ThemeId)],
            };
            var staged = publish.Stage(request, act, item, indexes.GetValueOrDefault(item.Id), [.. themes[item.Id]]);
            if (!staged.Ok)
            {
                refused.Add(new RehomeRefusal(item.Id, $"{item.Name}（{item.Code}）", string.Join(' ', staged.Problems.Select(p => p.Message))));
                continue;
            }

            // A paused item stays paused.
            if (item.Status != status)
            {
                item.Become(status);
                if (indexes.TryGetValue(item.Id, out var index))
                {
                    index.Applicable = false;
                }
            }

            before[item.Id] = was;
        }

        Refused = refused;
        return before;
    }
}
