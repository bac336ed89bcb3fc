using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Ends;

/// <summary>One end: its items with what the last comparison found, and its registration. Two statements.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class EndPageModel(Database db, KeepEnd keep, PullEnd pull, CompareEnd compare, PublicItems items, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty]
    public KeepEnd.Command Input { get; set; } = new();

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ApplicationEnd End { get; private set; } = null!;

    /// <summary>Each with whether the end has yet to say what it shows of the version in force.</summary>
    public IReadOnlyList<(EndItem Row, bool Lags)> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public string? Key { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(true, ct);

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken ct) => await AnsweredAsync(await keep.ChangeAsync(Id, Input, HttpContext.Act(clock, "修改应用端"), ct), nameof(Input), ct);

    public async Task<IActionResult> OnPostRetireAsync(CancellationToken ct) => await AnsweredAsync(await keep.RetireAsync(Id, HttpContext.Act(clock, (Reason ?? "").Trim()), ct), "", ct);

    /// <summary>The key is in this answer only: no redirect.</summary>
    public async Task<IActionResult> OnPostKeyAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var done = await keep.NewKeyAsync(Id, HttpContext.Act(clock, "更换接入密钥"), ct);
        Key = done.Ok ? done.Value : null;
        ModelState.AddProblems(done);
        return await ShowAsync(true, ct);
    }

    public async Task<IActionResult> OnPostLookAsync(CancellationToken ct)
    {
        if (await db.Set<ApplicationEnd>().AsNoTracking().KeptBy(User.Actor()!).SingleOrDefaultAsync(e => e.Id == Id && e.RetiredAt == null, ct) is not { } end)
        {
            return NotFound();
        }

        var (code, act) = ((Code ?? "").Trim(), HttpContext.Act(clock, "抓取比对"));
        if (await items.FindAsync(code, null, ct) is null)
        {
            // Asked before anything is fetched: what is no code of an item goes into no address.
            return await AnsweredAsync(CompareEnd.NoItem, "", ct);
        }

        var pulled = await pull.HandleAsync(end, code, ct);
        if (!pulled.TryGet(out var shown))
        {
            return await AnsweredAsync(pulled, "", ct);
        }

        var compared = await compare.HandleAsync(end, code, shown, act.At, ct);
        return compared.TryGet(out var found) ? Redirect($"/office/ends/{Id}/items/{found.EndItemId}") : await AnsweredAsync(compared, "", ct);
    }

    private async Task<IActionResult> AnsweredAsync(Outcome done, string prefix, CancellationToken ct)
    {
        ModelState.Clear();
        return ModelState.AddProblems(done, prefix) ? await ShowAsync(prefix.Length == 0, ct) : Redirect($"/office/ends/{Id}");
    }

    private async Task<IActionResult> ShowAsync(bool asStored, CancellationToken ct)
    {
        if (await db.Set<ApplicationEnd>().AsNoTracking().KeptBy(User.Actor()!).SingleOrDefaultAsync(e => e.Id == Id, ct) is not { } end)
        {
            return NotFound();
        }

        End = end;
        Input = asStored ? new KeepEnd.Command { Revision = end.Revision, Name = end.Name, Kind = end.Kind, PullAddress = end.PullAddress, Contact = end.Contact } : Input;
        var after = After ?? "";
        var lagging = LaggingEnds.Of(db, LegalDay.Today(clock));
        var read = await db.Set<EndItem>().AsNoTracking().Where(x => x.EndId == Id && string.Compare(x.Code, after) > 0).OrderBy(x => x.Code).Take(PageSize + 1)
            .Select(x => new { Row = x, Lags = lagging.Any(l => l.Id == x.Id) }).ToListAsync(ct);
        Items = [.. read.Take(PageSize).Select(r => (r.Row, r.Lags))];
        Next = read.Count > PageSize ? $"/office/ends/{Id}?after={Uri.EscapeDataString(Items[^1].Row.Code)}" : null;
        return Page();
    }
}
