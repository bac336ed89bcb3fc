using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Space.Known;

/// <summary>One reusable answer with what it was before; to whom it is not, it is not there.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class KnownValuePageModel(Database db, PersonalData personal, EditKnown edit, IOptions<SpaceSettings> settings, TimeProvider clock) : PageModel
{
    private const int MostFormer = 20;

    internal sealed record Before(string Text, string From, DateTime ReplacedAt);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public KnownValue Known { get; private set; } = null!;

    /// <summary>Masked.</summary>
    public string Text { get; private set; } = "";

    public bool Old { get; private set; }

    public IReadOnlyList<Before> Former { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostCorrectAsync([FromForm] string? value, CancellationToken ct) => DoAsync(edit.CorrectAsync(Id, value, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostConfirmAsync(CancellationToken ct) => DoAsync(edit.ConfirmAsync(Id, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => DoAsync(edit.WithdrawAsync(Id, HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> DoAsync(Task<Outcome> running, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(await running))
        {
            return Redirect($"{KnownPageModel.Path}/{Id}?done=true");
        }

        db.ChangeTracker.Clear();
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await db.KnownOf(User.Party()!).AsNoTracking().SingleOrDefaultAsync(k => k.Id == Id, ct) is not { } known)
        {
            return false;
        }

        Known = known;
        Text = TextOf(known.ValueHidden, known.ShownHidden);
        Old = KnownWords.IsOld(known, clock.GetUtcNow().UtcDateTime, settings.Value.ConfirmAfterMonths);
        var former = await db.Set<FormerKnownValue>().AsNoTracking().Where(f => f.KnownValueId == known.Id).OrderByDescending(f => f.Id).Take(MostFormer).ToListAsync(ct);
        Former = [.. former.Select(f => new Before(TextOf(f.ValueHidden, f.ShownHidden), KnownWords.Of(f.Source, f.CaseNumber, f.ByDelegate, f.TakenAt), f.ReplacedAt))];
        return true;
    }

    private string TextOf(string value, string shown) => KnownWords.Masked(Known.Label, personal.Open(shown.Length > 0 ? shown : value));
}
