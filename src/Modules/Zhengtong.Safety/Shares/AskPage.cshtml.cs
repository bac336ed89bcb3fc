using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Safety.Shares;

/// <summary>提出共享: what is to be given to whom.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class AskPageModel(AskShare ask, IConnectedSystems systems, TimeProvider clock) : PageModel
{
    private const int MostSystems = 200;

    public AskShare.Command Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Systems { get; private set; } = [];

    public Task OnGetAsync(Guid? system, CancellationToken ct)
    {
        Input.SystemId = system;
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] AskShare.Command input, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var asked = await ask.HandleAsync(input, HttpContext.Act(clock, "提出共享"), ct);
            if (!ModelState.AddProblems(asked, nameof(Input)))
            {
                return Redirect($"{SharesPageModel.Path}/{asked.Value}");
            }
        }

        Input = input;
        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var found = await systems.WithPersonalDataAsync(User.Actor()!.Post!.RegionCode, MostSystems, ct);
        Systems = [.. found.Select(s => new SelectListItem($"{s.Name}（{s.OwnerName}，{string.Join('、', s.Data.Select(d => d.Value))}）", s.Id.ToString()))];
    }
}
