using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Certificates;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Proving.Payments;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Agents;

/// <summary>The agents of a company, for its legal representative: appoint, take back, revoke (requirement 08.11).</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class AgentsPageModel(
    Database db, PersonalData personal, AppointAgent appoint, RevokeAgent revoke, ProveCompany prove, IPaymentChannel payments, CertificateAuthorities authorities,
    SealedWords words, TimeProvider clock)
    : PageModel
{
    private const int PageSize = 20;

    /// <param name="Name">Masked.</param>
    internal sealed record Row(Guid Id, string Name, bool Representative, DateOnly From, DateOnly? Until, bool Live, bool Revoked);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    /// <summary>The beginning of a name, or a whole phone number; sealed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public string Name => words.Open(Q) ?? "";

    public AppointAgent.Command Input { get; private set; } = new();

    public Company Company { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The latest proof that the company is what it says; none: only the word of its representative.</summary>
    public IdentityProof? Proof { get; private set; }

    public bool TakesPayments => payments.Configured;

    public bool Certificates => authorities.Configured;

    public string? Next { get; private set; }

    /// <summary>Few by rule.</summary>
    public IReadOnlyList<AgentOffer> Offers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostFindAsync([FromForm] string? name, CancellationToken ct) => await LoadAsync(ct) ? Redirect(Href(null, words.Seal(name))) : NotFound();

    public async Task<IActionResult> OnPostAppointAsync([Bind(Prefix = "Input")] AppointAgent.Command input, CancellationToken ct)
    {
        Input = input;
        if (ModelState.IsValid)
        {
            var done = await appoint.HandleAsync(Id, input, HttpContext.Act(clock), ct);
            if (done.Ok)
            {
                return Redirect($"/my/companies/{Id}/agents?done=asked");
            }

            ModelState.AddProblems(done, nameof(Input));
        }

        return await AgainAsync(ct);
    }

    public Task<IActionResult> OnPostWithdrawAsync([FromForm] Guid offerId, CancellationToken ct) => DoAsync(appoint.WithdrawAsync(Id, offerId, HttpContext.Act(clock), ct), "withdrawn", ct);

    public Task<IActionResult> OnPostRevokeAsync([FromForm] Guid agentId, CancellationToken ct) => DoAsync(revoke.HandleAsync(Id, agentId, HttpContext.Act(clock), ct), "revoked", ct);

    public Task<IActionResult> OnPostProveAsync(CancellationToken ct) => DoAsync(prove.AgainAsync(Id, HttpContext.Address(), HttpContext.Act(clock), ct), "proved", ct);

    public static string? Said(string? done) => done switch
    {
        "registered" => "单位已登记。您可以任命经办人，也可以切换身份为单位办事。",
        "asked" => "任命已发出。对方登录后可以在“单位和经办人”中接受；还没有账号的，注册后就能看到。",
        "withdrawn" => "任命已撤回。",
        "proved" => "登记信息核验一致。",
        "revoked" => "已撤销，即时生效。",
        _ => null,
    };

    private string Href(Guid? after, string? q) =>
        QueryHelpers.AddQueryString($"/my/companies/{Id}/agents", new Dictionary<string, string?> { ["after"] = after?.ToString(), ["q"] = q }.Where(x => !string.IsNullOrEmpty(x.Value)));

    private async Task<IActionResult> DoAsync(Task<Outcome> running, string done, CancellationToken ct)
    {
        var outcome = await running;
        if (outcome.Ok)
        {
            return Redirect($"/my/companies/{Id}/agents?done={done}");
        }

        ModelState.Clear();
        ModelState.AddProblems(outcome);
        return await AgainAsync(ct);
    }

    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var act = HttpContext.Act(clock);
        if (!(await db.CompanyOfAsync(Id, act, ct)).TryGet(out var company))
        {
            return false;
        }

        Company = company;
        Proof = await db.ProofsOf(Id).AsNoTracking().OrderByDescending(x => x.At).FirstOrDefaultAsync(ct);
        var (today, before, name) = (LegalDay.Of(act.At), After, Name);
        var (agents, people) = (db.Set<CompanyAgent>().AsNoTracking(), db.Set<Person>().AsNoTracking());
        var byPhone = personal.TypedPhoneLookup(name);
        if (byPhone is { } phone)
        {
            // Who it is comes first, and the order last: else SQLite goes through all the agents.
            var holders = await people.Where(p => p.PhoneLookup == phone).Select(p => p.Id).ToListAsync(ct);
            agents = agents.Where(g => holders.Contains(g.PersonId));
        }
        else if (name.Length > 0)
        {
            people = people.Where(p => p.Name.StartsWith(name));
        }

        var rows =
            from g in agents
            join p in people on g.PersonId equals p.Id
            where g.CompanyId == Id && (before == null || g.Id < before)
            select new { g.Id, p.Name, g.Representative, g.From, g.Until, Revoked = g.RevokedAt != null };
        var found = byPhone is null
            ? await rows.OrderByDescending(g => g.Id).Take(PageSize + 1).ToListAsync(ct)
            : [.. (await rows.ToListAsync(ct)).OrderByDescending(g => g.Id)];
        Rows = [.. found.Take(PageSize).Select(g => new Row(
            g.Id, Mask.Name(g.Name), g.Representative, g.From, g.Until,
            !g.Revoked && g.From <= today && (g.Until is null || g.Until >= today), g.Revoked))];
        Next = found.Count > PageSize ? Href(Rows[^1].Id, Q) : null;
        Offers = await db.OpenOffers(act.At).AsNoTracking().Where(o => o.CompanyId == Id).OrderBy(o => o.Id).ToListAsync(ct);
        return true;
    }
}
