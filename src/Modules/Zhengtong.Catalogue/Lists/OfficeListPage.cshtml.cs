using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Lists;

/// <summary>A list as it is being compiled: search, page by key, import, export.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class OfficeListPageModel(Database db, ListSheets sheets, MapByName byName, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;
    private const int MaxBytes = 20 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Source { get; set; }

    public RegisterList List { get; private set; } = null!;

    public string? Words { get; private set; }

    public IReadOnlyList<RegisterEntry> Entries { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>What mapping by name did.</summary>
    public MapByName.Done? Mapped { get; private set; }

    /// <summary>The actor's own imports of this list, the newest first.</summary>
    public IReadOnlyList<ImportRun> Runs { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, [FromQuery(Name = "q")] string? words, string? after, CancellationToken ct)
    {
        if (RegisterLists.Find(kind) is not { } list)
        {
            return DerivedLists.Find(kind) is null ? NotFound() : Redirect($"/office/lists/{kind}/checks");
        }

        List = list;
        await ShowAsync(words, after, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, CancellationToken ct)
    {
        if (RegisterLists.Find(kind) is not { } list)
        {
            return NotFound();
        }

        List = list;
        if (Source is not { Length: > 0 })
        {
            ModelState.AddModelError(nameof(Source), "请选择要导入的 Excel 文件。");
            return await AgainAsync(ct);
        }

        using var bytes = new MemoryStream();
        await Source.CopyToAsync(bytes, ct);
        var name = Path.GetFileName(Source.FileName);
        var started = await sheets.CheckAsync(list, name[..Math.Min(name.Length, 200)], bytes.ToArray(), HttpContext.Act(clock, "导入清单"), ct);
        return ModelState.AddProblems(started) ? await AgainAsync(ct) : Redirect($"/office/lists/{kind}/import/{started.Value}");
    }

    public async Task<IActionResult> OnPostMapAsync(string kind, CancellationToken ct)
    {
        if (RegisterLists.Find(kind) is not { Mapped: true } list)
        {
            return NotFound();
        }

        List = list;
        ModelState.Clear();
        var done = await byName.HandleAsync(list, HttpContext.Act(clock, "按同名建立对应"), ct);
        Mapped = ModelState.AddProblems(done) ? null : done.Value;
        return await AgainAsync(ct);
    }

    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        await ShowAsync(null, null, ct);
        return Page();
    }

    private async Task ShowAsync(string? words, string? after, CancellationToken ct)
    {
        Words = words;
        var entries = db.EntriesOf(List, User.Actor()!).AsNoTracking().Where(e => e.RemovedAt == null).Matching(words);
        if (after is not null)
        {
            entries = entries.Where(e => string.Compare(e.Number, after) > 0);
        }

        var (me, region, runs) = (User.Actor()!.Id, User.Actor()!.Post!.RegionCode, ListSheets.KindOf(List));
        Runs = await db.Set<ImportRun>().AsNoTracking().Where(r => r.Kind == runs && r.ById == me && r.RegionCode == region)
            .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(5).ToListAsync(ct);
        var read = await entries.OrderBy(e => e.Number).Take(PageSize + 1).ToListAsync(ct);
        Entries = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? new ListFilter(words).Link("/office/lists/" + List.Key, Entries[^1].Number) : null;
    }
}
