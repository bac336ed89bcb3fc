using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Decide;

/// <summary>The instant items (即办件) that an approver can decide in one sitting (极简审批, 03.38).</summary>
[Authorize(Policy = ApproverPolicy)]
internal sealed class InstantModel(OpenInstants instants) : PageModel
{
    public const string ApproverPolicy = "role:" + Roles.Approver;

    public OpenInstants.Page List { get; private set; } = null!;

    public async Task OnGetAsync(string? after, CancellationToken ct) => List = await instants.PageAsync(User.Actor()!.Post!, after, ct);
}
