using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>All published lists of the visitor's region. Requirements 05.02, 05.03, 05.15, 05.16, 05.20, 01.25-01.30.</summary>
[AllowAnonymous]
internal sealed class PublicListsPageModel(Database db, VisitorRegion regions) : PageModel
{
    public RegionView Region { get; private set; } = RegionView.Nation;

    /// <summary>Lists of entries that were published for the region or one above it.</summary>
    public IReadOnlySet<string> Published { get; private set; } = new HashSet<string>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        Region = await regions.ChosenAsync(HttpContext, ct);
        List<string> codes = [Region.ServingCode, .. Region.Above, ""];
        Published = (await db.Set<ListVersion>().AsNoTracking().Where(v => codes.Contains(v.RegionCode)).Select(v => v.List).Distinct().ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        ViewData["Title"] = "清单公开";
        ViewData["RegionName"] = Region.Name;
    }
}

/// <summary>One list: search, filters, more by key, Excel, print.</summary>
[AllowAnonymous]
internal sealed class PublicListPageModel(ReadLists lists, VisitorRegion regions, TimeProvider clock) : PageModel
{
    private const int MostVersions = 20;

    public string Kind { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Intro { get; private set; } = "";

    public string Compiler { get; private set; } = "";

    public bool Typed { get; private set; }

    public RegionView Region { get; private set; } = RegionView.Nation;

    public ListFilter Filter { get; private set; } = new();

    /// <summary>null: nothing published yet.</summary>
    public ListTable? Table { get; private set; }

    public ListVersion? Version { get; private set; }

    /// <summary>All versions of the list, the newest first.</summary>
    public IReadOnlyList<ListVersion> History { get; private set; } = [];

    /// <summary>Another version took the place of the one shown.</summary>
    public ListVersion? Replaced => Version is not null && History is [var newest, ..] && newest.Number > Version.Number ? newest : null;

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public string Path => "/lists/" + Kind;

    public string? Next => Table?.Next is { } next ? Filter.Link(Path, next) : null;

    /// <summary>The types that may be chosen among.</summary>
    public IEnumerable<KeyValuePair<string, string>> Types { get; private set; } = ItemTypes.All;

    public async Task<IActionResult> OnGetAsync(
        string kind, [FromQuery(Name = "q")] string? words, [FromQuery(Name = "org")] Guid? organisation, string? type, string? version, DateOnly? on, string? after, CancellationToken ct)
    {
        Region = await regions.ChosenAsync(HttpContext, ct);
        Filter = new ListFilter(words, organisation, type, after, version);
        Kind = kind;
        if (DerivedLists.Find(kind) is { Public: true } derived)
        {
            (Name, Intro, Typed, Filter) = (derived.Name, derived.Intro, true, Filter with { On = on < Today ? on : null });
            Table = await lists.DerivedAsync(derived, Filter, derived.RegionFor(Region), ReadLists.PageSize, ct);
        }
        else if (RegisterLists.Shown(kind) is (var register, var part))
        {
            (Name, Intro, Compiler, Typed) = (part?.Name ?? register.Name, part?.Intro ?? register.Intro, register.Compiler, register.Typed);
            Types = part is null ? Types : Types.Where(t => part.Types.Contains(t.Value));
            Version = await lists.VersionAsync(register, Region, version, ct);
            if (Version is null && version is not null)
            {
                return NotFound();
            }

            History = Version is null ? [] : await lists.HistoryAsync(Version, MostVersions, ct);
            Table = Version is null ? null : await lists.RegisterAsync(register, part, Version.Id, Filter, Region.ServingCode, ReadLists.PageSize, ct);
        }
        else
        {
            return NotFound();
        }

        ViewData["Title"] = Name;
        ViewData["RegionName"] = Region.Name;
        return Page();
    }
}
