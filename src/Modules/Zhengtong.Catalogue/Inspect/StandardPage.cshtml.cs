using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Inspect.Rules;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>检测标准, open to everybody: what guides and services are checked against (公布监测标准, 02.07, 02.14). To be printed as well.</summary>
[AllowAnonymous]
internal class StandardPageModel(InspectionStandard standard, InspectionData data) : PageModel
{
    public IReadOnlyList<StandardRule> Rules { get; private set; } = [];

    public IReadOnlyList<VagueWord> Words => data.Words;

    public async Task OnGetAsync(CancellationToken ct) => Rules = await standard.RulesAsync(ct);
}

/// <inheritdoc/>
[AllowAnonymous]
internal sealed class StandardPrintModel(InspectionStandard standard, InspectionData data) : StandardPageModel(standard, data);
