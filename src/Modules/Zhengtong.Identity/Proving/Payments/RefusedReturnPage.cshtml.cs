using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>One refused return: whose it is for a recorded purpose, asking again at once, and how it was settled otherwise.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class RefusedReturnPageModel(Database db, RefusedReturns returns, SettleReturn settle, PersonalData personal, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public RefusedReturns.Row Return { get; private set; } = null!;

    public (string Name, string Phone)? Shown { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken ct) => await DoAsync(await settle.AskAgainAsync(Id, HttpContext.Act(clock, "人工再次请求退回"), ct), "returned", ct);

    public async Task<IActionResult> OnPostOtherwiseAsync([FromForm] string? note, CancellationToken ct) =>
        await DoAsync(await settle.OtherwiseAsync(Id, note, HttpContext.Act(clock, "登记另行处理"), ct), "settled", ct);

    public async Task<IActionResult> OnPostRevealAsync([FromForm] string? purpose, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        if (purpose?.Trim() is not { Length: > 0 and <= 100 } why)
        {
            ModelState.AddModelError("Purpose", "请写明查看姓名和手机号的用途（100 字以内）。");
            return Page();
        }

        db.RecordReading(Return.PersonId, HttpContext.Act(clock, why), "支付认证退款被拒：姓名和手机号");
        if (!ModelState.AddProblems(await db.SaveAsync(ct)))
        {
            var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == Return.PersonId, ct);
            Shown = (person.Name, person.PhoneHidden.Length > 0 ? personal.Open(person.PhoneHidden) : "没有登记");
        }

        return Page();
    }

    private async Task<IActionResult> DoAsync(Outcome outcome, string done, CancellationToken ct)
    {
        if (outcome.Ok)
        {
            return Redirect($"{RefusedReturnsPageModel.Path}/{Id}?done={done}");
        }

        ModelState.Clear();
        ModelState.AddProblems(outcome);
        db.ChangeTracker.Clear();
        return outcome.Problems[0].Kind != ProblemKind.NotFound && await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await returns.FindAsync(Id, ct) is not { } found)
        {
            return false;
        }

        Return = found;
        return true;
    }
}
