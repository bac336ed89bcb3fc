using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Which entry of a basic catalogue an unbound implementation item most likely is (01.17): by its catalogue code, by its name, or by its name without asides; the nearest catalogue first. A person
/// confirms.
/// </summary>
internal sealed partial class BindingSuggestions(Database db)
{
    public const int PageSize = 50;
    private const int MostEntries = 20000;
    private const int LookedAt = 2000;

    /// <summary>
    /// Items of the actor's that have a suggestion, from a code on. A page reads a fixed number of items at most, so that it is as quick where nothing fits; where the next one goes on when
    /// there may be more.
    /// </summary>
    public async Task<(List<Suggestion> Rows, string? Next)> PageAsync(Actor actor, string? after, CancellationToken ct, int most = LookedAt)
    {
        var index = new EntryIndex(await EntriesAsync(actor, ct));
        var items = db.Set<Item>().AsNoTracking().KeptBy(actor).Where(i => i.Kind == ItemKind.Implementation && i.ParentId == null && i.Status != ItemStatus.Cancelled);
        if (after is not null)
        {
            items = items.Where(i => string.Compare(i.Code, after) > 0);
        }

        var read = await items.OrderBy(i => i.Code).Take(most).Select(i => new Candidate(i.Id, i.Code, i.Name, i.CatalogueCode, i.RegionCode, i.OrganisationName)).ToListAsync(ct);
        var found = new List<Suggestion>();
        foreach (var item in read)
        {
            if (index.Match(item) is not var (entry, how))
            {
                continue;
            }

            found.Add(new Suggestion(item, entry, how));
            if (found.Count == PageSize)
            {
                return (found, item.Code);
            }
        }

        return (found, read.Count == most ? read[^1].Code : null);
    }

    /// <summary>The entries of the catalogues above the actor's region and below it.</summary>
    private Task<List<Candidate>> EntriesAsync(Actor actor, CancellationToken ct) =>
        db.Set<Item>().AsNoTracking().VisibleTo(actor).Standing()
            .OrderBy(i => i.Id).Take(MostEntries).Select(i => new Candidate(i.Id, i.Code, i.Name, i.CatalogueCode, i.RegionCode, i.OrganisationName)).ToListAsync(ct);

    internal sealed record Candidate(Guid Id, string Code, string Name, string CatalogueCode, string RegionCode, string OrganisationName);

    internal sealed record Suggestion(Candidate Item, Candidate Entry, string How);

    /// <summary>Finds the nearest entry of a name. Pure.</summary>
    internal sealed partial class EntryIndex(IReadOnlyList<Candidate> entries)
    {
        private readonly ILookup<string, Candidate> _byCode = entries.ToLookup(e => e.CatalogueCode, StringComparer.Ordinal);
        private readonly ILookup<string, Candidate> _byName = entries.ToLookup(e => Plain(e.Name), StringComparer.Ordinal);
        private readonly ILookup<string, Candidate> _byCore = entries.ToLookup(e => Core(e.Name), StringComparer.Ordinal);

        public (Candidate Entry, string How)? Match(Candidate item) =>
            item.CatalogueCode.Length > 0 && Nearest(_byCode[item.CatalogueCode], item) is { } coded ? (coded, "基本编码相同")
            : Nearest(_byName[Plain(item.Name)], item) is { } named ? (named, "名称相同")
            : Nearest(_byCore[Core(item.Name)], item) is { } near ? (near, "名称相近")
            : null;

        private static Candidate? Nearest(IEnumerable<Candidate> entries, Candidate item) => EntriesAbove.Nearest(entries, item.RegionCode, e => e.RegionCode);

        /// <summary>Also of any case.</summary>
        private static string Plain(string name) => ItemName.Normalise(SearchText.Normalise(name));

        private static string Core(string name) => Aside().Replace(Plain(name), "");

        [GeneratedRegex(@"\([^()]*\)|[《》“”""]")]
        private static partial Regex Aside();
    }
}
