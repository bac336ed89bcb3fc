using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>An administrator sees and changes the region subtree of his post, nothing beside it (requirement 08.17).</summary>
internal static class StaffScope
{
    public static readonly Problem NotFound = Problem.NotFound("identity.staff-unknown", "没有找到这名工作人员，或不在您的管理范围内。");
    public static readonly Problem Oneself = Problem.Forbidden("identity.oneself", "不能更改自己的账号和岗位，请由另一名管理员办理。");

    public static readonly Problem LastAdministrator = Problem.Conflict("identity.last-administrator", "这是该区划最后一名系统管理员。请先新增一名系统管理员，再结束他的岗位或者停用账号。");

    public static IQueryable<Organisation> OrganisationsVisibleTo(this Database db, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<Organisation>().Where(o => o.RegionCode.StartsWith(region));
    }

    public static IQueryable<StaffMember> StaffVisibleTo(this Database db, Actor actor) =>
        db.Set<StaffMember>().Where(m => db.OrganisationsVisibleTo(actor).Any(o => o.Id == m.OrganisationId));

    /// <summary>The member of staff to be changed by the actor, who may not change himself.</summary>
    public static async Task<Outcome<StaffMember>> StaffForAsync(this Database db, Actor actor, Guid id, CancellationToken ct) =>
        id == actor.Id ? Oneself : await db.StaffVisibleTo(actor).SingleOrDefaultAsync(x => x.Id == id, ct) is { } member ? member : NotFound;
}
