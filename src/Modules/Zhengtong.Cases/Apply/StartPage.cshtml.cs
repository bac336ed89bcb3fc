using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>Before the first question: what is needed, how long it takes, which situation and which way (03.10, 05.01, 05.04).</summary>
[Authorize(Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class StartPageModel(ICatalogue catalogue, StartDraft start, SaveDraft save, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string? Situation { get; set; }

    [BindProperty]
    public Mode Mode { get; set; } = Mode.Normal;

    public PublishedItem? Item { get; private set; }

    public Problem? Obstacle { get; private set; }

    public Choices Choices => new(Item!, Situation ?? "", Mode);

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Item is null || Obstacle is not null)
        {
            return Page();
        }

        var chosen = SubmissionCheck.OfChoice(Item, Situation ?? "", Mode).ToList();
        if (chosen.Count > 0)
        {
            ModelState.AddProblems(Outcome.Refused(chosen));
            return Page();
        }

        var act = HttpContext.Act(clock);
        var started = await start.HandleAsync(Code, act, ct);
        if (!started.TryGet(out var id))
        {
            ModelState.AddProblems(started);
            return Page();
        }

        return ModelState.AddProblems(await save.ModeAsync(id, null, Situation ?? "", Mode, act, ct)) ? Page() : Redirect(First(Item, id));
    }

    /// <summary>An item that asks begins with its questions.</summary>
    public static string First(PublishedItem item, Guid draftId) =>
        item.Content.Asks ? $"/apply/draft/{draftId}/form/{ItemFormPlan.QuestionSection}" : $"/apply/draft/{draftId}";

    private async Task LoadAsync(CancellationToken ct)
    {
        Item = await catalogue.FindAsync(Code, ct);
        Obstacle = Item is null ? await StartDraft.WhyNotAsync(catalogue, Code, ct) : StartDraft.Obstacle(Item, User.Party()!);
        if (Item is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
