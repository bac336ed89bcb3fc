using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Recovering;

/// <summary>
/// The phone is lost: another one is to take its place. Whoever asks has the new phone in hand, and the real-name system says that name and number belong together; since others may know both, it
/// counts only after a time in which the old phone, the mail and the account are told and can stop it. What he is told is the same whether there is such an account or not.
/// </summary>
internal sealed class RecoverPhone(
    Database db, PersonalData personal, PhoneCodes phones, IRealNameSystem system, Attempts attempts, IMessages messages, IOptions<RecoverySettings> options, TimeProvider clock)
{
    public static readonly Problem NothingToStop = Problem.NotFound("identity.recovery-gone", "没有正在等待的更换手机号申请，可能已经停止或已经生效。手机号已被他人更换的，请持证件原件到政务服务大厅办理。");

    public async Task<Outcome> HandleAsync(PendingStep step, string code, string address, End end, CancellationToken ct)
    {
        var said = step.Recovery!;
        var id = personal.IdLookup(said.IdKind, said.IdNumber);
        if (await attempts.TakeAsync("code", step.Phone, address, ct) is { } wait)
        {
            return CheckPassword.Wait(wait);
        }

        var verified = await phones.VerifyAsync(step, code, ct);
        if (!verified.Ok)
        {
            return verified;
        }

        // Asked for anybody, known here or not: the time it takes tells nothing.
        if (await attempts.TakeAsync(ProveRealName.AttemptKind, PersonalData.IdOf(said.IdKind, said.IdNumber), address, ct) is { } slower)
        {
            return CheckPassword.Wait(slower);
        }

        var asked = await system.AskAsync(new PersonQuestion(said.IdKind, said.IdNumber, said.Name), ct);
        if (!asked.TryGet(out var answer))
        {
            return asked;
        }

        if (RealNameRule.OfPerson(answer.Result) is { } refused)
        {
            return refused with { Field = null };
        }

        // A second question while one waits: the first stands. Something else of the person changed in this moment: once more.
        var saved = Outcome.Done();
        for (var tries = 0; tries == 0 || (!saved.Ok && tries < 3); tries++)
        {
            await StageAsync(said, id, step.Phone, answer, end, ct);
            saved = await db.SaveAsync(ct);
        }

        return saved;
    }

    /// <summary>The holder, signed in, says that it was not he.</summary>
    public Task<Outcome> StopAsync(Act act, CancellationToken ct)
    {
        var me = act.Actor.Id;
        return StopAsync(db.Set<PhoneRecovery>().Where(x => x.PersonId == me), act, ct);
    }

    /// <summary>Whoever got the notice says so: what it carries opens nothing but this.</summary>
    public Task<Outcome> StopAsync(string token, End end, CancellationToken ct)
    {
        var hash = RandomToken.HashOf(token);
        return StopAsync(db.Set<PhoneRecovery>().Where(x => x.StopHash == hash), Act.BySystem("收到通知的人停止", clock.GetUtcNow().UtcDateTime) with { End = end }, ct);
    }

    private async Task<Outcome> StopAsync(IQueryable<PhoneRecovery> which, Act act, CancellationToken ct)
    {
        if (await which.SingleOrDefaultAsync(x => x.EndedAt == null, ct) is not { } recovery)
        {
            return NothingToStop;
        }

        var person = await db.Set<Person>().SingleAsync(x => x.Id == recovery.PersonId, ct);
        recovery.End(RecoveryEnding.Stopped, act.At);
        db.Record(person, act, "phone-recovery-stopped");
        messages.Send(db, new NewMessage(
            person.Id, "更换手机号的申请已停止", $"换成 {recovery.PhoneMasked} 的申请已停止，您登记的手机号没有变化。{options.Value.StoppedDays} 天内不能再在网上申请，确需更换的请持证件原件到政务服务大厅办理。",
            $"{recovery.Id}:stopped"));
        return await db.SaveAsync(ct);
    }

    private async Task StageAsync(PendingRecovery said, string id, string phone, RealNameAnswer answer, End end, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var since = now.AddDays(-options.Value.StoppedDays);
        var person = await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == id, ct);
        if (person is null || !PersonName.Same(person.Name, said.Name) || !await db.Set<Account>().AnyAsync(x => x.PersonId == person.Id, ct)
            || await db.Set<PhoneRecovery>().AnyAsync(x => x.PersonId == person.Id && (x.EndedAt == null || (x.Ending == RecoveryEnding.Stopped && x.EndedAt > since)), ct))
        {
            return;
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var sealedPhone = personal.SealPhone(phone);
        var recovery = new PhoneRecovery
        {
            Id = Guid.CreateVersion7(now), PersonId = person.Id, PhoneHidden = sealedPhone.Hidden, PhoneLookup = sealedPhone.Lookup, PhoneMasked = Mask.Phone(phone), KeysToo = said.KeysToo,
            AskedAt = now, RipeAt = now.AddHours(options.Value.WaitHours), StopHash = RandomToken.HashOf(token),
        };
        db.Add(recovery);
        db.Record(person, new Act(Actor.System, null, end, "手机号已丢失", now), "phone-recovery-asked", new { answer.Reference, said.KeysToo });
        messages.Send(db, new NewMessage(
            person.Id, "有人申请更换您的手机号",
            $"有人称您的手机号已丢失，申请换成 {recovery.PhoneMasked}{(said.KeysToo ? "，并移除动态口令、通行密钥和数字证书" : "")}，将于 {LegalDay.Moment(recovery.RipeAt)} 生效。"
                + $"不是您本人申请的，请打开 {said.Site}{StopPageModel.Path}?token={token} 停止。",
            $"{recovery.Id}:asked", "/my/profile", personal.Open(person.EmailHidden), personal.Open(person.PhoneHidden)));
    }
}
