using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Posts;

/// <summary>Staff choose the post they work in: it fixes role, organisation and region (requirement 08.17).</summary>
[Authorize(Policies.Staff)]
[ResponseCache(NoStore = true)]
internal sealed class PostPageModel(Database db, SignIn signIn, TimeProvider clock) : PageModel
{
    internal sealed record Choice(Guid Id, string Role, Guid? LocalRoleId, string? LocalRole, string Organisation, string RegionCode, string? Region, DateOnly? Until);

    public IReadOnlyList<Choice> Posts { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromForm] Guid postId, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Posts.FirstOrDefault(p => p.Id == postId) is not { } chosen)
        {
            return Forbid();
        }

        return ModelState.AddProblems(await signIn.SwitchAsync(HttpContext, null, null, postId, ct))
            ? Page()
            : LocalRedirect(LocalAddress.Of(ReturnUrl, Remote.HomeOf(chosen.Role, chosen.LocalRoleId)));
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (staff, today) = (User.Actor()!.Id, LegalDay.Today(clock));
        Posts = await (
            from p in db.Set<StaffPost>()
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            join r in db.Set<Region>() on p.RegionCode equals r.Code into regions
            from r in regions.DefaultIfEmpty()
            join l in db.Set<LocalRole>() on p.RoleId equals (Guid?)l.Id into localRoles
            from l in localRoles.DefaultIfEmpty()
            where p.StaffId == staff && p.From <= today && (p.Until == null || p.Until >= today) && (p.RoleId == null || (l.PublishedAt != null && l.EndedAt == null))
            orderby o.Name, p.Role
            select new Choice(p.Id, p.Role, p.RoleId, l.Name, o.Name, p.RegionCode, r.FullName, p.Until)).ToListAsync(ct);
    }
}
