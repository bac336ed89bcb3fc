using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>The systems that one agreed to give data to, and a way to take it back.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class ConsentsPageModel(Database db, GiveConsent give, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    internal sealed record Row(Guid Id, string Scopes, string Terms, DateTime GivenAt, DateTime? EndedAt);

    /// <summary>The last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Before { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromForm] Guid id, CancellationToken ct)
    {
        if (!ModelState.AddProblems(await give.TakeBackAsync(id, HttpContext.Act(clock), ct)))
        {
            return Redirect("/my/consents?done=true");
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (person, before) = (User.Actor()!.Id, Before);
        var consents = db.Set<SsoConsent>().AsNoTracking().Where(c => c.PersonId == person);
        consents = before is { } last ? consents.Where(c => c.Id.CompareTo(last) < 0) : consents;
        var page = await consents.OrderByDescending(c => c.Id).Take(PageSize + 1).Select(c => new Row(c.Id, c.Scopes, c.Terms, c.GivenAt, c.EndedAt)).ToListAsync(ct);
        Rows = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? $"/my/consents?before={Rows[^1].Id}" : null;
    }
}
