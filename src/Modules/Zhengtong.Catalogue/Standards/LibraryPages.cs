using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>The published standards for everybody: found by words, domain, level, status and region; paged by number. Two statements. Requirements 17.04, 17.05, 17.06.</summary>
[AllowAnonymous]
internal sealed class LibraryPageModel(Database db, IOptions<StandardSettings> settings, TimeProvider clock) : PageModel
{
    public const string Path = "/standards";
    private const int PageSize = 30;
    private const int MostRegions = 200;

    public StandardFilter Filter { get; private set; } = new();

    public IReadOnlyList<Standard> Standards { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Regions { get; private set; } = [];

    public string? Next { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    public async Task OnGetAsync(
        [FromQuery(Name = "q")] string? words, StandardDomain? domain, StandardLevel? level, StandardStatus? status, string? region, string? after, CancellationToken ct)
    {
        Filter = new StandardFilter(words, domain, level, status is { } s && StandardStatuses.Public.Contains(s) ? s : null, region);
        var found = Filter.Of(db.Set<Standard>().AsNoTracking().Where(x => x.PublishedAt != null), Today, settings.Value.ReviewYears);
        if (after is not null)
        {
            found = found.Where(x => string.Compare(x.Number, after) > 0);
        }

        var read = await found.OrderBy(x => x.Number).Take(PageSize + 1).ToListAsync(ct);
        Standards = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? Filter.Link(Path, Standards[^1].Number) : null;
        Regions = await db.Set<Standard>().AsNoTracking().Where(x => x.PublishedAt != null && x.RegionCode != "").Select(x => new { x.RegionCode, x.RegionName }).Distinct()
            .OrderBy(x => x.RegionCode).Take(MostRegions).Select(x => new SelectListItem(x.RegionName, x.RegionCode)).ToListAsync(ct);
        ViewData["Title"] = "政务服务标准";
        ViewData["Description"] = "现行的政务服务国家标准、行业标准和地方标准，可查询、下载，并查看哪些事项执行。";
    }
}

/// <summary>One published standard: its text, what became of it, which functions and items work by it. Four statements. Requirements 17.05, 17.06.</summary>
[AllowAnonymous]
internal sealed class StandardPageModel(Database db, TimeProvider clock) : PageModel
{
    private const int MostItems = 100;

    public Standard Of { get; private set; } = null!;

    public StandardStatus Status { get; private set; }

    /// <summary>What it replaces and what replaces it.</summary>
    public IReadOnlyList<Standard> Related { get; private set; } = [];

    public IReadOnlyList<StandardUpkeep> Upkeep { get; private set; } = [];

    public IReadOnlyList<LinkedItem> Items { get; private set; } = [];

    public bool More { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Standard>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.PublishedAt != null, ct) is not { } of)
        {
            return NotFound();
        }

        (Of, Status) = (of, of.On(LegalDay.Today(clock)));
        Related = await db.Set<Standard>().AsNoTracking().Where(s => s.PublishedAt != null && (s.Id == of.ReplacesId || s.Id == of.ReplacedById)).ToListAsync(ct);
        Upkeep = await db.Set<StandardUpkeep>().AsNoTracking().Where(u => u.StandardId == id && u.ConfirmedAt != null).OrderBy(u => u.Id).ToListAsync(ct);
        var read = await LinkedItem.OfAsync(db, id, null, MostItems + 1, ct);
        (Items, More) = ([.. read.Take(MostItems)], read.Count > MostItems);
        ViewData["Title"] = $"{of.Number} {of.Title}";
        return Page();
    }
}

/// <summary>An item that follows a standard.</summary>
internal sealed record LinkedItem(string Code, string Name, string OrganisationName, string RegionName)
{
    /// <param name="reader">Null: the public, which sees those with a guide, as it is in force. What is kept off the platform is named to its keepers only.</param>
    public static Task<List<LinkedItem>> OfAsync(Database db, Guid standard, Actor? reader, int most, CancellationToken ct)
    {
        var items = db.Set<ItemStandard>().AsNoTracking().Where(x => x.StandardId == standard).Join(db.Set<Item>(), x => x.ItemId, i => i.Id, (_, i) => i);
        if (reader is null)
        {
            return items.Where(i => i.Kind == ItemKind.Implementation && i.Status == ItemStatus.InUse).Join(db.Set<ItemIndex>(), i => i.Id, x => x.ItemId, (_, x) => x)
                .OrderBy(x => x.Code).Take(most).Select(x => new LinkedItem(x.Code, x.Name, x.OrganisationName, x.RegionName)).ToListAsync(ct);
        }

        var seen = db.Set<Item>().VisibleTo(reader);
        return items.Where(i => !i.Excluded || seen.Any(s => s.Id == i.Id))
            .OrderBy(i => i.Code).Take(most).Select(i => new LinkedItem(i.Code, i.Name, i.OrganisationName, i.RegionName)).ToListAsync(ct);
    }
}
