using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Rebase;

/// <summary>The running cases of older versions of one item, what the version in force would make of each, and the taking over of chosen ones.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
internal sealed class RebasePageModel(RebaseSheets sheets, RebaseCase rebase, TimeProvider clock) : PageModel
{
    public const string Path = "/office/rebase";

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Done { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Undone { get; set; }

    public IReadOnlyList<RebaseSheets.Undoable> Undoable { get; private set; } = [];

    public RebaseSheets.Page List { get; private set; } = new(null, [], null);

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    public string More => $"{Path}?code={Uri.EscapeDataString(Code ?? "")}&after={List.Next}";

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <param name="chosen">Case and the revision that was shown: <c>id:revision</c>.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string[] chosen, [FromForm] Guid version, [FromForm] string? reason, [FromForm] bool sure, CancellationToken ct)
    {
        ModelState.Clear();
        if (chosen.Length is 0 or > RebaseSheets.PageSize)
        {
            ModelState.AddModelError("", $"请勾选要换版本的办件，一次不超过 {RebaseSheets.PageSize} 件。");
        }

        if (!sure)
        {
            ModelState.AddModelError("sure", "请核对每件办件的变化后勾选确认。");
        }

        var done = 0;
        foreach (var one in ModelState.IsValid ? chosen : [])
        {
            if (one.Split(':') is not [var id, var revision] || !Guid.TryParse(id, out var caseId) || !int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            {
                return BadRequest();
            }

            var outcome = await rebase.HandleAsync(caseId, version, seen, reason?.Trim() ?? "", HttpContext.Act(clock, reason?.Trim() ?? ""), ct);
            done += outcome.Ok ? 1 : 0;
            if (!outcome.Ok)
            {
                ModelState.AddModelError(outcome.Problems[0].Field ?? "", outcome.Problems[0].Message);
            }
        }

        if (ModelState.IsValid)
        {
            return Redirect($"{Path}?code={Uri.EscapeDataString(Code ?? "")}&done={done}");
        }

        Done = done > 0 ? done : null;
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostUndoAsync([FromForm] Guid @case, [FromForm] string? why, CancellationToken ct)
    {
        ModelState.Clear();
        var reason = why?.Trim() ?? "";
        if (!ModelState.AddProblems(await rebase.UndoAsync(@case, reason, HttpContext.Act(clock, reason), ct)))
        {
            return Redirect($"{Path}?code={Uri.EscapeDataString(Code ?? "")}&undone=true");
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(Code))
        {
            List = await sheets.PageAsync(Code.Trim(), After, User.Actor()!, ct);
            Undoable = List.Item is { } item ? await sheets.UndoableAsync(item.ItemId, User.Actor()!, ct) : [];
        }
    }
}
