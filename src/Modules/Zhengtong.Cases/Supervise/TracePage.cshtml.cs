using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Supervise;

/// <summary>The whole history of a case with the check of its chain (审批追溯, 全过程留痕, 03.32).</summary>
[Authorize(Policy = Policies.Staff)]
internal sealed class TraceModel(Database db) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    public Case Case { get; private set; } = null!;

    public IReadOnlyList<TraceEntry> Entries { get; private set; } = [];

    public IReadOnlyList<CaseWarning> Warnings { get; private set; } = [];

    /// <summary>null: whole.</summary>
    public TraceFault? Fault { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.Set<Case>().AsNoTracking().Where(c => c.Number == Number).VisibleTo(db, User.Actor()!, null).SingleOrDefaultAsync(ct) is not { } found)
        {
            return NotFound();
        }

        Case = found;
        Entries = await db.TraceOfAsync(found.Id, ct);
        Warnings = await db.Set<CaseWarning>().AsNoTracking().Where(x => x.CaseId == found.Id).OrderBy(x => x.Id).ToListAsync(ct);
        Fault = Trace.Check(found, Entries);
        return Page();
    }
}
