using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>Tries and proposes a reorganisation.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class NewModel(ProposeReorganisation propose, IOrganisations organisations, TimeProvider clock) : PageModel
{
    private const int ShareForms = 3;

    [BindProperty]
    public ProposeReorganisation.Command Input { get; set; } = new();

    public ProposeReorganisation.Report? Report { get; private set; }

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostTryAsync(CancellationToken ct)
    {
        // A tick that is not set does not arrive.
        Input.Posts = Request.Form["Input.Posts"].Count > 0;
        ModelState.Clear();
        var tried = await propose.TryAsync(Input, HttpContext.Act(clock, "试运行职能移交"), ct);
        Report = ModelState.AddProblems(tried, nameof(Input)) ? null : tried.Value;
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // A tick that is not set does not arrive.
        Input.Posts = Request.Form["Input.Posts"].Count > 0;
        ModelState.Clear();
        var made = await propose.HandleAsync(Input, HttpContext.Act(clock, "提出职能移交"), ct);
        if (!ModelState.AddProblems(made, nameof(Input)))
        {
            return Redirect($"/office/reorganisations/{made.Value}");
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        while (Input.Shares.Count < ShareForms)
        {
            Input.Shares.Add(new SplitItems.Share());
        }

        Organisations = [.. (await organisations.InRegionAsync(User.Actor()!.Post!.RegionCode, ct)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
    }
}
