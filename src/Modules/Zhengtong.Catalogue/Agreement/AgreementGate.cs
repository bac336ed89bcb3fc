using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>Which elements of an item are fixed by the active profiles, so that only the entry above can change them (01.17).</summary>
internal sealed class FixedElements(Database db, ProfilesInForce profiles, TimeProvider clock)
{
    public async Task<IReadOnlySet<string>> OfAsync(Item item, CancellationToken ct) =>
        item.ParentId is { } parent && await StandardAsync(parent, item.ParentVersion, ct) is { } standard ? await OfAsync(item.Id, item.Level, item.Kind, standard, ct) : new HashSet<string>();

    public async Task<IReadOnlySet<string>> OfAsync(Guid itemId, int level, ItemKind kind, ItemState standard, CancellationToken ct) =>
        AgreementCheck.Fixed(standard, level, await profiles.ActiveAsync(ct), (await AllowedAsync([itemId], ct)).Select(x => x.ElementKey).ToHashSet(), kind);

    /// <summary>The deviations that are allowed today.</summary>
    public async Task<IReadOnlyList<ProfileException>> AllowedAsync(IReadOnlyCollection<Guid> items, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        return await db.Set<ProfileException>().AsNoTracking().Where(x => items.Contains(x.ItemId) && x.EndedAt == null && x.Until >= today).ToListAsync(ct);
    }

    /// <summary>What entries say in some of their versions, by entry and version: one statement, however many.</summary>
    public async Task<IReadOnlyDictionary<(Guid Entry, int Version), ItemState>> StandardsAsync(IReadOnlyCollection<(Guid Entry, int Version)> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
        {
            return new Dictionary<(Guid, int), ItemState>();
        }

        var (entries, numbers) = (wanted.Select(w => w.Entry).Distinct().ToList(), wanted.Select(w => w.Version).Distinct().ToList());
        var rows = await db.Set<ItemVersion>().AsNoTracking().Where(v => entries.Contains(v.ItemId) && numbers.Contains(v.Number))
            .Join(db.Set<Item>(), v => v.ItemId, i => i.Id, (v, i) => new { v.ItemId, v.Number, v.Name, v.Content, i.CatalogueCode }).ToListAsync(ct);
        return rows.Where(r => wanted.Contains((r.ItemId, r.Number))).ToDictionary(r => (r.ItemId, r.Number), r => new ItemState(r.CatalogueCode, r.Name, ItemContent.FromJson(r.Content)));
    }

    /// <summary>What an entry says in one of its versions.</summary>
    public async Task<ItemState?> StandardAsync(Guid parentId, int version, CancellationToken ct) =>
        (await StandardsAsync([(parentId, version)], ct)).GetValueOrDefault((parentId, version));
}

/// <summary>
/// Refuses a version that deviates from the entry above in an element that must agree (01.28), unless the deviation was allowed. Compared is the version of the entry that
/// the item follows: who has not adopted the newest yet may still correct his own. A code cannot be made right by publishing; it is flagged and not refused.
/// </summary>
internal sealed class AgreementGate(FixedElements elements, ProfilesInForce profiles)
{
    /// <param name="item">The item as it stands; null when the version is its first.</param>
    public async Task<IReadOnlyList<Problem>> FaultsAsync(PublishRequest request, Item? item, CancellationToken ct) => [.. (await DeviationsAsync([(request, item)], ct))[0].Select(d => d.Problem)];

    /// <summary>What deviates in each of many requests, in the order given: as few statements for a page of them as for one.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Deviation>>> DeviationsAsync(IReadOnlyList<(PublishRequest Request, Item? Item)> page, CancellationToken ct)
    {
        var standards = await elements.StandardsAsync(page.Select(p => Above(p.Request, p.Item)).OfType<(Guid, int)>().ToHashSet(), ct);
        if (standards.Count == 0)
        {
            return [.. page.Select(_ => (IReadOnlyList<Deviation>)[])];
        }

        var active = await profiles.ActiveAsync(ct);
        var allowed = (await elements.AllowedAsync([.. page.Select(p => p.Item?.Id).OfType<Guid>()], ct)).ToLookup(x => x.ItemId, x => x.ElementKey);
        return [.. page.Select(p => Above(p.Request, p.Item) is { } above && standards.TryGetValue(above, out var standard)
            ? Of(p.Request, p.Item ?? Item.First(p.Request.Code, p.Request.RegionCode, p.Request.RegionName, p.Request.Kind), standard, active, allowed)
            : [])];
    }

    private static List<Deviation> Of(PublishRequest request, Item subject, ItemState standard, IReadOnlyList<Profile> active, ILookup<Guid, string> allowed)
    {
        var keys = AgreementCheck.Fixed(standard, subject.Level, active, allowed[subject.Id].ToHashSet(StringComparer.Ordinal), subject.Kind);
        keys.Remove(ItemElements.CodeKey);
        return [.. ElementComparison.Of(standard, new ItemState(subject.CatalogueCode, Whole(request.Name, standard), request.Content), keys).Select(d => new Deviation(d.Element, Problem.Invalid(
            "catalogue.deviates",
            $"“{d.Element.Name}”与上级目录不一致，按“{active.First(p => p.Covers(subject.Level) && p.Elements.Contains(d.Element.Key)).Name}”应当统一。请改为与上级一致；确需不同的，请上级事项管理部门批准例外。",
            char.ToUpperInvariant(d.Element.Key[0]) + d.Element.Key[1..])))];
    }

    private static (Guid Entry, int Version)? Above(PublishRequest request, Item? item) =>
        request.Parent is { } parent ? (parent.Id, parent.CurrentVersion) : item is { ParentId: { } id } ? (id, item.ParentVersion) : null;

    /// <summary>A part of the splitting standard is named after its entry and the part (01.14): that is no deviation.</summary>
    public static string Whole(string name, ItemState standard) => standard.Content.HandlingItems.Any(h => name == $"{standard.Name}（{h.Name}）") ? standard.Name : name;

    internal sealed record Deviation(ItemElement Element, Problem Problem);
}
