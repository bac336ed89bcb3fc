using Microsoft.AspNetCore.Mvc.ModelBinding;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Ui.Problems;

/// <summary>A refusal on a page: each problem at its field, the others on top.</summary>
public static class ModelStateProblems
{
    /// <param name="prefix">Where the input record hangs on the page model, for example <c>Input</c>.</param>
    /// <returns>True when there were problems, so that a handler can write <c>if (ModelState.AddProblems(outcome)) return Page();</c>.</returns>
    public static bool AddProblems(this ModelStateDictionary state, Outcome outcome, string prefix = "")
    {
        foreach (var problem in outcome.Problems)
        {
            var field = problem.Field ?? "";
            state.AddModelError(prefix.Length > 0 && field.Length > 0 ? $"{prefix}.{field}" : field, problem.Message);
        }

        return !outcome.Ok;
    }
}
