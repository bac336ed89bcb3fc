using Microsoft.AspNetCore.Mvc;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>The task list of a draft: what is done and what is left.</summary>
internal sealed class TasksPageModel(SaveDraft save) : DraftPageModel
{
    public IReadOnlyList<TaskEntry> Tasks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var elsewhere = await LoadAsync(ct);
        if (elsewhere is null)
        {
            Tasks = DraftTasks.Of(Open);
        }

        return elsewhere ?? Page();
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct)
    {
        var done = await save.DiscardAsync(Id, Act("申请人删除草稿"), ct);
        return done.Ok ? Redirect(User.Actor()!.Kind == ActorKind.Staff ? "/desk/apply" : "/my") : done.ToPage();
    }
}
