using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Assist;

/// <summary>帮办代办: what a helper's region is asked for, due first, names masked; what has ended. One statement.</summary>
[Authorize(Policy = Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class AssistsPageModel(AssistLists lists, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Ended { get; set; }

    public AssistLists.Page Shown { get; private set; } = new([], null);

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public string? Next => Shown.Next is { } next ? $"{AssistPageModel.Path}?ended={(Ended ? "true" : "false")}&after={next}" : null;

    public async Task OnGetAsync(string? after, CancellationToken ct) => Shown = await lists.OfDeskAsync(User.Actor()!.Post!, Ended, after, ct);
}

/// <summary>One request: taken on, declined, done. Whom to call is shown to who took it on, and each showing is written down.</summary>
[Authorize(Policy = Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class AssistPageModel(Database db, AnswerAssistance answers, TimeProvider clock) : PageModel
{
    public const string Path = "/desk/assistance";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public AssistRequest Of { get; private set; } = null!;

    public bool Unmasked { get; private set; }

    public bool Mine => Of.HelperId == User.Actor()!.Id;

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken ct) => DoAsync(answers.AcceptAsync(Id, HttpContext.Act(clock, "接办帮办代办"), ct), ct);

    public Task<IActionResult> OnPostDeclineAsync(string? why, CancellationToken ct) => DoAsync(answers.DeclineAsync(Id, why, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostFinishAsync(string? result, CancellationToken ct) => DoAsync(answers.FinishAsync(Id, result, HttpContext.Act(clock, "登记帮办结果"), ct), ct);

    public async Task<IActionResult> OnPostRevealAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || !Mine || Of.EndedAt is not null)
        {
            return NotFound();
        }

        db.RecordReading(Of.PartyId, HttpContext.Act(clock, "联系申请人帮办"), $"帮办代办 {Of.ItemName} 的联系人姓名和电话");
        Unmasked = (await db.SaveAsync(ct)).Ok;
        return Page();
    }

    private async Task<IActionResult> DoAsync(Task<Outcome> doing, CancellationToken ct)
    {
        var done = await doing;
        db.ChangeTracker.Clear();
        ModelState.Clear();
        return !ModelState.AddProblems(done) ? Redirect($"{Path}/{Id}") : await FindAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        Of = (await db.AssistsFor(User.Actor()!.Post!).AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id, ct))!;
        return Of is not null;
    }
}
