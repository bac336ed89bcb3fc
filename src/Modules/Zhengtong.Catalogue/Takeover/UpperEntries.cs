using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Which catalogue lies above whose: a province takes over from the nation, a city from its province (01.10, 01.11); below a city there are implementation lists only.</summary>
internal sealed class UpperEntries(Database db)
{
    public const int PageSize = 50;

    /// <summary>Nation, provinces and cities keep basic catalogues.</summary>
    public static bool KeepsCatalogue(string region) => region.Length is 0 or 2 or 4;

    /// <returns>null: the actor's region keeps no basic catalogue that takes over.</returns>
    public static string? UpperOf(Actor actor) => actor.Post is { Role: Roles.CatalogueManager, RegionCode: var own } ? UpperOf(own) : null;

    /// <returns>null: that region keeps no basic catalogue that takes over.</returns>
    public static string? UpperOf(string own) => own.Length switch
    {
        2 => "",
        4 => own[..2],
        _ => null,
    };

    /// <summary>One page of the upper catalogue with what the actor's own has of each; keyed by code.</summary>
    /// <param name="show">open: not taken over; renewed: taken over, and the upper entry has a newer version; all.</param>
    public async Task<List<Row>> PageAsync(Actor actor, string show, string words, string? after, CancellationToken ct)
    {
        if (UpperOf(actor) is not { } upper)
        {
            return [];
        }

        var own = actor.Post!.RegionCode;
        var rows = db.Set<Item>().AsNoTracking().Where(i => i.Kind == ItemKind.Basic && i.RegionCode == upper && i.Status != ItemStatus.Cancelled)
            .LeftJoin(db.Set<Item>().Where(o => o.Kind == ItemKind.Basic && o.RegionCode == own), i => (Guid?)i.Id, o => o.ParentId, (i, o) => new { Upper = i, Own = o });
        rows = show switch
        {
            "all" => rows,
            "renewed" => rows.Where(x => x.Own != null && x.Own.Status != ItemStatus.Cancelled && x.Own.ParentVersion < x.Upper.CurrentVersion),
            _ => rows.Where(x => x.Own == null || x.Own.Status == ItemStatus.Cancelled),
        };
        if (words.Length > 0)
        {
            rows = rows.Where(x => x.Upper.Name.Contains(words) || x.Upper.OrganisationName.Contains(words) || x.Upper.CatalogueCode.StartsWith(words));
        }

        if (after is not null)
        {
            rows = rows.Where(x => string.Compare(x.Upper.Code, after) > 0);
        }

        var read = await rows.OrderBy(x => x.Upper.Code).Take(PageSize + 1).ToListAsync(ct);
        return [.. read.Select(x => new Row(x.Upper, x.Own))];
    }

    internal sealed record Row(Item Upper, Item? Own)
    {
        public bool Renewed => Own is { Status: not ItemStatus.Cancelled } && Own.ParentVersion < Upper.CurrentVersion;

        /// <summary>One's own was cancelled, and the entry above is there (again).</summary>
        public bool Revivable => Own is { Status: ItemStatus.Cancelled };
    }
}
