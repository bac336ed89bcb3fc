using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>The real use of what was given away, and the start of a recall (01.34, 01.35).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class EffectModel(Database db, DelegationEffect effect, ApplyAdjustment apply, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Batch { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Receiver { get; set; }

    public (DateOnly From, DateOnly To) Period { get; private set; }

    public int FewCases => effect.FewCases;

    public IReadOnlyList<DelegationEffect.Line> Lines { get; private set; } = [];

    public IReadOnlyList<SelectListItem> OpenBatches { get; private set; } = [];

    public string? Next { get; private set; }

    public string ExportHref => $"/office/permissions/effect/export?{Query}";

    private string Query => $"from={Period.From:yyyy-MM-dd}&to={Period.To:yyyy-MM-dd}" + (Batch is { } b ? $"&batch={b}" : "") + (Receiver is { } r ? $"&receiver={r}" : "");

    public Task OnGetAsync(Guid? after, CancellationToken ct) => ShowAsync(after, ct);

    public async Task<IActionResult> OnPostAsync(List<Guid> grants, Guid into, string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        var act = HttpContext.Act(clock, "提出收回");
        var made = await db.OnceAsync<Model.PermissionAdjustment>(act, () => apply.RecallAsync(into, grants, reason, act, ct), ct);
        if (made.TryGet(out var id))
        {
            return Redirect($"/office/permissions/adjustments/{id}");
        }

        ModelState.AddProblems(made);
        db.ChangeTracker.Clear();
        await ShowAsync(null, ct);
        return Page();
    }

    private async Task ShowAsync(Guid? after, CancellationToken ct)
    {
        var (actor, filter, today) = (User.Actor()!, new DelegationEffect.Filter(From, To, Batch, Receiver), LegalDay.Today(clock));
        Period = effect.Period(filter);
        (Lines, var next) = await effect.PageAsync(actor, filter, after, ct);
        Next = next is null ? null : $"/office/permissions/effect?{Query}&after={next}";
        OpenBatches = [.. (await db.Set<AdjustmentBatch>().AsNoTracking().VisibleTo(actor).Where(b => b.From <= today && b.To >= today).OrderBy(b => b.Id).Take(20).ToListAsync(ct))
            .Select(b => new SelectListItem(b.Name, b.Id.ToString()))];
    }
}
