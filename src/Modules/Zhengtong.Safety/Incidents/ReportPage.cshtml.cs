using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Safety.Incidents;

/// <summary>报告安全事件, for every member of staff, and what became of his reports. One statement.</summary>
[Authorize(Policy = Policies.Staff)]
[ResponseCache(NoStore = true)]
internal sealed class ReportPageModel(Database db, ReportIncident report, TimeProvider clock) : PageModel
{
    public const string Path = "/office/safety/report";
    private const int Shown = 20;

    public ReportIncident.Command Input { get; set; } = new();

    /// <summary>The number of what was just reported.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Done { get; set; }

    public IReadOnlyList<Incident> Own { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Input.FoundOn = LegalDay.Of(now);
        Input.FoundTime = LegalDay.Time(now);
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Input))] ReportIncident.Command input, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var reported = await report.HandleAsync(input, HttpContext.Act(clock, "报告安全事件"), ct);
            if (!ModelState.AddProblems(reported, nameof(Input)))
            {
                return Redirect($"{Path}?done={reported.Value}");
            }
        }

        Input = input;
        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var self = User.Actor()!.Id;
        Own = await db.Set<Incident>().AsNoTracking().Where(i => i.ReportedById == self).OrderByDescending(i => i.Id).Take(Shown).ToListAsync(ct);
    }
}
