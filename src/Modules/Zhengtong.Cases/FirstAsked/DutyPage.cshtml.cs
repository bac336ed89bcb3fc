using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.FirstAsked;

/// <summary>One duty: what was asked, the answer, and passing it on with the other's consent.</summary>
[Authorize(Policy = DutyPolicy)]
[ResponseCache(NoStore = true)]
internal sealed class DutyPageModel(Database db, RegisterWindowEnquiry register, HandDutyOver hand, TimeProvider clock) : PageModel
{
    public const string Path = "/first-asked";

    /// <summary>The supervisor reads it.</summary>
    public const string DutyPolicy = Policies.Handler + "," + Roles.Supervisor;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Duty Duty { get; private set; } = null!;

    public IReadOnlyList<DutyHandOver> HandOvers { get; private set; } = [];

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public bool Unmasked { get; private set; }

    public string Wrong { get; private set; } = "";

    public bool Mine => Duty.StaffId == User.Actor()!.Id;

    public DutyHandOver? Asked => HandOvers.FirstOrDefault(h => h.RepliedAt is null && h.ToId == User.Actor()!.Id);

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct) => await AnswerAsync("answer", await register.AnswerAsync(Id, Typed("answer"), HttpContext.Act(clock), ct), ct);

    public async Task<IActionResult> OnPostHandAsync(Guid? person, CancellationToken ct) =>
        await AnswerAsync("hand", await hand.AskAsync(Id, person ?? Guid.Empty, Typed("reason"), HttpContext.Act(clock, Typed("reason")), ct), ct);

    public async Task<IActionResult> OnPostAgreeAsync(CancellationToken ct) => await AnswerAsync("reply", await hand.ReplyAsync(Id, true, "", HttpContext.Act(clock), ct), ct);

    public async Task<IActionResult> OnPostDeclineAsync(CancellationToken ct) =>
        await AnswerAsync("reply", await hand.ReplyAsync(Id, false, Typed("note"), HttpContext.Act(clock, Typed("note")), ct), ct);

    public async Task<IActionResult> OnPostRevealAsync(string? purpose, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || !Mine)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(purpose))
        {
            ModelState.AddModelError("purpose", "请写明查看联系方式的用途。");
            return Page();
        }

        // The asker has no account: the reading is written down under the enquiry itself.
        db.RecordReading(Duty.Id, HttpContext.Act(clock, purpose.Trim()), $"首问登记 {Duty.ItemName} 的咨询人姓名和电话");
        Unmasked = (await db.SaveAsync(ct)).Ok;
        return Page();
    }

    private async Task<IActionResult> AnswerAsync(string form, Outcome outcome, CancellationToken ct)
    {
        if (outcome.Ok)
        {
            return Redirect($"{Path}/{Id}");
        }

        Wrong = form;
        ModelState.Clear();
        ModelState.AddProblems(outcome);
        return outcome.Problems[0].Kind != ProblemKind.NotFound && await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await db.FindDutyAsync(Id, User.Actor()!, ct) is not { } found)
        {
            return false;
        }

        (Duty, Today) = (found, LegalDay.Today(clock));
        HandOvers = await db.Set<DutyHandOver>().AsNoTracking().Where(h => h.DutyId == Id).OrderBy(h => h.Id).ToListAsync(ct);
        Colleagues = Mine && found.AnsweredAt is null && HandOvers.All(h => h.RepliedAt is not null) ? await hand.CandidatesAsync(found, User.Actor()!, ct) : [];
        return true;
    }
}
