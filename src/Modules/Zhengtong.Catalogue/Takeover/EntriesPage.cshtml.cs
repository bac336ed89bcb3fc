using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Choosing entries of the catalogue above for one's own (01.11). One statement a page.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class EntriesPageModel(UpperEntries entries, AskMassChange ask, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Words { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty]
    public IList<Guid> Chosen { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public string? Upper => UpperEntries.UpperOf(User.Actor()!);

    public IReadOnlyList<UpperEntries.Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public string Href(string show, string? after) => $"/office/takeover/entries?show={show}&words={Uri.EscapeDataString(Words ?? "")}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}";

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostTakeAsync(CancellationToken ct)
    {
        var done = await ask.EntriesAsync([.. Chosen], HttpContext.Act(clock, (Reason ?? "").Trim()), ct);
        ModelState.Clear();
        if (done.Problems.Any(p => p == TakeOverEntries.NoCatalogue))
        {
            return done.ToPage();
        }

        if (!ModelState.AddProblems(done))
        {
            return Redirect(MassChangeWords.Address(MassChangeKind.Entries, done.Value));
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Words = (Words ?? "").Trim();
        Show = Show is "renewed" or "all" ? Show : "open";
        var read = await entries.PageAsync(User.Actor()!, Show, Words, After, ct);
        Rows = [.. read.Take(UpperEntries.PageSize)];
        Next = read.Count > UpperEntries.PageSize ? Href(Show, Rows[^1].Upper.Code) : null;
    }
}
