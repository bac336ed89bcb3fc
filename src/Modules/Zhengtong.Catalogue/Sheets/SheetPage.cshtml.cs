using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>Exporting the items one keeps as a sheet, and sending a changed one back. One statement.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class SheetPageModel(Database db, RunningSheets running, TimeProvider clock) : PageModel
{
    private const int MaxBytes = 40 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Source { get; set; }

    public string Region => User.Actor()!.Post!.RegionCode;

    public IReadOnlyList<ImportRun> Runs { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Source is not { Length: > 0 })
        {
            ModelState.AddProblems(Problem.Invalid("catalogue.sheet-file", "请选择填好的表格（xlsx）。", nameof(Source)));
            await LoadAsync(ct);
            return Page();
        }

        using var bytes = new MemoryStream();
        await Source.CopyToAsync(bytes, ct);
        var name = Path.GetFileName(Source.FileName);
        var started = await running.CheckAsync(name[..Math.Min(name.Length, 200)], bytes.ToArray(), HttpContext.Act(clock), ct);
        if (ModelState.AddProblems(started))
        {
            await LoadAsync(ct);
            return Page();
        }

        return Redirect($"/office/items/import/{started.Value}");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var me = User.Actor()!.Id;
        Runs = await db.Set<ImportRun>().AsNoTracking()
            .Where(r => r.Kind == RunningSheets.Kind && r.ById == me)
            .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(30).ToListAsync(ct);
    }
}
