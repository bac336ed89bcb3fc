using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.WorkList;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;
using Zhengtong.Ui.Layouts;

namespace Zhengtong.Cases.Review;

/// <summary>The work list of reviewers and approvers: what is due first on top, on a phone as on a desk (12.25).</summary>
[Authorize(Policy = Policies.Staff)]
internal sealed class OfficeModel(WorkLists lists, ModuleList modules, StaffFunctions functions) : PageModel
{
    public const string Path = "/office";

    public WorkListView List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery] WorkListFilter filter, string? after, CancellationToken ct)
    {
        var post = User.Actor()!.Post;
        if (post?.Role is not (Roles.AcceptanceLead or Roles.Reviewer or Roles.Approver) || !functions.Admits(User, "/office/cases"))
        {
            // The front door of whoever does not begin with this list: the first thing of his own.
            var shell = post?.Role is Roles.WindowClerk or Roles.IssueClerk ? "desk" : "office";
            return Nav.Of(modules, shell, post?.Role, e => functions.Shows(User, e)) is [var entry, ..] ? Redirect(entry.Href) : Forbid();
        }

        List = new WorkListView("待办办件", Path, filter, await lists.PageAsync(post, filter, after, ct), Open)
        {
            EmptyText = "受理后的办件到您的环节时会出现在这里，先到期的排在最前。",
            ShowOrganisation = false,
        };
        return Page();
    }

    /// <summary>What was sent up to the acceptance lead is answered on a page of its own.</summary>
    private static string Open(WorkLists.Row row) => row.Kind == StepKind.Intake ? $"/desk/leads/{row.StepId}" : $"/office/cases/{row.StepId}";
}
