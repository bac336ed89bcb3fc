using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Uploading a newer national list, and the record of what was taken over. One statement.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class TakeoverPageModel(Database db, TakeOverList takeOver, TimeProvider clock) : PageModel
{
    private const int MaxBytes = 20 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Source { get; set; }

    public bool MayTake => TakeOverList.MayTake(User.Actor()!);

    public IReadOnlyList<ListTakeover> Runs { get; private set; } = [];

    public IReadOnlyList<RowFault> Faults { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        if (Source is not null)
        {
            await Source.CopyToAsync(bytes, ct);
        }

        var name = Path.GetFileName(Source?.FileName ?? "");
        var done = await takeOver.CheckAsync(name[..Math.Min(name.Length, 200)], bytes.ToArray(), HttpContext.Act(clock, "比对国家清单"), ct);
        if (done.TryGet(out var result) && result.Id is { } id)
        {
            return Redirect($"/office/takeover/lists/{id}");
        }

        ModelState.AddProblems(done);
        Faults = result?.Faults ?? [];
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct) =>
        Runs = await db.Set<ListTakeover>().AsNoTracking().OrderByDescending(t => t.CheckedAt).ThenByDescending(t => t.Id).Take(30).ToListAsync(ct);
}

/// <summary>The three pages of taking over.</summary>
internal static class TakeoverTabs
{
    private static readonly (string Title, string Href)[] Pages = [("国家清单", "/office/takeover"), ("选取条目", "/office/takeover/entries"), ("关联绑定", "/office/takeover/bindings")];

    public static IReadOnlyList<Tab> Of(string current) => [.. Pages.Select(p => new Tab(p.Title, p.Href, p.Href == current))];
}
