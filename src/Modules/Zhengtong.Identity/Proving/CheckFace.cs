using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving;

/// <summary>
/// 人脸核验 (08.13): the browser goes to a page of the outside system, which sees the face; when it comes back, the system is asked what it saw. The address it comes back with is no answer: it only
/// names the check, which is this person's, open, young and counts once.
/// </summary>
internal sealed class CheckFace(Database db, PersonalData personal, IRealNameSystem system, SessionStore sessions)
{
    public static readonly Problem Gone = Problem.NotFound("identity.face-gone", "没有找到这次人脸核验，或已经超过时间。请重新开始。");

    public Task<FaceCheck?> OpenAsync(Act act, CancellationToken ct)
    {
        var (me, since) = (act.Actor.Id, act.At - FaceCheck.Lasts);
        return db.Set<FaceCheck>().Where(x => x.PersonId == me && x.EndedAt == null && x.BegunAt > since).OrderByDescending(x => x.BegunAt).FirstOrDefaultAsync(ct);
    }

    /// <param name="returnUrl">Of a ticket, the address on this site that the browser is sent back to.</param>
    public async Task<Outcome> BeginAsync(Func<string, string> returnUrl, Act act, CancellationToken ct)
    {
        var me = act.Actor.Id;
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(x => x.Id == me, ct);
        var from = LegalDay.StartUtc(LegalDay.Of(act.At));
        if (await db.Set<FaceCheck>().CountAsync(x => x.PersonId == me && x.BegunAt >= from, ct) >= RealNameRule.FacesADay)
        {
            return RealNameRule.TooOften;
        }

        var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var begun = await system.BeginFaceAsync(ticket, new PersonQuestion(person.IdKind, personal.Open(person.IdNumberHidden), person.Name), returnUrl(ticket), ct);
        if (!begun.TryGet(out var page))
        {
            return begun;
        }

        foreach (var former in await db.Set<FaceCheck>().Where(x => x.PersonId == me && x.EndedAt == null).ToListAsync(ct))
        {
            former.End(false, act.At);
        }

        db.Add(new FaceCheck { Id = Guid.CreateVersion7(act.At), PersonId = me, Ticket = ticket, Page = page, BegunAt = act.At });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> TakeAsync(string ticket, Act act, CancellationToken ct)
    {
        var (me, since) = (act.Actor.Id, act.At - FaceCheck.Lasts);
        if (await db.Set<FaceCheck>().SingleOrDefaultAsync(x => x.Ticket == ticket && x.PersonId == me && x.BegunAt > since, ct) is not { } check)
        {
            return Gone;
        }

        if (check.EndedAt is not null)
        {
            return check.Passed ? Outcome.Done() : RealNameRule.FaceDiffers;
        }

        var asked = await system.FaceResultAsync(ticket, ct);
        if (!asked.TryGet(out var answer) || answer.Result == RealNameResult.Pending)
        {
            return asked.Ok ? RealNameRule.FacePending : asked;
        }

        var refused = RealNameRule.OfFace(answer.Result);
        check.End(refused is null, act.At);
        if (refused is null)
        {
            var person = await db.Set<Person>().SingleAsync(x => x.Id == me, ct);
            db.Add(IdentityProof.Of(me, ProofKind.Face, system.Name, answer.Reference, act.At));
            db.Record(person, act, "face-checked", new { answer.Reference });
        }

        // The return and a press of the button in one moment: the revision of the check lets one through.
        var saved = await db.SaveAsync(ct);
        await sessions.ForgetPersonAsync(db, me, ct);

        return refused is not null ? refused : saved;
    }
}
