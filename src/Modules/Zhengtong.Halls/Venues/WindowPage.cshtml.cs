using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Venues;

/// <summary>One kind of window of a hall.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class WindowPageModel(Database db, SaveWindow save, IOrganisations organisations, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid HallId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public SaveWindow.Command Input { get; set; } = new();

    public Hall Hall { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> OrganisationOptions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        if (Id is not { } id)
        {
            Input = new SaveWindow.Command { Capacity = 2 };
            return Page();
        }

        if (await db.Set<WindowKind>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == id && w.HallId == HallId, ct) is not { } window)
        {
            return NotFound();
        }

        Input = new SaveWindow.Command { Name = window.Name, OrganisationId = window.OrganisationId, Capacity = window.Capacity, Open = window.Open };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        Input.Open = Request.Form["Input.Open"].Count > 0;
        // What is no number or id is told by the act in words of the matter.
        ModelState.Clear();
        var saved = await save.HandleAsync(HallId, Id, Input, HttpContext.Act(clock, "维护窗口类别"), ct);
        return !ModelState.AddProblems(saved, nameof(Input)) ? Redirect($"/office/halls/hall/{HallId}")
            : saved.Problems[0].Kind == ProblemKind.NotFound ? NotFound()
            : Page();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        var post = User.Actor()!.Post!;
        if (await db.HallsOf(post).AsNoTracking().SingleOrDefaultAsync(h => h.Id == HallId, ct) is not { } hall)
        {
            return false;
        }

        Hall = hall;
        OrganisationOptions = [.. (await organisations.InRegionAsync(post.RegionCode, ct)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        return true;
    }
}
