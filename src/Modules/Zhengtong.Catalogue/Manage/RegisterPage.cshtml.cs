using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Manage;

/// <summary>The list of items of one's region or organisation.</summary>
[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class RegisterPageModel(ItemRegister register, IOrganisations organisations) : PageModel
{
    public const string Path = "/office/items";

    public RegisterFilter Filter { get; private set; } = new();

    public RegisterPage Items { get; private set; } = new([], null);

    public IReadOnlyList<OrganisationInfo> Organisations { get; private set; } = [];

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public bool MayDraft => IsManager || User.Actor()!.Has(Roles.ItemEditor);

    public async Task OnGetAsync([FromQuery] RegisterFilter filter, string? after, CancellationToken ct)
    {
        var actor = User.Actor()!;
        Filter = filter;
        Items = await register.PageAsync(filter, after, actor, ct);
        Organisations = actor.Has(Roles.ItemEditor) || actor.Post!.RegionCode.Length < 4 ? [] : await organisations.InRegionAsync(actor.Post.RegionCode, ct);
    }
}
