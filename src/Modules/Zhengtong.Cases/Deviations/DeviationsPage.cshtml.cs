using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Cases.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Deviations;

/// <summary>Cases that were not handled as their published item says (未按标准审批, 02.15): for supervisors and for the managers of the catalogue.</summary>
[Authorize(Policy = Policy)]
[ResponseCache(NoStore = true)]
internal sealed class DeviationsPageModel(DeviationList list, IOrganisations organisations) : PageModel
{
    public const string Path = "/office/deviations/cases";
    public const string Policy = "role:" + Roles.Supervisor + "," + Roles.CatalogueManager;

    public DeviationFilter Filter { get; private set; } = new();

    public DeviationList.Page Deviations { get; private set; } = null!;

    /// <summary>Who supervises opens the case's history; the catalogue's manager, who sees no case, only reads what deviated.</summary>
    public bool MayOpen => User.Actor()!.Has(Roles.Supervisor);

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Kinds { get; } = [.. Enum.GetValues<DeviationKind>().Select(k => new SelectListItem(k.Name(), k.ToString("D")))];

    public async Task OnGetAsync([FromQuery] DeviationFilter filter, Guid? after, CancellationToken ct)
    {
        var post = User.Actor()!.Post!;
        Filter = filter;
        Deviations = await list.PageAsync(post, filter, after, ct);
        Organisations = [.. (await organisations.InRegionAsync(post.RegionCode, ct)).Select(o => new SelectListItem(o.Name, o.Id.ToString(), o.Id == filter.Organisation))];
    }
}
