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
    public static readonly string[] Types = ["行政许可", "行政给付", "行政确认", "行政奖励", "行政裁决", "其他行政权力", "公共服务"];

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

    [BindProperty]
    public TakeOverEntries.OwnCommand Own { get; set; } = new();

    public string? Upper => UpperEntries.UpperOf(User.Actor()!);

    public IReadOnlyList<UpperEntries.Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public string Href(string show, string? after) => $"/office/takeover/entries?show={show}&words={Uri.EscapeDataString(Words ?? "")}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}";

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostTakeAsync(CancellationToken ct) =>
        await AnsweredAsync(await ask.EntriesAsync([.. Chosen], HttpContext.Act(clock, (Reason ?? "").Trim()), ct), "", ct);

    public async Task<IActionResult> OnPostOwnAsync(CancellationToken ct) =>
        await AnsweredAsync(await ask.OwnEntryAsync(Own, HttpContext.Act(clock, "依据地方性法规、规章自行增加目录条目"), ct), nameof(Own), ct);

    private async Task<IActionResult> AnsweredAsync(Outcome<Guid> done, string prefix, CancellationToken ct)
    {
        ModelState.Clear();
        if (done.Problems.Any(p => p == TakeOverEntries.NoCatalogue))
        {
            return done.ToPage();
        }

        if (!ModelState.AddProblems(done, prefix))
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
