using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Dispatch;

/// <summary>Shows the chosen steps once more and routes them, each on its own: what could not be routed is told with its number and stays chosen.</summary>
[Authorize(Policy = DispatchScope.Policy)]
internal sealed class RoutePageModel(DispatchScope scope, DispatchList list, RouteStep route, IOrganisations organisations, TimeProvider clock) : PageModel
{
    public IReadOnlyList<CaseStep> Steps { get; private set; } = [];

    public IReadOnlyList<Colleague> People { get; private set; } = [];

    public IReadOnlyList<OrganisationInfo> Targets { get; private set; } = [];

    /// <summary>All chosen wait for the same role in the same place.</summary>
    public bool SamePost => Steps.DistinctBy(s => (s.Role, Roles.IsRegional(s.Role) ? s.RegionCode : s.OrganisationId.ToString())).Count() == 1;

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid[] step, CancellationToken ct) => await ShowAsync(step, ct);

    public Task<IActionResult> OnPostPersonAsync([FromForm] Guid[] step, [FromForm] Guid? person, [FromForm] string? reason, [FromForm] bool sure, CancellationToken ct) =>
        EachAsync(step, sure, (id, act) => route.ToPersonAsync(id, person ?? Guid.Empty, reason ?? "", act, ct), reason, ct);

    public Task<IActionResult> OnPostOrganisationAsync([FromForm] Guid[] step, [FromForm] Guid? organisation, [FromForm] string? reason, [FromForm] bool sure, CancellationToken ct) =>
        EachAsync(step, sure, (id, act) => route.ToOrganisationAsync(id, organisation ?? Guid.Empty, reason ?? "", act, ct), reason, ct);

    private async Task<IActionResult> EachAsync(Guid[] chosen, bool sure, Func<Guid, Act, Task<Outcome>> run, string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (await ShowAsync(chosen, ct) is not PageResult)
        {
            return Forbid();
        }

        if (!sure)
        {
            ModelState.AddModelError("sure", "请核对所选环节后勾选确认。");
            return Page();
        }

        var left = new List<Guid>();
        foreach (var step in Steps)
        {
            var outcome = await run(step.Id, HttpContext.Act(clock, reason?.Trim() ?? ""));
            if (outcome.Ok)
            {
                continue;
            }

            left.Add(step.Id);
            var problem = outcome.Problems[0];
            ModelState.AddModelError(problem.Field ?? "", problem.Field is null ? $"{step.CaseNumber} {step.Name}：{problem.Message}" : problem.Message);
        }

        return left.Count == 0 ? Redirect($"{DispatchPageModel.Path}?done={Steps.Count}") : await ShowAsync([.. left], ct);
    }

    private async Task<IActionResult> ShowAsync(Guid[] chosen, CancellationToken ct)
    {
        if (await scope.OfAsync(User.Actor()!, ct) is not { } reach)
        {
            return Forbid();
        }

        Steps = await list.ChosenAsync(reach, chosen, ct);
        People = SamePost ? await route.CandidatesAsync(Steps[0], ct) : [];
        Targets = reach.WholeRegion && Steps.Any(s => s.Kind == StepKind.Review) ? await TargetsAsync(reach, ct) : [];
        return Page();
    }

    /// <summary>Organisations of the region where somebody could do a review.</summary>
    private async Task<IReadOnlyList<OrganisationInfo>> TargetsAsync(DispatchScope.Reach reach, CancellationToken ct)
    {
        var staffed = (await organisations.StaffedAsync(reach.Post.RegionCode, ct)).Where(p => p.Role == Roles.Reviewer).Select(p => p.OrganisationId).ToHashSet();
        return [.. (await organisations.InRegionAsync(reach.Post.RegionCode, ct)).Where(o => staffed.Contains(o.Id))];
    }
}
