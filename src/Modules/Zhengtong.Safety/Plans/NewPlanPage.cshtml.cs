using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Safety.Plans;

/// <summary>起草预案.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class NewPlanPageModel(KeepPlan keep, TimeProvider clock) : PageModel
{
    public KeepPlan.Command Input { get; set; } = new() { ExerciseMonths = "12" };

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Input))] KeepPlan.Command input, CancellationToken ct)
    {
        var made = await keep.MakeAsync(input, HttpContext.Act(clock, "起草预案"), ct);
        if (!ModelState.AddProblems(made, nameof(Input)))
        {
            return Redirect($"{PlansPageModel.Path}/{made.Value}");
        }

        Input = input;
        return Page();
    }
}
