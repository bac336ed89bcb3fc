using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
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
/// 实名核验 (08.08): the outside system says whether name and number of a person belong together; its yes is kept as a proof. When it is away nothing is lost and
/// nothing is proved: the person tries again.
/// </summary>
internal sealed class ProveRealName(Database db, PersonalData personal, IRealNameSystem system, Attempts attempts, SessionStore sessions)
{
    public const string AttemptKind = "real-name";

    /// <summary>Asks about a person who is registered, and keeps what was said.</summary>
    public async Task<Outcome> HandleAsync(string address, Act act, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleAsync(x => x.Id == act.Actor.Id, ct);
        if (await db.IsProvedAsync(person.Id, AssuranceLevel.RealName, ct))
        {
            return Outcome.Done();
        }

        if (await attempts.TakeAsync(AttemptKind, PersonalData.IdOf(person.IdKind, personal.Open(person.IdNumberHidden)), address, ct) is { } wait)
        {
            return CheckPassword.Wait(wait);
        }

        var from = LegalDay.StartUtc(LegalDay.Of(act.At));
        if (await db.Set<RealNameCheck>().CountAsync(x => x.PersonId == person.Id && x.At >= from && x.Result != null, ct) >= RealNameRule.AnswersADay)
        {
            return RealNameRule.TooOften;
        }

        var asked = await system.AskAsync(new PersonQuestion(person.IdKind, personal.Open(person.IdNumberHidden), person.Name), ct);
        Keep(person, asked.Ok ? asked.Value : null, act);
        var saved = await db.SaveAsync(ct);
        // The level lies in the claims of open sessions.
        await sessions.ForgetPersonAsync(db, person.Id, ct);
        return !asked.Ok ? asked
            : RealNameRule.OfPerson(asked.Value.Result) is { } refused ? refused with { Field = null }
            : saved.Ok || await db.IsProvedAsync(person.Id, AssuranceLevel.RealName, ct) ? Outcome.Done() : saved;
    }

    /// <summary>Asks about somebody who is about to register, before there is a row of him.</summary>
    /// <returns>Why he may not register; or what was said, to be kept with him; neither when the system is away.</returns>
    public async Task<(Problem? Refused, RealNameAnswer? Answer)> BeforeRegisteringAsync(PersonQuestion question, string address, CancellationToken ct)
    {
        if (await attempts.TakeAsync(AttemptKind, PersonalData.IdOf(question.Kind, question.Number), address, ct) is { } wait)
        {
            return (CheckPassword.Wait(wait), null);
        }

        var asked = await system.AskAsync(question, ct);
        return asked.TryGet(out var answer) ? (RealNameRule.OfPerson(answer.Result), answer) : (null, null);
    }

    /// <summary>Adds the rows of an answer, does not save.</summary>
    /// <param name="answer">None: the system was away.</param>
    public void Keep(Person person, RealNameAnswer? answer, Act act)
    {
        db.Add(new RealNameCheck { Id = Guid.CreateVersion7(act.At), PersonId = person.Id, At = act.At, Result = (int?)answer?.Result, Reference = answer?.Reference ?? "" });
        if (answer is { Result: RealNameResult.Same })
        {
            db.Add(IdentityProof.Of(person.Id, ProofKind.RealName, system.Name, answer.Reference, act.At));
            db.Record(person, act, "real-name-proved", new { answer.Reference });
        }
    }
}
