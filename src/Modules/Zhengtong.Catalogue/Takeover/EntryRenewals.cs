using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// What taking a newer version of the entry above over makes of one's own entry (01.11): one's own elements stay, what one never changed follows, and what the active profiles fix is as above.
/// </summary>
/// <param name="OwnVersion">The version of one's own entry that it is put onto.</param>
/// <param name="Kept">Elements that the entry above changed as well and that stay as one's own has them.</param>
/// <param name="End">Its planned end: the earlier one of its own and that of the entry above.</param>
internal sealed record EntryRenewal(
    Guid UpperId, int UpperVersion, int OwnVersion, ItemState Before, ItemState After, Guid OrganisationId, string OrganisationName, IReadOnlyList<ItemElement> Kept, DateOnly? End)
{
    public IReadOnlyList<ElementDifference> Differences => ElementComparison.Whole(Before, After);

    /// <param name="base">The entry above as it was last taken over.</param>
    /// <param name="fixedKeys">The elements that must agree, and those that were chosen to.</param>
    public static (ItemState After, IReadOnlyList<ItemElement> Kept) Merge(ItemState @base, ItemState own, ItemState upper, IReadOnlyCollection<string> fixedKeys)
    {
        var merged = own with { Name = ContentMerge.Of(@base.Name, own.Name, upper.Name), Content = ContentMerge.Of(@base.Content, own.Content, upper.Content) };
        var (name, content) = AdoptionPlan.Take(merged, upper, fixedKeys);
        var after = own with { Name = name, Content = content };
        var changedAbove = ElementComparison.Of(@base, upper).Select(d => d.Element).ToList();
        return (after, [.. ElementComparison.Of(after, upper, [.. changedAbove.Select(e => e.Key)]).Select(d => d.Element)]);
    }
}

/// <summary>Reads the entries of a region's catalogue that renewals are put onto: what the approver sees is what is carried out. One statement, and two for the profiles.</summary>
internal sealed class EntryRenewals(Database db, FixedElements elements, ProfilesInForce profiles)
{
    /// <returns>By the entry above; those that are not in the region's catalogue are left out.</returns>
    public async Task<IReadOnlyDictionary<Guid, EntryRenewal>> OfAsync(string region, IReadOnlyCollection<ChosenEntry> chosen, CancellationToken ct)
    {
        if (chosen.Count == 0)
        {
            return new Dictionary<Guid, EntryRenewal>();
        }

        var (uppers, extra) = (chosen.Select(c => c.Id).ToList(), chosen.ToDictionary(c => c.Id, c => c.Extra ?? []));
        var versions = db.Set<ItemVersion>().AsNoTracking();
        var kept = db.Set<AdoptionTask>().Kept().Where(t => t.RetiredOn != null);
        var rows = await db.Set<Item>().AsNoTracking().Where(o => o.Kind == ItemKind.Basic && o.RegionCode == region && o.ParentId != null && uppers.Contains(o.ParentId.Value))
            .Join(versions, o => o.CurrentVersionId, v => v.Id, (o, v) => new { Own = o, v.Content, v.PlanCancel })
            .Join(versions, x => new { Id = x.Own.ParentId!.Value, Number = x.Own.ParentVersion }, b => new { Id = b.ItemId, b.Number }, (x, b) => new
            {
                x.Own, x.Content, x.PlanCancel, Base = b,
                Kept = kept.Any(t => t.ItemId == x.Own.Id && t.UpperId == x.Own.ParentId),
            })
            .Join(db.Set<Item>(), x => x.Own.ParentId, u => u.Id, (x, u) => new { x.Own, x.Content, x.PlanCancel, x.Base, x.Kept, u.CurrentVersionId })
            .Join(versions, x => x.CurrentVersionId, w => w.Id, (x, w) => new { x.Own, x.Content, x.PlanCancel, x.Base, x.Kept, Upper = w })
            .ToListAsync(ct);
        var active = await profiles.ActiveAsync(ct);
        var allowed = (await elements.AllowedAsync([.. rows.Select(r => r.Own.Id)], ct)).ToLookup(x => x.ItemId, x => x.ElementKey);
        return rows.ToDictionary(r => r.Upper.ItemId, r =>
        {
            ItemState StateOf(string name, string content) => new(r.Own.CatalogueCode, name, ItemContent.FromJson(content));
            var (own, upper) = (StateOf(r.Own.Name, r.Content), StateOf(r.Upper.Name, r.Upper.Content));
            var fixedKeys = AgreementCheck.Fixed(upper, r.Own.Level, active, allowed[r.Own.Id].ToHashSet());
            var (after, kept) = EntryRenewal.Merge(StateOf(r.Base.Name, r.Base.Content), own, upper, [.. fixedKeys.Union(extra[r.Upper.ItemId])]);

            // Who keeps the entry below is a matter of those below, unless they left it as it was above.
            var follows = (r.Own.OrganisationId, r.Own.OrganisationName) == (r.Base.OrganisationId, r.Base.OrganisationName);
            var (organisation, organisationName) = follows ? (r.Upper.OrganisationId, r.Upper.OrganisationName) : (r.Own.OrganisationId, r.Own.OrganisationName);
            return new EntryRenewal(r.Upper.ItemId, r.Upper.Number, r.Own.CurrentVersion, own, after, organisation, organisationName, kept,
                Validity.End(r.PlanCancel, r.Base.PlanCancel, r.Kept ? null : r.Upper.PlanCancel));
        });
    }
}
