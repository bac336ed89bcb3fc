using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Delegations;

/// <summary>Where a window registers that somebody lets a relative or friend act for him, from the documents both show (08.12).</summary>
[Authorize(Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class CounterPageModel(RegisterAtCounter register, IDelegableItems items, TimeProvider clock) : PageModel
{
    private const int Found = 10;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Item { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public RegisterAtCounter.Command Input { get; private set; } = new();

    public OfferDelegation.Command Terms { get; private set; } = new();

    public DelegableItem? Chosen { get; private set; }

    public IReadOnlyList<DelegableItem> Hits { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Terms = new() { Acts = [MandateActs.Apply, MandateActs.Follow, MandateActs.Collect], Until = LegalDay.Today(clock).AddYears(1) };
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(
        [Bind(Prefix = "Input")] RegisterAtCounter.Command input, [FromForm(Name = "Terms.Acts")] List<MandateActs> acts, [FromForm(Name = "Terms.Until")] DateOnly? until,
        [FromForm(Name = "Terms.EndsWithCase")] bool endsWithCase, CancellationToken ct)
    {
        Input = input;
        await LoadAsync(ct);
        Terms = new() { Kind = DelegationKind.Family, Items = Chosen is { } item ? [item.Code] : [], Acts = acts, Until = until, EndsWithCase = endsWithCase };
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var done = await register.HandleAsync(Input, Terms, HttpContext.Act(clock, "窗口登记亲友代办"), ct);
        return ModelState.AddProblems(done, nameof(Input)) ? Page() : Redirect("/desk/delegations?done=true");
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Chosen = string.IsNullOrEmpty(Item) ? null : await items.FindAsync(Item, ct);
        Hits = Chosen is not null || string.IsNullOrWhiteSpace(Q) ? [] : await items.SearchAsync(Q.Trim(), Found, ct);
    }
}
