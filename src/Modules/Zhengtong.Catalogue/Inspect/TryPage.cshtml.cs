using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>自检: any member of staff checks any published item, of any unit (检测权限开放, 02.13, 02.14). Changes nothing.</summary>
[Authorize(Policy = Policies.Staff)]
[ResponseCache(NoStore = true)]
internal sealed class TryPageModel(Database db, InspectionStandard standard, Surroundings around) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public ItemPageRow? Item { get; private set; }

    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    public bool Asked => !string.IsNullOrWhiteSpace(Code);

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (!Asked)
        {
            return;
        }

        var code = Code!.Trim();
        Item = await ItemPages.OneAsync(db, db.Set<Item>().Where(i => i.Code == code), ct);
        if (Item is { } item)
        {
            var content = ItemContent.FromJson(item.Content);
            Faults = InspectItem.Judge(await standard.RulesAsync(ct), item.As(content, await around.OfOneAsync(item.Code, item.CatalogueCode, content, item.OrganisationId, item.RegionCode, ct)));
        }
    }
}
