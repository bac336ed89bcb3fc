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

    /// <summary>What an entry says in one of its versions.</summary>
    public async Task<ItemState?> StandardAsync(Guid parentId, int version, CancellationToken ct) =>
        await db.Set<ItemVersion>().AsNoTracking().Where(v => v.ItemId == parentId && v.Number == version)
            .Join(db.Set<Item>(), v => v.ItemId, i => i.Id, (v, i) => new { v.Name, v.Content, i.CatalogueCode }).SingleOrDefaultAsync(ct) is { } row
            ? new ItemState(row.CatalogueCode, row.Name, ItemContent.FromJson(row.Content))
            : null;
}

/// <summary>
/// Refuses a version that deviates from the entry above in an element that must agree (01.28), unless the deviation was allowed. Compared is the version of the entry that
/// the item follows: who has not adopted the newest yet may still correct his own. A code cannot be made right by publishing; it is flagged and not refused.
/// </summary>
internal sealed class AgreementGate(FixedElements elements, ProfilesInForce profiles)
{
    /// <param name="item">The item as it stands; null when the version is its first.</param>
    public async Task<IReadOnlyList<Problem>> FaultsAsync(PublishRequest request, Item? item, CancellationToken ct)
    {
        if ((request.Parent?.Id ?? item?.ParentId) is not { } parentId || await elements.StandardAsync(parentId, request.Parent?.CurrentVersion ?? item!.ParentVersion, ct) is not { } standard)
        {
            return [];
        }

        var subject = item ?? Item.First(request.Code, request.RegionCode, request.RegionName, request.Kind);
        var fixedKeys = (await elements.OfAsync(subject.Id, subject.Level, subject.Kind, standard, ct)).Where(k => k != ItemElements.CodeKey).ToHashSet();
        var names = await profiles.ActiveAsync(ct);
        return [.. ElementComparison.Of(standard, new ItemState(subject.CatalogueCode, Whole(request.Name, standard), request.Content), fixedKeys).Select(d => Problem.Invalid(
            "catalogue.deviates",
            $"“{d.Element.Name}”与上级目录不一致，按“{names.First(p => p.Covers(subject.Level) && p.Elements.Contains(d.Element.Key)).Name}”应当统一。请改为与上级一致；确需不同的，请上级事项管理部门批准例外。",
            char.ToUpperInvariant(d.Element.Key[0]) + d.Element.Key[1..]))];
    }

    /// <summary>A part of the splitting standard is named after its entry and the part (01.14): that is no deviation.</summary>
    public static string Whole(string name, ItemState standard) => standard.Content.HandlingItems.Any(h => name == $"{standard.Name}（{h.Name}）") ? standard.Name : name;
}
