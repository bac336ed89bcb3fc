using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Track;

/// <summary>我的空间: what waits for one, first.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class MyHomePageModel(MyHome home) : PageModel
{
    public MyHome.View Shown { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Shown = await home.OfAsync(User.Actor()!, User.Party()!, ct);
}
