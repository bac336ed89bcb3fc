using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Review;

/// <summary>Asks a colleague for an opinion (征求意见), and takes the answer. The step stays with the asker and the clock runs on.</summary>
internal sealed class Consult(Database db, CaseFiles files, IOrganisations organisations)
{
    public async Task<Outcome> AskAsync(Guid stepId, Guid colleagueId, string question, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(question))
        {
            return Problem.Invalid("cases.question-missing", "请写明要征求意见的问题。", "question");
        }

        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome.Refused(opened.Problems);
        }

        var colleague = (await ColleaguesAsync(act.Actor, ct)).FirstOrDefault(c => c.StaffId == colleagueId);
        if (colleague is null)
        {
            return Problem.Invalid("cases.no-such-colleague", "请选择本单位的一位同事。", "colleague");
        }

        db.Add(new Consultation
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = at.File.Case.Id,
            AskedById = act.Actor.Id,
            AskedByName = act.Actor.Name,
            AskedId = colleague.StaffId,
            AskedName = colleague.Name,
            Question = question,
            AskedAt = act.At,
        });
        at.File.Record(act, "opinion-asked", null, new { of = colleague.Name, question });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> AnswerAsync(Guid consultationId, string answer, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            return Problem.Invalid("cases.answer-missing", "请填写您的意见。", "answer");
        }

        var opened = await files.ForOpinionAsync(db.Set<Consultation>().Where(x => x.Id == consultationId && x.AskedId == act.Actor.Id), ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome.Refused(opened.Problems);
        }

        var (file, asked) = at;
        asked.Answer = answer;
        asked.AnsweredAt = act.At;
        file.Record(act, "opinion-given", null, new { to = asked.AskedByName, answer });
        return await db.SaveAsync(ct);
    }

    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(Actor actor, CancellationToken ct) => actor.Post is { } post
        ? [.. (await organisations.ColleaguesAsync(post.OrganisationId, [Roles.Reviewer, Roles.Approver, Roles.AcceptanceLead], ct, CasesFunctions.Opinions)).Where(c => c.StaffId != actor.Id)]
        : [];
}
