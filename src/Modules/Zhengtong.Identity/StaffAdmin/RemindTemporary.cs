using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Tells who holds a temporary post (临时岗位), and his administrators, seven days before it ends. Once for each end: a post that is given anew has another.</summary>
internal sealed class RemindTemporary(Database db, IMessages messages, TimeProvider clock) : IRecurringJob
{
    private const int DaysBefore = 7;

    public string Name => "identity.remind-temporary";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var until = today.AddDays(DaysBefore);
        var ending = await (
            from p in db.Set<StaffPost>().AsNoTracking()
            join m in db.Set<StaffMember>() on p.StaffId equals m.Id
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            join l in db.Set<LocalRole>() on p.RoleId equals (Guid?)l.Id into localRoles
            from l in localRoles.DefaultIfEmpty()
            where p.From <= today && p.Until != null && p.Until >= today && p.Until <= until && db.Set<Account>().Any(a => a.StaffId == p.StaffId && a.LockedAt == null)
            orderby p.Id
            select new { p.Id, p.StaffId, p.Role, LocalRole = (string?)l.Name, p.Until, p.RegionCode, m.Name, Organisation = o.Name }).ToListAsync(ct);
        foreach (var post in ending)
        {
            var (end, title) = (post.Until!.Value, post.LocalRole ?? Roles.Names.GetValueOrDefault(post.Role, post.Role));
            var key = $"temporary:{post.Id:N}:{end:yyyyMMdd}";
            await messages.TellOnceAsync(db, new NewMessage(
                post.StaffId, "临时岗位即将结束", $"您在{post.Organisation}的{title}岗位{LegalDay.Date(end)}结束。需要继续的，请联系本单位系统管理员。", $"{key}:{post.StaffId:N}", "/account/post"), ct);
            foreach (var administrator in await db.NearestAdministratorsAsync(post.RegionCode, [post.StaffId], today, ct))
            {
                await messages.TellOnceAsync(
                    db,
                    new NewMessage(
                        administrator, "临时岗位即将结束", $"{post.Name}在{post.Organisation}的{title}岗位{LegalDay.Date(end)}结束。需要继续的，请新增岗位；不再继续的，请看看他名下有没有要移交的工作。",
                        $"{key}:{administrator:N}", $"/office/staff/member/{post.StaffId}"),
                    ct);
            }
        }
    }
}
