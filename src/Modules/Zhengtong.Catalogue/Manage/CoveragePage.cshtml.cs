using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Manage;

[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class CoveragePageModel(Coverage coverage) : PageModel
{
    public Coverage.Report Report { get; private set; } = null!;

    public bool TooWide => Coverage.IsTooWide(User.Actor()!);

    public async Task OnGetAsync(CancellationToken ct) => Report = await coverage.ReadAsync(User.Actor()!, ct);
}
