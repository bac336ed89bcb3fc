using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Assist;

/// <summary>申请帮办代办: the guide of an item on the list leads here; one's own name and number stand there already.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class AskPageModel(AskAssistance ask, Database db, IParties parties, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "item")]
    public string? ItemCode { get; set; }

    [BindProperty]
    public AskAssistance.Command Input { get; set; } = new();

    /// <summary>null: none was named, or it is not on the list.</summary>
    public PublishedItem? Item { get; private set; }

    public IReadOnlyList<Hall> Halls { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        if (Item is null)
        {
            return;
        }

        var own = await parties.FindAsync(User.Actor()!.Id, ct);
        (Input.Name, Input.Phone) = (own?.Name, own?.Phone);
        Input.HallId = Halls is [var only] ? only.Id : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var act = HttpContext.Act(clock, "申请帮办代办");
        var asked = await db.OnceAsync<AssistRequest>(act, () => ask.HandleAsync(ItemCode, Input, act, ct), ct);
        if (!ModelState.AddProblems(asked, nameof(Input)))
        {
            return Redirect($"/my/assistance/{asked.Value}");
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Item = await ask.ListedAsync(ItemCode, ct);
        Halls = Item is null ? [] : await ask.HallsAsync(Item, ct);
    }
}
