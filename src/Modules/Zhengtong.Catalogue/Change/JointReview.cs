using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>Joint review (联合审核, 01.12, 01.19): who answers a change asks other organisations, each says within a limit whether it agrees and why, and approval waits for all of them.</summary>
internal sealed class JointReview(Database db, IOrganisations organisations, TellChange tell, WorkingCalendars calendars)
{
    /// <summary>Working days for an opinion: what is left of the change's own limit is the checker's to keep in mind.</summary>
    public const int Days = 3;

    /// <summary>What the forms of the review call their fields.</summary>
    public static readonly IReadOnlyList<string> Fields = ["OpinionFrom", "Question", "Agrees", "OpinionText", "DropReason"];

    public static readonly IReadOnlyList<string> Givers = [Roles.CatalogueManager, Roles.ItemEditor];
    private static readonly Problem Unknown = Problem.NotFound("catalogue.opinion-unknown", "没有找到这条征求意见，或者它不由您办理。");
    private static readonly Problem Past = Problem.Conflict("catalogue.opinion-past", "这份变更单已经不在审核、批准环节，不能再征求或出具意见。请刷新页面查看。");

    public async Task<Outcome> AskAsync(Guid id, Guid? organisationId, string? question, Act act, CancellationToken ct)
    {
        var found = await AnswerableAsync(id, act.Actor, ct);
        if (!found.TryGet(out var change))
        {
            return Outcome.Refused(found.Problems);
        }

        var organisation = organisationId is { } wanted && wanted != change.RequesterOrganisationId ? await organisations.FindAsync(wanted, ct) : null;
        if (organisation is null || !organisation.RegionCode.StartsWith(change.HandlerRegion, StringComparison.Ordinal))
        {
            return Problem.Invalid("catalogue.opinion-whom", "请选择本地区提出单位以外的单位，例如司法行政、机构编制部门。", "OpinionFrom");
        }

        if (question?.Trim() is not { Length: > 0 and <= ChangeOpinion.LongestText } asked)
        {
            return Problem.Invalid("catalogue.opinion-question", $"请写明征求意见的内容，不超过 {ChangeOpinion.LongestText} 个字。", "Question");
        }

        var staff = await organisations.ColleaguesAsync(organisation.Id, Givers, ct);
        if (staff.Count == 0)
        {
            return Problem.Invalid("catalogue.opinion-nobody", $"{organisation.Name}还没有事项管理人员或事项专员，不能在线出具意见。请先由系统管理人员设置岗位。", "OpinionFrom");
        }

        var round = await db.Set<ChangeRound>().Where(r => r.ChangeId == id && r.EndedOn == null).Select(r => r.Id).SingleAsync(ct);
        var opinion = new ChangeOpinion
        {
            Id = Guid.CreateVersion7(act.At),
            ChangeId = id,
            RoundId = round,
            OrganisationId = organisation.Id,
            OrganisationName = organisation.Name,
            Question = asked,
            AskedAt = act.At,
            AskedByName = act.Actor.Name,
            DueOn = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), Days),
        };
        db.Add(opinion);
        change.Invite(organisation.Id);
        db.Record(change, act, "joint-opinion-asked", new { organisation = organisation.Name, question = asked, due = opinion.DueOn });
        tell.OpinionAsked(change, opinion, staff.Select(s => s.StaffId));
        return await db.SaveAsync(ct, Problem.Conflict("catalogue.opinion-asked", $"已经向{organisation.Name}征求过意见，请等待答复。"));
    }

    public async Task<Outcome> GiveAsync(Guid id, bool? agrees, string? text, Act act, CancellationToken ct)
    {
        var organisation = act.Actor.Post?.OrganisationId ?? Guid.Empty;
        var change = await db.Set<ItemChange>().VisibleTo(act.Actor).SingleOrDefaultAsync(c => c.Id == id, ct);
        var opinion = change is null || change.WasWrittenBy(act.Actor.Id) ? null : await Current(id).SingleOrDefaultAsync(o => o.OrganisationId == organisation && o.DroppedAt == null, ct);
        if (change is null || opinion is null)
        {
            return Unknown;
        }

        // Asked for anew with each round: an opinion is of the text of its own.
        if (act.SawOther(opinion.Id))
        {
            return Database.ChangedMeanwhile;
        }

        if (change.Status is not (ChangeStatus.ToCheck or ChangeStatus.ToApprove))
        {
            return Past;
        }

        if (agrees is null)
        {
            return Problem.Invalid("catalogue.opinion-choice", "请选择同意或者不同意。", "Agrees");
        }

        if (text?.Trim() is not { Length: > 0 and <= ChangeOpinion.LongestText } said)
        {
            return Problem.Invalid("catalogue.opinion-text", $"请写明意见和依据，不超过 {ChangeOpinion.LongestText} 个字。", "OpinionText");
        }

        opinion.Give(agrees.Value, said, act);
        db.Record(change, act, "joint-opinion-given", new { organisation = opinion.OrganisationName, agrees, text = said });
        await tell.OpinionGivenAsync(change, opinion, ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>The opinion is not needed any more; why stays in the record. What was said stands: nobody silences an objection by not asking any more.</summary>
    public async Task<Outcome> DropAsync(Guid id, Guid opinionId, string? reason, Act act, CancellationToken ct)
    {
        var found = await AnswerableAsync(id, act.Actor, ct);
        if (!found.TryGet(out var change))
        {
            return Outcome.Refused(found.Problems);
        }

        if (await Current(id).SingleOrDefaultAsync(o => o.Id == opinionId && o.DroppedAt == null, ct) is not { } opinion)
        {
            return Unknown;
        }

        if (opinion.GivenAt is not null)
        {
            return Problem.Conflict("catalogue.opinion-given", $"{opinion.OrganisationName}已经出具意见，不能撤销征求。协商一致的，由该单位重新出具意见；不能一致的，请退回修改。");
        }

        if (reason?.Trim() is not { Length: > 0 and <= ChangeOpinion.LongestText } why)
        {
            return Problem.Invalid("catalogue.opinion-drop", "请填写不再征求这个单位意见的原因。", "DropReason");
        }

        opinion.Drop(why, act.At);
        change.Uninvite(opinion.OrganisationId);
        db.Record(change, act with { Reason = why }, "joint-opinion-dropped", new { organisation = opinion.OrganisationName });
        return await db.SaveAsync(ct);
    }

    /// <summary>What of the joint review stands against approving the change.</summary>
    public async Task<Problem?> AgainstAsync(Guid change, CancellationToken ct)
    {
        var asked = await Current(change).AsNoTracking().Where(o => o.DroppedAt == null).OrderBy(o => o.AskedAt).ToListAsync(ct);
        return asked.Find(o => o.GivenAt is null) is { } missing
            ? Problem.Conflict("catalogue.opinion-missing", $"{missing.OrganisationName}还没有出具意见，不能批准。请等待意见；不再需要的，写明原因后撤销征求。")
            : asked.Find(o => !o.Agrees) is { } against
                ? Problem.Conflict("catalogue.opinion-against", $"{against.OrganisationName}不同意：{against.Text} 请退回修改；协商一致的，由该单位重新出具意见。") : null;
    }

    /// <summary>Those of all rounds, the newest round's last.</summary>
    public async Task<IReadOnlyList<ChangeOpinion>> OfAsync(Guid change, CancellationToken ct) =>
        await db.Set<ChangeOpinion>().AsNoTracking().Where(o => o.ChangeId == change).OrderBy(o => o.AskedAt).ThenBy(o => o.Id).ToListAsync(ct);

    /// <summary>Asked for since the change was submitted last.</summary>
    private IQueryable<ChangeOpinion> Current(Guid change) =>
        db.Set<ChangeOpinion>().Where(o => o.ChangeId == change && db.Set<ChangeRound>().Any(r => r.Id == o.RoundId && r.EndedOn == null));

    private async Task<Outcome<ItemChange>> AnswerableAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var change = await db.Set<ItemChange>().VisibleTo(actor).SingleOrDefaultAsync(c => c.Id == id, ct);
        return change is null || !change.MayAnswer(actor) ? DraftChange.Unknown : change.Status is ChangeStatus.ToCheck or ChangeStatus.ToApprove ? change : Past;
    }
}
