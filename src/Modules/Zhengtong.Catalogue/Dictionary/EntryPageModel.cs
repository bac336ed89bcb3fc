using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>What the pages of an element, a group and a relation have in common: one entry with its states, saved, or retired with a reason.</summary>
internal abstract class EntryPageModel(Database db, SaveEntry save, TimeProvider clock) : PageModel
{
    internal sealed record State(int Number, DateTime At, string ByName, string Reason, bool Retired);

    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    /// <summary>The number the page was made from.</summary>
    [BindProperty]
    public int BasedOn { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Others read the entry and use it.</summary>
    public bool MayKeep => SaveEntry.MayKeep(User.Actor()!);

    public IReadOnlyList<State> History { get; private set; } = [];

    protected abstract EntryKind Kind { get; }

    protected SaveEntry Save => save;

    protected Act Act() => HttpContext.Act(clock, (Reason ?? "").Trim());

    public async Task<IActionResult> OnPostRetireAsync(CancellationToken ct)
    {
        if (Key is null)
        {
            return NotFound();
        }

        var done = await save.RetireAsync(Kind, Key, BasedOn, Act(), ct);
        return done.Ok ? Redirect("/office/elements") : await AgainAsync(done, ct);
    }

    protected async Task<IActionResult> SavedAsync(Outcome saved, CancellationToken ct) => saved.Ok ? Redirect("/office/elements") : await AgainAsync(saved, ct);

    /// <summary>Fills what the page shows beside the input.</summary>
    /// <returns>False when there is no such entry.</returns>
    protected abstract Task<bool> ShowAsync(bool fill, CancellationToken ct);

    protected async Task<bool> HistoryAsync(CancellationToken ct)
    {
        var (key, kind) = (Key ?? "", Kind);
        History = await db.Set<DictionaryEntry>().AsNoTracking().Where(e => e.Kind == kind && e.Key == key).OrderByDescending(e => e.Number).Take(20)
            .Select(e => new State(e.Number, e.At, e.ByName, e.Reason, e.Retired)).ToListAsync(ct);
        return Key is null || History.Count > 0;
    }

    private async Task<IActionResult> AgainAsync(Outcome refused, CancellationToken ct)
    {
        if (refused.Problems.Any(p => p == SaveEntry.NotYours))
        {
            return refused.ToPage();
        }

        if (!await ShowAsync(false, ct))
        {
            return NotFound();
        }

        ModelState.AddProblems(Outcome.Refused([.. refused.Problems.Select(p => p with { Field = p.Field is { Length: > 0 } f && f != nameof(Reason) ? "Input." + f : p.Field })]));
        return Page();
    }
}
