using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Manage;

/// <summary>The list of items of one's region or organisation.</summary>
[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class RegisterPageModel(ItemRegister register, IOrganisations organisations, Regions regions) : PageModel
{
    public const string Path = "/office/items";

    public RegisterFilter Filter { get; private set; } = new();

    public RegisterPage Items { get; private set; } = new([], null);

    public IReadOnlyList<OrganisationInfo> Organisations { get; private set; } = [];

    /// <summary>From one's own region down to the one looked at, and those next below: choosing one offers its own.</summary>
    public IReadOnlyList<RegionOption> RegionOptions { get; private set; } = [];

    /// <summary>The region looked at stands among the options.</summary>
    public bool ChoosesRegion => RegionOptions.Count > 0 && (string.IsNullOrEmpty(Filter.Region) || RegionOptions.Any(o => o.Code == Filter.Region));

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public bool MayDraft => IsManager || User.Actor()!.Has(Roles.ItemEditor);

    public async Task OnGetAsync([FromQuery] RegisterFilter filter, string? after, CancellationToken ct)
    {
        var actor = User.Actor()!;
        Filter = filter;
        Items = await register.PageAsync(filter, after, actor, ct);
        if (actor.Has(Roles.ItemEditor))
        {
            return;
        }

        var own = actor.Post!.RegionCode;
        var region = filter.Region is { Length: > 0 } chosen && chosen.StartsWith(own, StringComparison.Ordinal) ? chosen : own;
        Organisations = region.Length < 4 ? [] : await organisations.InRegionAsync(region, ct);
        var path = (await regions.PathAsync(region, ct)).Where(r => r.Code.Length > own.Length).Select((r, depth) => new RegionOption(r.Code, r.Name, depth)).ToList();
        RegionOptions = [.. path, .. (await regions.ChildrenAsync(region, ct)).Select(r => new RegionOption(r.Code, r.Name, path.Count))];
    }

    internal sealed record RegionOption(string Code, string Name, int Depth)
    {
        public string Shown => new string('　', Depth) + Name;
    }
}
