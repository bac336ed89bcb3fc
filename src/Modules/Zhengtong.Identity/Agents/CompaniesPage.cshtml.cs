using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Agents;

/// <summary>The companies one acts for, and what one was asked to become (requirement 08.11). It is about the person, whomever he acts for at the moment.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class CompaniesPageModel(Database db, PersonalData personal, AnswerOffer answer, RevokeAgent revoke, TimeProvider clock) : PageModel
{
    private const int Most = 100;

    /// <param name="Waits">An amount was sent to the company's account and is to be named.</param>
    internal sealed record Row(Guid AgentId, Guid CompanyId, string Name, string CreditCode, bool Representative, DateOnly? Until, bool Waits);

    internal sealed record Offer(Guid Id, string Company, string CreditCode, DateOnly? Until);

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<Row> Companies { get; private set; } = [];

    public IReadOnlyList<Offer> Offers { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public Task<IActionResult> OnPostAcceptAsync([FromForm] Guid offerId, CancellationToken ct) => DoAsync(answer.HandleAsync(offerId, true, HttpContext.Act(clock), ct), "accepted", ct);

    public Task<IActionResult> OnPostRefuseAsync([FromForm] Guid offerId, CancellationToken ct) => DoAsync(answer.HandleAsync(offerId, false, HttpContext.Act(clock), ct), "refused", ct);

    public Task<IActionResult> OnPostResignAsync([FromForm] Guid agentId, CancellationToken ct) => DoAsync(revoke.ResignAsync(agentId, HttpContext.Act(clock), ct), "resigned", ct);

    private async Task<IActionResult> DoAsync(Task<Outcome> running, string done, CancellationToken ct)
    {
        var outcome = await running;
        if (outcome.Ok)
        {
            return Redirect($"/my/companies?done={done}");
        }

        db.ChangeTracker.Clear();
        ModelState.AddProblems(outcome);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (person, now) = (User.Actor()!.Id, clock.GetUtcNow().UtcDateTime);
        var today = LegalDay.Of(now);
        Companies = await (
            from g in db.AgenciesOn(today)
            join c in db.Set<Company>() on g.CompanyId equals c.Id
            where g.PersonId == person
            orderby c.Name, g.Id
            select new Row(g.Id, c.Id, c.Name, c.CreditCode, g.Representative, g.Until,
                db.Set<CompanyTransfer>().Any(t => t.CompanyId == c.Id && t.EndedAt == null))).Take(Most).ToListAsync(ct);
        var offers = await db.OffersToAsync(personal, person, now, ct);
        Offers = await offers.Join(db.Set<Company>(), o => o.CompanyId, c => c.Id, (o, c) => new { o, c }).OrderBy(x => x.o.Id).Take(Most)
            .Select(x => new Offer(x.o.Id, x.c.Name, x.c.CreditCode, x.o.Until)).ToListAsync(ct);
    }
}
