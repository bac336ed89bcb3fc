using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Gives a post and ends it. A post is never deleted: what was done in it stays explained (requirement 08.17).</summary>
internal sealed class EditPosts(Database db, SessionStore sessions)
{
    internal sealed class Command
    {
        [Required(ErrorMessage = "请选择角色。")]
        public string Role { get; set; } = "";

        [Required(ErrorMessage = "请选择单位。")]
        public Guid? OrganisationId { get; set; }

        [Required(ErrorMessage = "请输入区划代码。"), RegularExpression("^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$", ErrorMessage = "区划代码为 2、4、6、9 或 12 位数字，例如 511602。")]
        public string RegionCode { get; set; } = "";

        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }
    }

    public async Task<Outcome> AddAsync(Guid staffId, Command command, Act act, CancellationToken ct)
    {
        var found = await db.StaffForAsync(act.Actor, staffId, ct);
        if (!found.TryGet(out var member))
        {
            return found;
        }

        if (!Roles.Names.ContainsKey(command.Role))
        {
            return Problem.Invalid("identity.role-unknown", "请选择角色。", nameof(Command.Role));
        }

        if (!command.RegionCode.StartsWith(act.Actor.Post!.RegionCode, StringComparison.Ordinal))
        {
            return Problem.Invalid("identity.region-outside", "只能在您管理的区划及其下级设置岗位。", nameof(Command.RegionCode));
        }

        if (!await db.OrganisationsVisibleTo(act.Actor).AnyAsync(x => x.Id == command.OrganisationId, ct))
        {
            return Problem.Invalid("identity.organisation-unknown", "请选择管理范围内的单位。", nameof(Command.OrganisationId));
        }

        var from = command.From ?? LegalDay.Of(act.At);
        if (command.Until < from)
        {
            return Problem.Invalid("identity.post-term", "结束日期不能早于开始日期。", nameof(Command.Until));
        }

        var post = new StaffPost
        {
            Id = Guid.CreateVersion7(), StaffId = staffId, Role = command.Role, OrganisationId = command.OrganisationId!.Value,
            RegionCode = command.RegionCode, From = from, Until = command.Until,
        };
        db.Add(post);
        db.Record(member, act, "post-given", new { post.Id, post.Role, post.OrganisationId, post.RegionCode, post.From, post.Until });
        return await db.SaveAsync(ct);
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

        post.Until = LegalDay.Of(act.At).AddDays(-1);
        db.Record(member, act, "post-ended", new { post.Id, post.Role, post.Until });
        var saved = await db.SaveAsync(ct);
        if (await db.Set<Account>().Where(x => x.StaffId == staffId).Select(x => (Guid?)x.Id).SingleOrDefaultAsync(ct) is { } account)
        {
            sessions.ForgetAccount(account);
        }

        return saved;
    }
}
