using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Who holds roles that stand against each other, from before the rule or by a reorganisation (03.09).</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class SeparationPageModel(SeparatedPosts separated) : PageModel
{
    public const string Path = "/office/staff/separation";

    public IReadOnlyList<SeparatedPosts.Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Rows = await separated.ReadAsync(User.Actor()!.Post!.RegionCode, ct);
}
