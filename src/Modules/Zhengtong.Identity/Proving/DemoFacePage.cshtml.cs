using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving;

/// <summary>Where one shows one's face in the demo; in a real deployment nobody waits here.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class DemoFacePageModel(Database db, IRealNameSystem system) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Ticket { get; set; }

    public DemoRealNameSystem.Face? Face { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => FindAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromForm] bool same, CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } demo)
        {
            return Page();
        }

        demo.Show(Ticket!, same);
        return LocalRedirect(new Uri(Face!.ReturnUrl).PathAndQuery);
    }

    private async Task<DemoRealNameSystem?> FindAsync(CancellationToken ct)
    {
        var me = User.Actor()!.Id;
        if (system is not DemoRealNameSystem demo || Ticket is null || !await db.Set<FaceCheck>().AnyAsync(x => x.Ticket == Ticket && x.PersonId == me, ct))
        {
            return null;
        }

        Face = demo.Find(Ticket);
        return Face is null ? null : demo;
    }
}
