using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Merging;

/// <summary>Where an administrator brings accounts of departments' portals under the one account, and decides what contradicts (08.18).</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
[RequestSizeLimit(MaxBytes)]
internal sealed class LegacyPageModel(Database db, ImportLegacy import, SettleConflict settle, PersonalData personal, TimeProvider clock) : PageModel
{
    public const string Path = "/office/legacy-accounts";
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int Most = 30;

    /// <param name="Sheet">Masked, as <paramref name="Registered"/> is.</param>
    internal sealed record Row(Guid Id, string System, string Login, bool Phone, string Sheet, string Registered);

    [BindProperty]
    public IFormFile? Source { get; set; }

    /// <summary>What was checked and waits to be carried out.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Run { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public LegacyImport? Ready { get; private set; }

    public IReadOnlyList<LegacyFault> Faults { get; private set; } = [];

    public IReadOnlyList<Row> Conflicts { get; private set; } = [];

    public IReadOnlyList<LegacyImport> Runs { get; private set; } = [];

    public (string Sheet, string Registered)? Shown { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        if (Source is not null)
        {
            await Source.CopyToAsync(bytes, ct);
        }

        bytes.Position = 0;
        var done = await import.CheckAsync(bytes, System.IO.Path.GetFileName(Source?.FileName ?? "").Shortened(200), HttpContext.Act(clock, "归并部门账号"), ct);
        if (done.TryGet(out var found) && found.Id is { } id)
        {
            return Redirect($"{Path}?run={id}");
        }

        ModelState.AddProblems(done.Ok ? ImportLegacy.Faulty : done);
        Faults = found?.Faults ?? [];
        return await ShowAsync(ct);
    }

    public Task<IActionResult> OnPostApplyAsync([FromForm] Guid id, CancellationToken ct) => DoAsync(import.ApplyAsync(id, HttpContext.Act(clock, "归并部门账号"), ct), "applied", ct);

    public Task<IActionResult> OnPostSameAsync([FromForm] Guid id, [FromForm] string? reason, CancellationToken ct) =>
        DoAsync(settle.HandleAsync(id, true, HttpContext.Act(clock, reason?.Trim() ?? ""), ct), "settled", ct);

    public Task<IActionResult> OnPostOtherAsync([FromForm] Guid id, [FromForm] string? reason, CancellationToken ct) =>
        DoAsync(settle.HandleAsync(id, false, HttpContext.Act(clock, reason?.Trim() ?? ""), ct), "settled", ct);

    public async Task<IActionResult> OnPostRevealAsync([FromForm] Guid id, [FromForm] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        var act = HttpContext.Act(clock, reason?.Trim() ?? "");
        var conflict = await SettleConflict.OpenTo(db, act.Actor).AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct);
        if (conflict is null || act.Reason.Length is 0 or > 100)
        {
            ModelState.AddProblems((Outcome)(conflict is null ? SettleConflict.Gone : Problem.Invalid("identity.purpose-missing", "请写明查看完整姓名的用途（100 字以内）。", "Reason")));
            return await ShowAsync(ct);
        }

        db.RecordReading(conflict.PersonId, act, "归并账号时查看姓名");
        if (ModelState.AddProblems(await db.SaveAsync(ct)))
        {
            return await ShowAsync(ct);
        }

        Shown = (personal.Open(conflict.NameHidden), await db.Set<Person>().Where(p => p.Id == conflict.PersonId).Select(p => p.Name).SingleAsync(ct));
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> DoAsync(Task<Outcome> running, string done, CancellationToken ct)
    {
        ModelState.Clear();
        return ModelState.AddProblems(await running) ? await ShowAsync(ct) : Redirect($"{Path}?done={done}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        Runs = await ImportLegacy.VisibleTo(db, actor).AsNoTracking().OrderByDescending(x => x.Id).Take(Most).ToListAsync(ct);
        Ready = Run is { } run ? await ImportLegacy.VisibleTo(db, actor).AsNoTracking().SingleOrDefaultAsync(x => x.Id == run && x.AppliedAt == null, ct) : null;
        var open = await SettleConflict.OpenTo(db, actor).OrderBy(x => x.Id).Take(Most)
            .Join(db.Set<Person>(), c => c.PersonId, p => p.Id, (c, p) => new { c.Id, c.System, c.Login, c.Kind, c.NameHidden, p.Name }).ToListAsync(ct);
        Conflicts = [.. open.Select(c => new Row(c.Id, c.System, c.Login, c.Kind == ConflictKind.Phone, Mask.Name(personal.Open(c.NameHidden)), Mask.Name(c.Name)))];
    }
}
