using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Clock;

/// <summary>The administrator loads the yearly notice on holidays: a trial run says what would change, the import moves the due days of open cases.</summary>
[Authorize(Policy = Policies.Administrator)]
[RequestSizeLimit(MaxBytes)]
internal sealed class CalendarModel(CalendarChange change, TimeProvider clock) : PageModel
{
    private const int MaxBytes = 1024 * 1024;

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public IReadOnlyList<CalendarChange.Year> Years { get; private set; } = [];

    public IReadOnlyList<Reckoning> Reckonings { get; private set; } = [];

    /// <summary>What the file would change; null before a trial run.</summary>
    public IReadOnlyList<CalendarChange.Line>? Lines { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(IFormFile? source, string? reason, bool dryRun, CancellationToken ct)
    {
        ModelState.Clear();
        if (source is not { Length: > 0 })
        {
            ModelState.AddModelError("source", "请选择要导入的放假安排文件（CSV）。");
        }

        if (!dryRun && string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("reason", "请写明导入的依据，例如放假通知的文号。");
        }

        if (ModelState.IsValid)
        {
            await using var csv = source!.OpenReadStream();
            var act = HttpContext.Act(clock, reason ?? "");
            if (dryRun)
            {
                var tried = await change.TryAsync(csv, act, ct);
                Lines = ModelState.AddProblems(tried) ? null : tried.Value;
            }
            else if (!ModelState.AddProblems(await change.ImportAsync(csv, act, ct)))
            {
                return Redirect("/office/calendar?done=true");
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct) => (Years, Reckonings) = (await change.YearsAsync(ct), await change.ReckoningsAsync(ct));
}
