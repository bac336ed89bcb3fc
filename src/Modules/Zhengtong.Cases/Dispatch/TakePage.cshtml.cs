using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Dispatch;

/// <summary>Where the buttons 领取 and 退回待办 of a case page lead; back there when it is done, and here only when it could not be.</summary>
[Authorize(Policy = Policies.Handler)]
internal sealed class TakePageModel(TakeStep take, TimeProvider clock) : PageModel
{
    public const string TakeWord = "take";
    public const string GiveBackWord = "give-back";

    public bool Giving { get; private set; }

    public string Back { get; private set; } = "/office";

    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(Guid stepId, string what, string? back, CancellationToken ct)
    {
        if (what is not (TakeWord or GiveBackWord))
        {
            return NotFound();
        }

        Giving = what == GiveBackWord;
        Back = Url.IsLocalUrl(back) ? back : "/office";
        var act = HttpContext.Act(clock);
        var outcome = Giving ? await take.GiveBackAsync(stepId, "", act, ct) : await take.TakeAsync(stepId, act, ct);
        return outcome.Ok ? LocalRedirect(Back)
            : outcome.Problems[0].Kind == ProblemKind.NotFound ? outcome.ToPage()
            : ModelState.AddProblems(outcome) ? Page() : LocalRedirect(Back);
    }
}
