using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.WorkList;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Review;

/// <summary>The work list of reviewers and approvers: what is due first on top, on a phone as on a desk (12.25).</summary>
[Authorize(Policy = Policies.Office)]
internal sealed class OfficeModel(WorkLists lists) : PageModel
{
    public const string Path = "/office";

    public WorkListView List { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] WorkListFilter filter, string? after, CancellationToken ct) =>
        List = new WorkListView("待办办件", Path, filter, await lists.PageAsync(User.Actor()!.Post!, filter, after, ct), Open)
        {
            EmptyText = "受理后的办件到您的环节时会出现在这里，先到期的排在最前。",
            ShowOrganisation = false,
        };

    /// <summary>What was sent up to the acceptance lead is answered on a page of its own.</summary>
    private static string Open(WorkLists.Row row) => row.Kind == StepKind.Intake ? $"/desk/leads/{row.StepId}" : $"/office/cases/{row.StepId}";
}
