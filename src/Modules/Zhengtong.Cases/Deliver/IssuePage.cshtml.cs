using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.WorkList;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Deliver;

/// <summary>The unified issue desk of a region (统一窗口出件, 03.29).</summary>
[Authorize(Policy = Policies.Issue)]
internal sealed class IssuePageModel(WorkLists lists) : PageModel
{
    public const string Path = "/desk/issue";

    public WorkListView List { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] WorkListFilter filter, string? after, CancellationToken ct) =>
        List = new WorkListView("待出件办件", Path, filter, await lists.PageAsync(User.Actor()!.Post!, filter, after, ct), r => $"{Path}/{r.StepId}")
        {
            EmptyText = "单位作出决定后，要领取或邮寄的结果会出现在这里。",
        };
}
