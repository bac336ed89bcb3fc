using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.FirstAsked;

/// <summary>我的首问: what one answers for because one was asked first, and what one is asked to take over.</summary>
[Authorize(Policy = Policies.Handler)]
internal sealed class DutiesPageModel(Duties duties) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Offered { get; set; }

    public Duties.Page List { get; private set; } = null!;

    public async Task OnGetAsync(Guid? after, CancellationToken ct) => List = await duties.MineAsync(User.Actor()!, Offered, after, ct);
}
