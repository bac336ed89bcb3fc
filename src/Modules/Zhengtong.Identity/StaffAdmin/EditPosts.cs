using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>
/// Gives a post and ends it. A post is never deleted: what was done in it stays explained (requirement 08.17). Roles that stand against each other are not held at one time (03.09), and a post that
/// manages staff is given by two persons.
/// </summary>
internal sealed class EditPosts(Database db, SessionStore sessions, AskTwo two)
{
    internal sealed class Command
    {
        /// <summary>A built-in role, or the id of a local one.</summary>
        [Required(ErrorMessage = "请选择角色。")]
        public string Role { get; set; } = "";

        [Required(ErrorMessage = "请选择单位。")]
        public Guid? OrganisationId { get; set; }

        [Required(ErrorMessage = "请输入区划代码。"), RegularExpression("^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$", ErrorMessage = "区划代码为 2、4、6、9 或 12 位数字，例如 511602。")]
        public string RegionCode { get; set; } = "";

        public DateOnly? From { get; set; }

        /// <summary>Set: a temporary post (临时岗位).</summary>
        public DateOnly? Until { get; set; }
    }

    /// <param name="Role">The base role.</param>
    internal sealed record Checked(StaffMember Member, string Role, LocalRole? Local, bool Dangerous, StaffPost Post, string What);

    /// <returns>The act that waits for a second person; null when the post is given.</returns>
    public async Task<Outcome<Guid?>> AddAsync(Guid staffId, Command command, Act act, CancellationToken ct)
    {
        var found = await CheckAsync(staffId, command, act, ct);
        if (!found.TryGet(out var asked))
        {
            return Outcome<Guid?>.Because(found.Problems);
        }

        if (asked.Dangerous)
        {
            var home = await db.Set<Organisation>().Where(o => o.Id == asked.Member.OrganisationId).Select(o => o.RegionCode).SingleAsync(ct);
            var waits = await two.AskAsync(DangerousKind.GivePost, staffId, asked.Member.Name, Above(home, asked.Post.RegionCode), asked.What, command, act, ct);
            return waits.TryGet(out var id) ? (Guid?)id : Outcome<Guid?>.Because(waits.Problems);
        }

        Stage(asked, act);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? (Guid?)null : Outcome<Guid?>.Because(saved.Problems);
    }

    /// <summary>Gives what two persons agreed on, if it may still be given; staged in the save of the answer.</summary>
    public async Task<Outcome> StageAgreedAsync(Guid staffId, Command command, Act act, CancellationToken ct)
    {
        var found = await CheckAsync(staffId, command, act, ct);
        if (found.TryGet(out var agreed))
        {
            Stage(agreed, act);
        }

        return found;
    }

    /// <summary>Ends the post at once: its last day was yesterday.</summary>
    public async Task<Outcome> EndAsync(Guid staffId, Guid postId, Act act, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (!found.TryGet(out var member))
        {
            return found;
        }

        var post = await db.Set<StaffPost>().SingleOrDefaultAsync(x => x.Id == postId && x.StaffId == staffId, ct);
        if (post is null)
        {
            return Problem.NotFound("identity.post-unknown", "没有找到这个岗位。");
        }

        if (await db.LeavesNobodyAsync(staffId, postId, LegalDay.Of(act.At), ct))
        {
            return StaffScope.LastAdministrator;
        }

        post.Until = LegalDay.Of(act.At).AddDays(-1);
        db.Record(member, act, "post-ended", new { post.Id, post.Role, post.Until });
        var saved = await db.SaveAsync(ct);
        await sessions.ForgetStaffAsync(db, [staffId], ct);
        return saved;
    }

    private async Task<Outcome<Checked>> CheckAsync(Guid staffId, Command command, Act act, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (!found.TryGet(out var member))
        {
            return Outcome<Checked>.Because(found.Problems);
        }

        var local = Guid.TryParse(command.Role, out var id) ? await db.Set<LocalRole>().SingleOrDefaultAsync(r => r.Id == id && r.PublishedAt != null && r.EndedAt == null, ct) : null;
        var role = local?.BaseRole ?? command.Role;
        if (!Roles.Names.ContainsKey(role))
        {
            return Problem.Invalid("identity.role-unknown", "请选择角色。", nameof(Command.Role));
        }

        if (!command.RegionCode.StartsWith(act.Actor.Post!.RegionCode, StringComparison.Ordinal))
        {
            return Problem.Invalid("identity.region-outside", "只能在您管理的区划及其下级设置岗位。", nameof(Command.RegionCode));
        }

        if (local is not null && !command.RegionCode.StartsWith(local.RegionCode, StringComparison.Ordinal))
        {
            return Problem.Invalid("identity.role-region", $"角色“{local.Name}”只能用于区划 {local.RegionCode} 及其下级。", nameof(Command.RegionCode));
        }

        if (await db.OrganisationsVisibleTo(act.Actor).Where(x => x.Id == command.OrganisationId).Select(x => x.Name).SingleOrDefaultAsync(ct) is not { } organisation)
        {
            return Problem.Invalid("identity.organisation-unknown", "请选择管理范围内的单位。", nameof(Command.OrganisationId));
        }

        var today = LegalDay.Of(act.At);
        var from = command.From ?? today;
        if (command.Until < from)
        {
            return Problem.Invalid("identity.post-term", "结束日期不能早于开始日期。", nameof(Command.Until));
        }

        // A second administrator's save in between changes the member's trace, and one of the two is refused.
        foreach (var held in await db.Set<StaffPost>().AsNoTracking().Where(p => p.StaffId == staffId && (p.Until == null || p.Until >= today)).ToListAsync(ct))
        {
            if (RoleSeparation.Overlap(from, command.Until, held.From, held.Until) && RoleSeparation.Between(role, held.Role) is { } why)
            {
                return Problem.Conflict(
                    "identity.roles-apart", $"{member.Name}在这段时间担任{Roles.Names[held.Role]}，不能同时担任{Roles.Names[role]}（{why}）。请先结束原岗位，或由其他人员担任。");
            }
        }

        var post = new StaffPost
        {
            Id = Guid.CreateVersion7(act.At), StaffId = staffId, Role = role, RoleId = local?.Id, OrganisationId = command.OrganisationId!.Value,
            RegionCode = command.RegionCode, From = from, Until = command.Until,
        };
        // Every role that reaches the function does, built in or not.
        var dangerous = local is null ? role == Roles.Administrator : StaffFunctions.Unpack(local.Functions).Contains(Administrators.Staff);
        var term = command.Until is { } until ? $"，至{LegalDay.Date(until)}" : "";
        return new Checked(member, role, local, dangerous, post, $"给予{member.Name}“{local?.Name ?? Roles.Names[role]}”岗位（{organisation}，区划 {command.RegionCode}{term}）");
    }

    private void Stage(Checked of, Act act)
    {
        db.Add(of.Post);
        if (of.Local is { } local)
        {
            // Ended at this moment by another administrator, the role is given to nobody.
            local.Given();
        }

        var post = of.Post;
        db.Record(of.Member, act, "post-given", new { post.Id, post.Role, post.RoleId, post.OrganisationId, post.RegionCode, post.From, post.Until });
    }

    /// <summary>The lowest region above both.</summary>
    private static string Above(string a, string b) => Region.PathOf(a).Last(code => b.StartsWith(code, StringComparison.Ordinal));
}
