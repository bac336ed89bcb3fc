using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>The batches of one's region and of those above and below, newest first. One statement.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class BatchesModel(Database db, OpenBatch open, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;

    [BindProperty]
    public OpenBatch.Command Input { get; set; } = new();

    public IReadOnlyList<AdjustmentBatch> Batches { get; private set; } = [];

    public string? Next { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    public bool MayOpen => User.Actor()!.Post is { Role: Roles.CatalogueManager, RegionCode.Length: <= 4 };

    public Task OnGetAsync(Guid? after, CancellationToken ct) => ShowAsync(after, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var opened = await open.HandleAsync(Input, HttpContext.Act(clock, "开启权限调整批次"), ct);
        if (!ModelState.AddProblems(opened, nameof(Input)))
        {
            return Redirect($"/office/permissions/{opened.Value}");
        }

        await ShowAsync(null, ct);
        return Page();
    }

    private async Task ShowAsync(Guid? after, CancellationToken ct)
    {
        var batches = db.Set<AdjustmentBatch>().AsNoTracking().VisibleTo(User.Actor()!);
        if (after is { } last)
        {
            batches = batches.Where(b => b.Id < last);
        }

        var read = await batches.OrderByDescending(b => b.Id).Take(PageSize + 1).ToListAsync(ct);
        Batches = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/permissions?after={Batches[^1].Id}" : null;
    }
}
