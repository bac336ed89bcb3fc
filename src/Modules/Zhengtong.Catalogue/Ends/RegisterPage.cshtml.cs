using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Ends;

/// <summary>Registering an end; the answer shows its key, once.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class RegisterPageModel(KeepEnd keep, Choices choices, TimeProvider clock) : PageModel
{
    [BindProperty]
    public KeepEnd.Command Input { get; set; } = new();

    /// <summary>Part of the name of the organisation that is looked for.</summary>
    [BindProperty]
    public string? Find { get; set; }

    /// <summary>Whose end it is; null for an editor: his own organisation's.</summary>
    public Choice? Owners { get; private set; }

    public Guid RegisteredId { get; private set; }

    public string? Key { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>Looks for the organisation; what was typed and chosen stays.</summary>
    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        return Page();
    }

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
        Owners = post.Role == Roles.ItemEditor
            ? null
            : await choices.OrganisationsAsync(
                new Choice("Input.OrganisationId", "主管单位", nameof(Find), Find, [], Input.OrganisationId is { } chosen ? [chosen.ToString()] : [], null)
                {
                    Address = "/office/ends/register?handler=Find", FindLabel = "查找单位", Many = false,
                },
                post.RegionCode, ct);
    }
}
