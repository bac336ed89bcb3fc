using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Safety.Overview;

/// <summary>安全保障: the one page that says what wants attention.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class OverviewPageModel(SafetyOverview overview) : PageModel
{
    public const string Path = "/office/safety";

    public SafetyOverview.Seen Seen { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Seen = await overview.OfAsync(User.Actor()!, ct);
}
