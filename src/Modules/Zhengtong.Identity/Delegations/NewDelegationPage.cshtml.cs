using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Delegations;

/// <summary>
/// Lets somebody act for oneself, or for the company one represents: first the matters, then whom and how far, then the text to read and to sign. Only who is known by his real name signs
/// (08.10, 08.11, 08.12).
/// </summary>
[Authorize(Policies.Applicant)]
[Authorize(Policies.RealName)]
[ResponseCache(NoStore = true)]
internal sealed class NewDelegationPageModel(OfferDelegation offer, IDelegableItems items, TimeProvider clock) : PageModel
{
    private const int Found = 10;

    public static readonly IReadOnlyList<SelectListItem> ActChoices = [.. MandateWords.All.Select(a => new SelectListItem(a.Name, a.Act.ToString()))];

    public static readonly IReadOnlyList<SelectListItem> KindChoices =
    [
        new("亲友代办：家人、朋友替您办", nameof(DelegationKind.Family)), new("授权代理：委托代理人替您办", nameof(DelegationKind.Agency)),
    ];

    /// <summary>The company in whose name; none: one's own.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Company { get; set; }

    /// <summary>Words of the search for items.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Codes of the items chosen so far.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> Item { get; set; } = [];

    /// <summary>Items whose organisation was chosen with all it offers.</summary>
    [BindProperty(SupportsGet = true)]
    public List<string> OfficeOf { get; set; } = [];

    /// <summary>Themes chosen with the items under them.</summary>
    [BindProperty(SupportsGet = true)]
    public List<Guid> Theme { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool Everything { get; set; }

    public OfferDelegation.Command Input { get; private set; } = new();

    /// <summary>The text was shown, and is signed with this.</summary>
    [BindProperty]
    public bool Agree { get; set; }

    [BindProperty]
    public string? Digest { get; set; }

    public Party Principal { get; private set; } = null!;

    public IReadOnlyList<DelegableItem> Chosen { get; private set; } = [];

    public IReadOnlyList<DelegableItem> Offices { get; private set; } = [];

    public IReadOnlyList<DelegableTheme> Themes { get; private set; } = [];

    public IReadOnlyList<DelegableItem> Hits { get; private set; } = [];

    public IReadOnlyList<DelegableTheme> ThemeHits { get; private set; } = [];

    /// <summary>To be read and signed; null: to be filled in.</summary>
    public OfferDelegation.Prepared? Prepared { get; private set; }

    public bool Chose => Everything || Chosen.Count + Offices.Count + Themes.Count > 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        Input = new() { Acts = [MandateActs.Apply, MandateActs.Follow, MandateActs.Collect], Kind = DelegationKind.Family, Until = today.AddYears(1) };
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    /// <summary>Filled in: shows what is to be signed.</summary>
    public async Task<IActionResult> OnPostReadAsync([Bind(Prefix = "Input")] OfferDelegation.Command input, CancellationToken ct)
    {
        if (!await TakeAsync(input, ct))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var prepared = await offer.PrepareAsync(Company, Input, HttpContext.Act(clock), ct);
        if (prepared.TryGet(out var read))
        {
            Prepared = read;
            return Page();
        }

        ModelState.AddProblems(prepared, nameof(Input));
        return Page();
    }

    public async Task<IActionResult> OnPostSignAsync([Bind(Prefix = "Input")] OfferDelegation.Command input, CancellationToken ct)
    {
        if (!await TakeAsync(input, ct))
        {
            return NotFound();
        }

        var act = HttpContext.Act(clock);
        var prepared = ModelState.IsValid ? await offer.PrepareAsync(Company, Input, act, ct) : null;
        if (prepared is null || !prepared.TryGet(out var read))
        {
            return prepared is null || ModelState.AddProblems(prepared, nameof(Input)) ? Page() : throw new InvalidOperationException("A refusal has problems.");
        }

        if (!Agree)
        {
            Prepared = read;
            ModelState.AddModelError(nameof(Agree), "请阅读委托书，勾选同意后再签署。");
            return Page();
        }

        var signed = await offer.SignAsync(Company, Input, Digest ?? "", act, ct);
        if (signed.TryGet(out var id))
        {
            return Redirect($"/my/delegations/{id}?done=signed");
        }

        Prepared = read;
        ModelState.Remove(nameof(Digest));
        ModelState.AddProblems(signed, nameof(Input));
        return Page();
    }

    /// <summary>The address of this page with one more chosen, or one less.</summary>
    public string With(string? item = null, string? office = null, string? without = null, bool everything = false, Guid? theme = null, Guid? withoutTheme = null)
    {
        var query = new QueryString();
        query = Company is { } company ? query.Add("company", company.ToString()) : query;
        query = everything ? query.Add("everything", "true") : query;
        foreach (var code in Item.Append(item ?? "").Where(c => c.Length > 0 && c != without).Distinct())
        {
            query = query.Add("item", code);
        }

        foreach (var code in OfficeOf.Append(office ?? "").Where(c => c.Length > 0 && c != without).Distinct())
        {
            query = query.Add("officeOf", code);
        }

        foreach (var id in Theme.Append(theme ?? Guid.Empty).Where(t => t != Guid.Empty && t != withoutTheme).Distinct())
        {
            query = query.Add("theme", id.ToString());
        }

        return "/my/delegations/new" + query;
    }

    private async Task<bool> TakeAsync(OfferDelegation.Command input, CancellationToken ct)
    {
        var there = await LoadAsync(ct);
        Input = input;
        (Input.Everything, Input.Items, Input.Organisations, Input.Themes) =
            (Everything, [.. Chosen.Select(c => c.Code)], [.. Offices.Select(o => o.OrganisationId).Distinct()], [.. Themes.Select(t => t.Id)]);
        return there;
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (!(await offer.PrincipalAsync(Company, HttpContext.Act(clock), ct)).TryGet(out var principal))
        {
            return false;
        }

        (Principal, Chosen, Offices) = (principal, await ItemsAsync(Item, ct), await ItemsAsync(OfficeOf, ct));
        Themes = await ThemesAsync(ct);
        if (!string.IsNullOrWhiteSpace(Q))
        {
            (Hits, ThemeHits) = (await items.SearchAsync(Q.Trim(), Found, ct), await items.ThemesAsync(Q.Trim(), Found, ct));
        }

        return true;
    }

    private async Task<List<DelegableTheme>> ThemesAsync(CancellationToken ct)
    {
        List<DelegableTheme> found = [];
        foreach (var id in Theme.Distinct().Take(10))
        {
            if (await items.ThemeAsync(id, ct) is { } theme)
            {
                found.Add(theme);
            }
        }

        return found;
    }

    private async Task<List<DelegableItem>> ItemsAsync(IEnumerable<string> codes, CancellationToken ct)
    {
        List<DelegableItem> found = [];
        foreach (var code in codes.Distinct().Take(30))
        {
            if (await items.FindAsync(code, ct) is { } item)
            {
                found.Add(item);
            }
        }

        return found;
    }
}
