using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Staff of the administrator's region: region tree, organisation, role. Requirement 08.17.</summary>
[Authorize(Policies.Administrator)]
internal sealed class StaffListPageModel(StaffList list, SealedWords words, Database db, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public StaffList.Filter Filter { get; set; } = new();

    public IReadOnlyList<StaffList.Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <summary>From the region looked at one step down; empty where the divisions are not imported.</summary>
    public IReadOnlyList<Region> Below { get; private set; } = [];

    public static IReadOnlyList<SelectListItem> RoleOptions { get; } =
        [new("全部角色", ""), .. Roles.Names.Select(r => new SelectListItem(r.Value, r.Key))];

    public static IReadOnlyList<SelectListItem> ShowOptions { get; } =
        [new("全部人员", ""), new("有临时岗位", "temporary"), new("未设置动态口令", "no-totp"), new("没有岗位", "no-post"), new("已停用", "locked")];

    public DateOnly Today { get; } = LegalDay.Today(clock);

    /// <summary>A name is looked for by sending it: it does not stand in the address.</summary>
    public IActionResult OnPost() => Redirect(Link(Filter.Region, null));

    /// <param name="q">The name, sealed.</param>
    public async Task OnGetAsync(string? q, CancellationToken ct)
    {
        var actor = User.Actor()!;
        Filter = Filter with { Name = words.Open(q) };
        (Rows, var more) = await list.ReadAsync(Filter, actor, ct);
        Next = more ? Link(Filter.Region, Rows[^1].Login) : null;
        Organisations = await OrganisationChoices.ReadAsync(db, actor, "全部单位", ct);
        var at = Filter.Region is { Length: > 0 } region ? region : actor.Post!.RegionCode;
        Below = await db.Set<Region>().AsNoTracking().Where(r => r.ParentCode == at).OrderBy(r => r.Code).Take(100).ToListAsync(ct);
    }

    public string Link(string? region, string? after) => QueryHelpers.AddQueryString("/office/staff", new Dictionary<string, string?>
    {
        ["Filter.Region"] = region,
        ["Filter.Organisation"] = Filter.Organisation?.ToString(),
        ["Filter.Role"] = Filter.Role, ["q"] = words.Seal(Filter.Name), ["Filter.Show"] = Filter.Show, ["Filter.After"] = after,
    }.Where(x => !string.IsNullOrEmpty(x.Value)));
}
