using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.RoleAdmin;

/// <summary>The local roles that an administrator may give: those of his region and below, and of the regions above (08.17). The newest first.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class RolesPageModel(Database db, StaffFunctions functions, TimeProvider clock) : PageModel
{
    public const string Path = "/office/roles";
    private const int PageSize = 30;

    internal sealed record Row(Guid Id, string Name, string BaseRole, string RegionCode, string Functions, int Holders, bool Published, bool Ended);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var roles = db.Set<LocalRole>().AsNoTracking().VisibleTo(User.Actor()!);
        roles = after is { } last ? roles.Where(r => r.Id < last) : roles;
        var read = await roles.OrderByDescending(r => r.Id).Take(PageSize + 1).Select(r => new Row(
            r.Id, r.Name, r.BaseRole, r.RegionCode, r.Functions,
            db.Set<StaffPost>().Where(p => p.RoleId == r.Id && p.From <= today && (p.Until == null || p.Until >= today)).Select(p => p.StaffId).Distinct().Count(),
            r.PublishedAt != null, r.EndedAt != null)).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?after={Rows[^1].Id}" : null;
    }

    public string NamesOf(string packed)
    {
        var keys = StaffFunctions.Unpack(packed);
        return string.Join('、', functions.All.Where(f => keys.Contains(f.Key)).Select(f => f.Name));
    }

    public string BuiltIn(string role) => string.Join('、', functions.OfRole(role).Select(f => f.Name));
}

internal static class RoleScope
{
    /// <summary>A role is given in its region and below: an administrator sees those he may give, and those that hold below him.</summary>
    public static IQueryable<LocalRole> VisibleTo(this IQueryable<LocalRole> roles, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return roles.Where(r => r.RegionCode.StartsWith(region) || region.StartsWith(r.RegionCode));
    }
}
