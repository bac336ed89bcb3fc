using System.Text.Json.Nodes;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Import;

/// <summary>Joins what several sources say of the same item. Where the item's own source says something, that stays.</summary>
internal static class DraftMerge
{
    /// <summary>
    /// A guide of the same name (see <see cref="ItemName"/>) and region goes into the listed item and is no item of its own. A statutory guide of the same
    /// name and type lends what the law itself fixes, for the law holds in every region, and stays as a guide at nation level.
    /// </summary>
    public static List<ItemDraft> Join(IEnumerable<ItemDraft> drafts)
    {
        var all = drafts.ToList();
        var local = all.Where(d => !d.ListOnly && !d.GuideOnly).GroupBy(d => d.MergeKey).ToDictionary(g => g.Key, g => g.First());
        var statutory = all.Where(d => d.GuideOnly && d.RegionCode.Length == 0).GroupBy(d => (ItemName.Normalise(d.Name), d.Content.TypeCode)).ToDictionary(g => g.Key, g => g.First());
        var merged = new HashSet<ItemDraft>(ReferenceEqualityComparer.Instance);
        var joined = new List<ItemDraft>();
        foreach (var draft in all.Where(d => d.ListOnly))
        {
            var item = draft;
            if (local.TryGetValue(item.MergeKey, out var guide) && merged.Add(guide))
            {
                item = item with { Content = TakeAll(item.Content, guide), Domain = guide.Domain };
            }

            if (statutory.TryGetValue((ItemName.Normalise(item.Name), item.Content.TypeCode), out var law))
            {
                item = item with { Content = TakeLaw(item.Content, law), Domain = law.Domain };
            }

            joined.Add(item);
        }

        return [.. joined, .. all.Where(d => !d.ListOnly && !merged.Contains(d))];
    }

    /// <summary>What the law fixes for every region: basis, conditions, materials, limit and who may apply.</summary>
    public static ItemContent TakeLaw(ItemContent own, ItemDraft law)
    {
        var from = law.Content;
        return own with
        {
            ServiceObject = own.ServiceObject.Length > 0 ? own.ServiceObject : from.ServiceObject,
            ForPersons = own.ServiceObject.Length > 0 ? own.ForPersons : from.ForPersons,
            ForCompanies = own.ServiceObject.Length > 0 ? own.ForCompanies : from.ForCompanies,
            LegalBasis = own.LegalBasis.Count > 0 ? own.LegalBasis : from.LegalBasis,
            Conditions = own.Conditions.Count > 0 ? own.Conditions : from.Conditions,
            Materials = own.Materials.Count > 0 ? own.Materials : from.Materials,
            StatutoryLimit = own.StatutoryLimitText.Length > 0 ? own.StatutoryLimit : from.StatutoryLimit,
            StatutoryLimitText = own.StatutoryLimitText.Length > 0 ? own.StatutoryLimitText : from.StatutoryLimitText,
            Result = own.Result.Name.Length > 0 ? own.Result : from.Result,
            SourceNote = $"{own.SourceNote}依据、条件、材料和法定时限取自{law.RegionName}指南 {law.Code}。",
        };
    }

    private static ItemContent TakeAll(ItemContent own, ItemDraft guide) => TakeLaw(own, guide) with
    {
        PromisedLimit = guide.Content.PromisedLimit,
        PromisedLimitText = guide.Content.PromisedLimitText,
        Instant = guide.Content.Instant,
        ProcessText = guide.Content.ProcessText,
        Fee = guide.Content.Fee,
        Visits = guide.Content.Visits,
        OnlineDepth = guide.Content.OnlineDepth,
        Places = guide.Content.Places,
        ConsultPhone = guide.Content.ConsultPhone,
        ComplaintPhone = guide.Content.ComplaintPhone,
    };

    /// <summary>Lays stated elements over a content: each named property is replaced, a list of materials is patched by name.</summary>
    public static ItemContent Overlay(ItemContent content, JsonObject set, JsonObject materials)
    {
        var json = JsonNode.Parse(content.ToJson())!.AsObject();
        foreach (var (name, value) in set)
        {
            json[name] = value?.DeepClone();
        }

        foreach (var material in json["materials"]?.AsArray().Select(m => m!.AsObject()) ?? [])
        {
            foreach (var (name, value) in materials[(string)material["name"]!]?.AsObject() ?? [])
            {
                material[name] = value?.DeepClone();
            }
        }

        return ItemContent.FromJson(json.ToJsonString());
    }
}
