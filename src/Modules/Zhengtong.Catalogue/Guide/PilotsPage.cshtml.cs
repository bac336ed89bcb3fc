using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Guide;

/// <summary>Which items and regions have a short guide (02.11).</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class PilotsPage(SetPilot pilots, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? What { get; set; }

    public IReadOnlyList<GuidePilot> Pilots { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Pilots = await pilots.ListAsync(User.Actor()!, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.AddProblems(await pilots.StartAsync(What, HttpContext.Act(clock, "设置简版指南试点"), ct)))
        {
            return Redirect("/office/guides/pilots");
        }

        await OnGetAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid pilot, CancellationToken ct)
    {
        var done = await pilots.EndAsync(pilot, HttpContext.Act(clock, "结束简版指南试点"), ct);
        return done.Ok ? Redirect("/office/guides/pilots") : done.ToPage();
    }
}
