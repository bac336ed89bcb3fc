using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Space.Known;

/// <summary>常用信息 of the person, or of the company acted for: masked, whole only for a stated purpose, which is recorded (08.14).</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class KnownPageModel(Database db, PersonalData personal, EditKnown edit, IOptions<SpaceSettings> settings, TimeProvider clock) : PageModel
{
    public const string Path = SpacePageModel.Path + "/known";
    private const int PageSize = 50;

    /// <param name="Text">Masked unless it is to be seen whole; empty once withdrawn.</param>
    internal sealed record Row(Guid Id, string Label, string Text, string From, bool Old, bool Withdrawn);

    /// <summary>The last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public IReadOnlyList<SelectListItem> Addable { get; private set; } = [];

    public bool Whole { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAddAsync([FromForm] string? key, [FromForm] string? value, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(await edit.AddAsync(key, value, HttpContext.Act(clock), ct)))
        {
            return Redirect(Path + "?done=true");
        }

        db.ChangeTracker.Clear();
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRevealAsync([FromForm] string? purpose, CancellationToken ct)
    {
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(purpose) || purpose.Length > 100)
        {
            ModelState.AddModelError("Purpose", "请写明查看完整内容的用途（100 字以内）。");
        }
        else
        {
            db.RecordReading(User.Party()!.Id, HttpContext.Act(clock, purpose.Trim()), "常用信息");
            Whole = !ModelState.AddProblems(await db.SaveAsync(ct));
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (party, now, months) = (User.Party()!, clock.GetUtcNow().UtcDateTime, settings.Value.ConfirmAfterMonths);
        var known = db.KnownOf(party).AsNoTracking();
        known = Before is { } last ? known.Where(k => k.Id < last) : known;
        var found = await known.OrderByDescending(k => k.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. found.Take(PageSize).Select(k => new Row(
            k.Id, k.Label, k.WithdrawnAt is not null ? "" : TextOf(k), KnownWords.Of(k), k.WithdrawnAt is null && KnownWords.IsOld(k, now, months), k.WithdrawnAt is not null))];
        Next = found.Count > PageSize ? $"{Path}?before={Rows[^1].Id}" : null;
        List<string> taken = Before is null && Next is null
            ? [.. found.Where(k => k.WithdrawnAt is null).Select(k => k.Key)]
            : await db.KnownOf(party).Where(k => k.WithdrawnAt == null).Select(k => k.Key).ToListAsync(ct);
        Addable = [.. KnownWords.AddableOf(party.Kind).Where(a => !taken.Contains(a.Key)).Select(a => new SelectListItem(a.Label, a.Key))];
    }

    private string TextOf(KnownValue known)
    {
        var text = personal.Open(known.Plain ? known.ValueHidden : known.ShownHidden);
        return Whole ? text : KnownWords.Masked(known.Label, text);
    }
}
