using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.WorkList;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Accept;

/// <summary>The unified intake of a region (前台综合受理, 03.11): every organisation's applications in one list.</summary>
[Authorize(Policy = Policies.Window)]
internal sealed class DeskPageModel(WorkLists lists) : PageModel
{
    public const string Path = "/desk";

    public WorkListView List { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] WorkListFilter filter, string? after, CancellationToken ct) =>
        List = new WorkListView("待受理办件", Path, filter, await lists.PageAsync(User.Actor()!.Post!, filter, after, ct), r => $"/desk/cases/{r.StepId}")
        {
            EmptyText = "网上有人提交申请，或窗口收件后，会出现在这里。",
        };
}
