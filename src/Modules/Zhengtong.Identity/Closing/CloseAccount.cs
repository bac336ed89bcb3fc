using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Closing;

/// <summary>
/// 注销账号: the person asks, with his password, and may take it back until the day it is carried out. What runs in his name must end first: cases, and companies that he represents.
/// </summary>
internal sealed class CloseAccount(Database db, PersonalData personal, Passwords passwords, Attempts attempts, IEnumerable<IHoldsPeople> holders, IMessages messages)
{
    public static readonly TimeSpan CoolingOff = TimeSpan.FromDays(15);
    private const int MostShown = 20;

    public static readonly Problem Hindered = Problem.Conflict("identity.closing-hindered", "还有没办完的事，暂时不能注销。请先办完或撤回下面列出的事项。");
    public static readonly Problem NotAsked = Problem.NotFound("identity.closing-gone", "没有等待中的注销申请，可能已经撤回。");

    public Task<AccountClosing?> OpenAsync(Guid personId, CancellationToken ct) => db.Set<AccountClosing>().SingleOrDefaultAsync(x => x.PersonId == personId && x.EndedAt == null, ct);

    public async Task<IReadOnlyList<ClosingObstacle>> ObstaclesAsync(Guid personId, DateOnly today, CancellationToken ct)
    {
        var represented = await db.AgenciesOn(today).Where(g => g.PersonId == personId && g.Representative)
            .Join(db.Set<Company>(), g => g.CompanyId, c => c.Id, (_, c) => c.Name).OrderBy(n => n).Take(MostShown).ToListAsync(ct);
        List<ClosingObstacle> found = [.. represented.Select(name => new ClosingObstacle($"您是“{name}”的法定代表人，请先持营业执照到政务服务大厅变更", "/my/companies"))];
        foreach (var holder in holders)
        {
            found.AddRange(await holder.ObstaclesAsync(personId, MostShown, ct));
        }

        return found;
    }

    public async Task<Outcome> AskAsync(string password, string address, Act act, CancellationToken ct)
    {
        var me = act.Actor.Id;
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(x => x.PersonId == me, ct);
        if (await attempts.TakeAsync("password", account.Kind + ":" + account.Login, address, ct) is { } wait)
        {
            return CheckPassword.Wait(wait);
        }

        if (!passwords.Verify(account, password))
        {
            return Problem.Invalid("identity.current-wrong", "密码不正确，请重新输入。忘记密码的，请先在登录页找回账号。", "Password");
        }

        if ((await ObstaclesAsync(me, LegalDay.Of(act.At), ct)).Count > 0)
        {
            return Hindered;
        }

        var person = await db.Set<Person>().SingleAsync(x => x.Id == me, ct);
        var closing = new AccountClosing { Id = Guid.CreateVersion7(act.At), PersonId = me, AskedAt = act.At, DueAt = act.At + CoolingOff };
        db.Add(closing);
        db.Record(person, act, "closing-asked");
        var phone = personal.Open(person.PhoneHidden);
        messages.Send(db, new NewMessage(
            me, "已收到您的注销申请", $"您的账号将于 {LegalDay.Moment(closing.DueAt)} 注销。此前可以登录后在“我的资料”中撤回。不是您本人申请的，请立即撤回并修改密码。",
            $"{closing.Id}:asked", ClosePageModel.Path, Phone: phone));
        return await db.SaveAsync(ct, Problem.Conflict("identity.closing-asked", "注销申请已经提交，正在等待。"));
    }

    public async Task<Outcome> TakeBackAsync(Act act, CancellationToken ct)
    {
        if (await OpenAsync(act.Actor.Id, ct) is not { } closing)
        {
            return NotAsked;
        }

        closing.End(ClosingEnding.TakenBack, act.At);
        closing.ForgottenAt = act.At;
        db.Record(await db.Set<Person>().SingleAsync(x => x.Id == act.Actor.Id, ct), act, "closing-taken-back");
        return await db.SaveAsync(ct);
    }
}
