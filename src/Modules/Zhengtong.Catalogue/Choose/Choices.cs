using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Choose;

/// <summary>What is chosen and what is found, for a <see cref="Choice"/>. Each reads a page at most, however many there are.</summary>
internal sealed class Choices(Database db, IOrganisations organisations, Regions regions)
{
    private const int Most = 50;

    public async Task<Choice> OrganisationsAsync(Choice asked, string region, CancellationToken ct)
    {
        var chosen = await organisations.NamedAsync([.. asked.Chosen.Select(c => Guid.TryParse(c, out var id) ? id : Guid.Empty)], ct);
        var words = WordList.Of(asked.Find);
        var found = words.Count == 0 ? [] : await organisations.SearchAsync(region, words, Most + 1, ct);
        var options = new List<SelectListItem>();
        foreach (var one in chosen.Concat(found.Take(Most)).DistinctBy(o => o.Id))
        {
            var place = (await regions.FindAsync(one.RegionCode, ct))?.FullName;
            options.Add(new SelectListItem(place is null ? one.Name : $"{one.Name}（{place}）", one.Id.ToString()));
        }

        return asked with { Options = options, Told = Told(words, found.Count, "单位") };
    }

    /// <param name="among">The items that may be chosen.</param>
    public async Task<Choice> ItemsAsync(Choice asked, IQueryable<Item> among, CancellationToken ct)
    {
        var chosen = await among.AsNoTracking().Where(i => asked.Chosen.Contains(i.Code)).OrderBy(i => i.Code).ToListAsync(ct);
        var words = WordList.Of(asked.Find);
        List<Item> found = words.Count == 0 ? [] : await among.AsNoTracking()
            .Where(i => db.Set<ItemIndex>().Matching(words).Any(x => x.ItemId == i.Id)).OrderBy(i => i.OrganisationName).ThenBy(i => i.Code).Take(Most + 1).ToListAsync(ct);
        return asked with
        {
            Options = [.. chosen.Concat(found.Take(Most)).DistinctBy(i => i.Id).Select(i => new SelectListItem($"{i.Name}（{i.OrganisationName}，{i.Code}）", i.Code))],
            Told = Told(words, found.Count, "事项"),
        };
    }

    /// <param name="among">Those who may be chosen: the staff of one region.</param>
    public static Choice People(Choice asked, IReadOnlyList<Colleague> among)
    {
        var words = WordList.Of(asked.Find);
        var found = words.Count == 0 ? [] : among.Where(p => words.All(w => $"{p.Name} {p.OrganisationName}".Contains(w, StringComparison.OrdinalIgnoreCase))).Take(Most + 1).ToList();
        var shown = among.Where(p => asked.Chosen.Contains(p.StaffId.ToString())).Concat(found.Take(Most)).DistinctBy(p => p.StaffId);
        return asked with { Options = [.. shown.Select(p => new SelectListItem($"{p.Name}（{p.OrganisationName}）", p.StaffId.ToString()))], Told = Told(words, found.Count, "人员") };
    }

    private static string? Told(IReadOnlyList<string> words, int found, string what) => words.Count == 0
        ? null
        : found switch
        {
            0 => $"没有找到这样的{what}，请换几个字再查。",
            > Most => $"找到的{what}多于 {Most} 个，只列出前 {Most} 个。请多写几个字，缩小范围。",
            _ => $"找到 {found} 个{what}，请勾选。",
        };
}
