using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.WorkList;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Accept;

/// <summary>What windows sent up to the acceptance lead of an organisation (03.17).</summary>
[Authorize(Policy = LeadPolicy)]
internal sealed class LeadsPageModel(WorkLists lists) : PageModel
{
    public const string LeadPolicy = "role:" + Roles.AcceptanceLead;
    public const string Path = "/desk/leads";

    public WorkListView List { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] WorkListFilter filter, string? after, CancellationToken ct) =>
        List = new WorkListView("待审核办件", Path, filter, await lists.PageAsync(User.Actor()!.Post!, filter, after, ct), r => $"{Path}/{r.StepId}")
        {
            EmptyText = "窗口报请不予受理的办件会出现在这里。",
            ShowOrganisation = false,
        };
}
