using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Dispatch;

/// <summary>The dispatcher's board (集中调度, 03.07): what nobody took, what is late, where nobody is in post.</summary>
[Authorize(Policy = DispatchScope.Policy)]
internal sealed class DispatchPageModel(DispatchScope scope, DispatchList list, IOrganisations organisations) : PageModel
{
    public const string Path = "/office/dispatch";

    public DispatchFilter Filter { get; private set; } = new();

    public DispatchScope.Reach Reach { get; private set; } = null!;

    public DispatchList.Page List { get; private set; } = null!;

    public IReadOnlyList<OrganisationInfo> Organisations { get; private set; } = [];

    /// <summary>How many steps were just dispatched.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Done { get; set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] DispatchFilter filter, string? after, CancellationToken ct)
    {
        if (await scope.OfAsync(User.Actor()!, ct) is not { } reach)
        {
            return Forbid();
        }

        (Filter, Reach) = (filter, reach);
        List = await list.PageAsync(reach, filter, after, ct);
        Organisations = reach.WholeRegion ? await organisations.InRegionAsync(reach.Post.RegionCode, ct) : [];
        return Page();
    }
}
