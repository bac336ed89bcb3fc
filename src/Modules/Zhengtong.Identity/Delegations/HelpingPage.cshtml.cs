using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Delegations;

/// <summary>
/// Whom a helper of the staff may act for (帮办代办, 05.20): the way over to the applicant's side of the counter, and where somebody who came lets him. There only what was delegated is open to him,
/// and the banner says for whom he acts.
/// </summary>
[Authorize(Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class HelpingPageModel(Database db, RegisterAtCounter register, EndDelegation end, IDelegableItems items, SignIn signIn, TimeProvider clock) : PageModel
{
    public const string Path = "/desk/helping";
    private const int Found = 10;
    private const int Most = 100;

    internal sealed record Row(Guid Id, Guid PrincipalId, string PrincipalName, string Scope, string Acts, DateOnly Until, bool UsedUp);

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Item { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>Of the principal, who signed on paper before the clerk.</summary>
    [BindProperty]
    public bool DocumentSeen { get; set; }

    public RegisterAtCounter.Shown Input { get; private set; } = new();

    public OfferDelegation.Command Terms { get; private set; } = new();

    public IReadOnlyList<Row> Given { get; private set; } = [];

    public DelegableItem? Chosen { get; private set; }

    public IReadOnlyList<DelegableItem> Hits { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Terms = new() { Acts = [MandateActs.Apply, MandateActs.Follow, MandateActs.Collect], Until = LegalDay.Today(clock).AddMonths(3) };
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostRegisterAsync(
        [Bind(Prefix = "Input")] RegisterAtCounter.Shown input, [FromForm(Name = "Terms.Acts")] List<MandateActs> acts, [FromForm(Name = "Terms.Until")] DateOnly? until, CancellationToken ct)
    {
        Input = input;
        await LoadAsync(ct);
        Terms = new() { Items = Chosen is { } item ? [item.Code] : [], Acts = acts, Until = until };
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var act = HttpContext.Act(clock, "窗口登记帮办代办");
        var done = await db.OnceAsync<Delegation>(act, () => register.HelperAsync(Input, DocumentSeen, Terms, act, ct), ct);
        if (done.Ok)
        {
            return Redirect($"{Path}?done=registered");
        }

        foreach (var problem in done.Problems)
        {
            // The slice names fields of both its forms.
            ModelState.AddProblems((Outcome)(problem with { Field = problem.Field?.Replace(nameof(RegisterAtCounter.Command.Principal), nameof(Input), StringComparison.Ordinal) }));
        }

        return Page();
    }

    public async Task<IActionResult> OnPostActAsync([FromForm] Guid id, CancellationToken ct)
    {
        var (me, post, today) = (User.Actor()!.Id, User.Actor()!.Post!.Id, LegalDay.Today(clock));
        if (await db.HelpedBy(me, today).Where(d => d.Id == id).Select(d => (Guid?)d.PrincipalId).SingleOrDefaultAsync(ct) is not { } principal)
        {
            return await RefuseAsync(DelegationAccess.Gone, ct);
        }

        var switched = await signIn.SwitchAsync(HttpContext, principal, id, post, ct);
        return switched.Ok ? Redirect("/my") : await RefuseAsync(switched, ct);
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id, CancellationToken ct)
    {
        var ended = await end.HandleAsync(id, HttpContext.Act(clock, "帮办人员结束委托"), ct);
        return ended.Ok ? Redirect($"{Path}?done=ended") : await RefuseAsync(ended, ct);
    }

    public static string? Said(string? done) => done switch
    {
        "registered" => "已登记，委托人会收到短信。",
        "ended" => "已结束，即时生效。",
        _ => null,
    };

    private async Task<IActionResult> RefuseAsync(Outcome refused, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        ModelState.Clear();
        ModelState.AddProblems(refused);
        await OnGetAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var given = await db.HelpedBy(User.Actor()!.Id, LegalDay.Today(clock)).AsNoTracking().Take(Most).ToListAsync(ct);
        Given = [.. given.Select(d => new Row(
            d.Id, d.PrincipalId, d.PrincipalName, Mandate.TextOf(Mandate.ScopeOf(d.Scope)).Shortened(80), d.Acts.Text(), d.Until, DelegationRule.Left(d.MostUses, d.Uses) == 0))];
        Chosen = string.IsNullOrEmpty(Item) ? null : await items.FindAsync(Item, ct);
        Hits = Chosen is not null || string.IsNullOrWhiteSpace(Q) ? [] : await items.SearchAsync(Q.Trim(), Found, ct);
    }
}
