using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>检测规则: what comes with the product, and what managers of the region added (02.07).</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class RulesPageModel(Database db) : PageModel
{
    public const string Path = "/office/inspection/rules";

    public IReadOnlyList<InspectionRule> Added { get; private set; } = [];

    public IReadOnlyList<StandardRule> BuiltIn => InspectionStandard.BuiltIn;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        Added = await db.Set<InspectionRule>().AsNoTracking().Where(r => r.RegionCode == region).OrderByDescending(r => r.Id).Take(200).ToListAsync(ct);
    }
}
