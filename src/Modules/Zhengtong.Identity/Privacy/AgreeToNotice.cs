using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Privacy;

/// <summary>A person agrees to the privacy notice that is in force, having been shown it (个人信息保护法第十四条): when he registers, and again when a version asks anew.</summary>
internal sealed class AgreeToNotice(Database db, PrivacyNotices notices)
{
    public static readonly Problem Other = Problem.Conflict("identity.notice-other", "个人信息保护规则刚刚更新，请阅读现在显示的内容后再选择。");
    private static readonly Problem Already = Problem.Conflict("identity.notice-agreed", "您已经同意这一版规则。");

    /// <returns>The last version that the person agreed to; 0: none.</returns>
    public async Task<int> LastAsync(Guid personId, CancellationToken ct) =>
        await db.Set<NoticeAgreement>().Where(x => x.PersonId == personId).MaxAsync(x => (int?)x.Version, ct) ?? 0;

    /// <summary>Adds the rows and does not save: they are kept with the account that is opened, or not at all.</summary>
    public void Stage(Person person, PrivacyNotice notice, Act act)
    {
        db.Add(NoticeAgreement.Of(person.Id, notice, act.End, act.At));
        db.Record(person, act, "notice-agreed", new { version = notice.Number });
    }

    public async Task<Outcome> HandleAsync(Act act, CancellationToken ct)
    {
        var notice = notices.InForce(LegalDay.Of(act.At));
        if (act.SawOther(notice.Number))
        {
            return Other;
        }

        var me = act.Actor.Id;
        if (await LastAsync(me, ct) >= notice.Number)
        {
            return Outcome.Done();
        }

        Stage(await db.Set<Person>().SingleAsync(x => x.Id == me, ct), notice, act);
        var saved = await db.SaveAsync(ct, Already);
        // Agreed in two windows at once: once is enough.
        return saved.Ok || await LastAsync(me, ct) >= notice.Number ? Outcome.Done() : saved;
    }
}
