using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Publishing a list by two persons, and every version that was published, with what it changed.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class VersionsPageModel(Database db, PublishList publish, TimeProvider clock) : PageModel
{
    private const int PageSize = 10;
    private const int MostDifferences = 200;

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RegisterList List { get; private set; } = null!;

    public ListProposal? Open { get; private set; }

    public bool Mine => Open?.ProposedById == User.Actor()!.Id;

    /// <summary>What the open proposal would change.</summary>
    public IReadOnlyList<string> Difference { get; private set; } = [];

    public int Differences { get; private set; }

    /// <summary>Proposals that were sent back, with the reason; those that were approved are versions.</summary>
    public IReadOnlyList<ListProposal> Refused { get; private set; } = [];

    public IReadOnlyList<ListVersion> Versions { get; private set; } = [];

    public string? Next { get; private set; }

    public string Path => $"/office/lists/{List.Key}/versions";

    public Task<IActionResult> OnGetAsync(string kind, int? after, CancellationToken ct) => ShowAsync(kind, after, ct);

    public Task<IActionResult> OnPostAsync(string kind, CancellationToken ct) => ActAsync(kind, async list => await publish.ProposeAsync(list, Note, HttpContext.Act(clock, Note ?? ""), ct), ct);

    public Task<IActionResult> OnPostApproveAsync(string kind, CancellationToken ct) => ActAsync(kind, async list => await publish.ApproveAsync(list, HttpContext.Act(clock, "审核通过"), ct), ct);

    public Task<IActionResult> OnPostRefuseAsync(string kind, CancellationToken ct) => ActAsync(kind, list => publish.RefuseAsync(list, HttpContext.Act(clock, (Reason ?? "").Trim()), ct), ct);

    private async Task<IActionResult> ActAsync(string kind, Func<RegisterList, Task<Outcome>> act, CancellationToken ct)
    {
        if (RegisterLists.Find(kind) is not { } list)
        {
            return NotFound();
        }

        ModelState.Clear();
        return ModelState.AddProblems(await act(list)) ? await ShowAsync(kind, null, ct) : Redirect($"/office/lists/{kind}/versions");
    }

    private async Task<IActionResult> ShowAsync(string kind, int? after, CancellationToken ct)
    {
        if (RegisterLists.Find(kind) is not { } list)
        {
            return NotFound();
        }

        List = list;
        var region = User.Actor()!.Post!.RegionCode;
        Open = await publish.OpenAsync(list, region, ct);
        if (Open is not null)
        {
            var difference = await publish.DifferenceAsync(list, User.Actor()!, ct);
            (Differences, Difference) = (difference.Count, [.. difference.Take(MostDifferences)]);
        }

        Refused = await db.Set<ListProposal>().AsNoTracking().Where(p => p.List == kind && p.RegionCode == region && p.Approved == false)
            .OrderByDescending(p => p.DecidedAt).ThenByDescending(p => p.Id).Take(PageSize).ToListAsync(ct);
        var versions = db.Set<ListVersion>().AsNoTracking().Where(v => v.List == kind && v.RegionCode == region);
        if (after is { } last)
        {
            versions = versions.Where(v => v.Number < last);
        }

        var read = await versions.OrderByDescending(v => v.Number).Take(PageSize + 1).ToListAsync(ct);
        Versions = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?after={Versions[^1].Number}" : null;
        return Page();
    }
}
