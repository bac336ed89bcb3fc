using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Catalogue.Manage;

/// <summary>The list of items of one's region or organisation, and its Excel file.</summary>
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

    public async Task<IResult> OnGetExportAsync([FromQuery] RegisterFilter filter, CancellationToken ct) => await ExcelSheet.FileAsync(
        ChangeWords.Of(filter.Kind), "项", ["事项编码", "事项名称", "事项类型", "实施主体", "区划", "行使层级", "版本", "状态", "已关联上级目录"], RowsAsync(filter), ct);

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(RegisterFilter filter)
    {
        await foreach (var i in register.AllAsync(filter, User.Actor()!))
        {
            yield return [i.Code, i.Name, ItemTypeNames.Of(i.TypeCode), i.OrganisationName, i.RegionName, ItemElements.Level(i.Level), i.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), ChangeWords.Of(i.Status), i.Bound ? "是" : "否"];
        }
    }
}
