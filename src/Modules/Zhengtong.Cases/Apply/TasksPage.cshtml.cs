using Microsoft.AspNetCore.Mvc;
using Zhengtong.Cases.Coach;
using Zhengtong.Cases.PreReview;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>The task list of a draft: what is done and what is left.</summary>
internal sealed class TasksPageModel(SaveDraft save, PreReviewsOfDraft reviews, Coachings coachings) : DraftPageModel
{
    private const int CoachedShown = 3;

    public IReadOnlyList<TaskEntry> Tasks { get; private set; } = [];

    public PreReviewsOfDraft.View PreReviews { get; private set; } = null!;

    public IReadOnlyList<Coachings.Row> Coached { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var elsewhere = await LoadAsync(ct);
        if (elsewhere is null)
        {
            Tasks = DraftTasks.Of(Open);
            PreReviews = await reviews.OfAsync(Open, ct);
            Coached = Open.AtWindow ? [] : await coachings.OfItemAsync(Open.Draft.PartyId, Open.Draft.ItemCode, CoachedShown, ct);
        }

        return elsewhere ?? Page();
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct)
    {
        var done = await save.DiscardAsync(Id, Act("申请人删除草稿"), ct);
        return done.Ok ? Redirect(User.Actor()!.Kind == ActorKind.Staff ? "/desk/apply" : "/my") : done.ToPage();
    }
}
