using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>The work list of changes from above (上级变更承接, 01.17), with the taking over of several at once.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class AdoptionsPageModel(AdoptionList list, AdoptChange adopt, TimeProvider clock) : PageModel
{
    public const string Path = "/office/adoptions";

    public AdoptionFilter Filter { get; private set; } = new();

    public AdoptionList.Page List { get; private set; } = null!;

    /// <summary>How many were just adopted.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Done { get; set; }

    /// <summary>How many entries were just put to a second person.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Asked { get; set; }

    public async Task OnGetAsync([FromQuery] AdoptionFilter filter, string? after, CancellationToken ct)
    {
        Filter = filter;
        List = await list.PageAsync(User.Actor()!, filter, after, ct);
    }

    /// <param name="task">Task and the version that the list showed, with a colon.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string[] task, CancellationToken ct)
    {
        ModelState.Clear();
        var (adopted, asked) = (0, 0);
        foreach (var chosen in task.Take(AdoptionList.PageSize).Select(t => t.Split(':')))
        {
            if (chosen is not [var id, var version] || !Guid.TryParse(id, out var taskId) || !int.TryParse(version, out var seen))
            {
                return BadRequest();
            }

            var done = await adopt.AdoptAsync(taskId, seen, [], HttpContext.Act(clock, "批量承接上级变更"), ct);
            if (done.Ok)
            {
                (adopted, asked) = await list.IsEntryAsync(taskId, ct) ? (adopted, asked + 1) : (adopted + 1, asked);
            }
            else
            {
                var name = await list.NameAsync(taskId, User.Actor()!, ct);
                ModelState.AddModelError("", $"{name}：{done.Problems[0].Message}");
            }
        }

        if (task.Length == 0)
        {
            ModelState.AddModelError("", "请先勾选要采用的任务。");
        }

        if (ModelState.ErrorCount == 0)
        {
            return Redirect(asked == 0 ? $"{Path}?done={adopted}" : $"{Path}?done={adopted}&asked={asked}");
        }

        Done = adopted > 0 ? adopted : null;
        Asked = asked > 0 ? asked : null;
        await OnGetAsync(Filter, null, ct);
        return Page();
    }
}
