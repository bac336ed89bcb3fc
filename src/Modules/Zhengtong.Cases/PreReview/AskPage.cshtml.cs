using Microsoft.AspNetCore.Mvc;
using Zhengtong.Cases.Apply;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.PreReview;

/// <summary>The applicant asks for a pre-review, reads its answer, or takes the wish back.</summary>
internal sealed class AskPageModel(AskPreReview ask, PreReviewsOfDraft reviews, PreReviewSettings settings) : DraftPageModel
{
    public PreReviewsOfDraft.View PreReviews { get; private set; } = null!;

    public int Days => settings.AnswerWithinWorkingDays;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await AnswerAsync(await ask.HandleAsync(Id, Act(), ct), ct);

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => await AnswerAsync(await ask.WithdrawAsync(Id, Act(), ct), ct);

    private async Task<IActionResult> AnswerAsync(Outcome done, CancellationToken ct)
    {
        if (done.Ok)
        {
            return Redirect($"/apply/draft/{Id}");
        }

        if (done.Problems[0].Kind is ProblemKind.NotFound or ProblemKind.Forbidden)
        {
            return done.ToPage();
        }

        var again = await AgainAsync(done, ct);
        PreReviews = await reviews.OfAsync(Open, ct);
        return again;
    }

    private async Task<IActionResult?> ShowAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Open.AtWindow)
        {
            return NotFound();
        }

        PreReviews = await reviews.OfAsync(Open, ct);
        return null;
    }
}
