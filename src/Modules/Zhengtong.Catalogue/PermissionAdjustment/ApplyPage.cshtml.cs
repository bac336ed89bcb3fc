using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>The application for an adjustment.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class ApplyModel(Database db, ApplyAdjustment apply, IOrganisations organisations, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ApplyAdjustment.Command Input { get; set; } = new();

    public AdjustmentBatch Batch { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Input.GiverKeeps = Request.Form["Input.GiverKeeps"].Count > 0;
        ModelState.Clear();
        var made = await apply.HandleAsync(Id, Input, HttpContext.Act(clock, "申请权限调整"), ct);
        return ModelState.AddProblems(made, nameof(Input)) ? await ShowAsync(ct) : Redirect($"/office/permissions/adjustments/{made.Value}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<AdjustmentBatch>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(b => b.Id == Id, ct) is not { } batch)
        {
            return NotFound();
        }

        Batch = batch;
        Organisations = [.. (await organisations.InRegionAsync(actor.Post!.RegionCode, ct)).Where(o => o.Id != actor.Post.OrganisationId).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        return Page();
    }
}
