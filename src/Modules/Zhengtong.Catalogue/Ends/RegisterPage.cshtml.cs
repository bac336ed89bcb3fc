using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Ends;

/// <summary>Registering an end; the answer shows its key, once.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class RegisterPageModel(KeepEnd keep, IOrganisations organisations, TimeProvider clock) : PageModel
{
    private const int MostOrganisations = 500;

    [BindProperty]
    public KeepEnd.Command Input { get; set; } = new();

    /// <summary>Empty for an editor: his own it is.</summary>
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public Guid RegisteredId { get; private set; }

    public string? Key { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var done = await keep.RegisterAsync(Input, HttpContext.Act(clock, "登记应用端"), ct);
        if (ModelState.AddProblems(done, nameof(Input)))
        {
            await LoadAsync(ct);
        }
        else
        {
            (RegisteredId, Key) = done.Value;
        }

        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var post = User.Actor()!.Post!;
        Organisations = post.Role == Roles.ItemEditor ? []
            : [.. (await organisations.InRegionAsync(post.RegionCode, ct)).Take(MostOrganisations).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
    }
}
