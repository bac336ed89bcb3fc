using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Assist;

/// <summary>我的帮办代办, newest first, paged by key. One statement.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MyListPageModel(AssistLists lists) : PageModel
{
    public AssistLists.Page Shown { get; private set; } = new([], null);

    public string? Next => Shown.Next is { } next ? "/my/assistance?after=" + next : null;

    public async Task OnGetAsync(Guid? after, CancellationToken ct) => Shown = await lists.OfPartyAsync(User.Party()!, after, ct);
}

/// <summary>One request of the party: who helps, what came of it; taking it back.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MyPageModel(Database db, AskAssistance ask, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public AssistRequest Of { get; private set; } = null!;

    public string HallPhone { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        var done = await ask.WithdrawAsync(Id, HttpContext.Act(clock, "本人撤回"), ct);
        db.ChangeTracker.Clear();
        return await FindAsync(ct) ? ModelState.AddProblems(done) ? Page() : Redirect($"/my/assistance/{Id}") : NotFound();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        var party = User.Party()!.Id;
        var found = await db.Set<AssistRequest>().AsNoTracking().Where(r => r.Id == Id && r.PartyId == party)
            .Join(db.Set<Hall>(), r => r.HallId, h => h.Id, (r, h) => new { r, h.Phone }).SingleOrDefaultAsync(ct);
        (Of, HallPhone) = (found?.r!, found?.Phone ?? "");
        return found is not null;
    }
}
